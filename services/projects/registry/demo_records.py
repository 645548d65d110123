"""Sample milestones, updates, links, deliverables, evidence, business space and courses (`demo/registry.toml`).

A number is a day counted from the one on which the sample is loaded, a date stands as it is; ids follow from the key,
so that loading again adds nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Column, Date, Table, Uuid, insert, select
from sqlalchemy.orm import Session

from services.kit import audit
from services.projects import tables

WHO = "demo"
KINDS: Mapping[str, Table] = {
    "milestones": tables.milestone,
    "updates": tables.progress_update,
    "risks": tables.risk,
    "links": tables.project_link,
    "deliverables": tables.deliverable,
    "evidence": tables.evidence,
    "spaces": tables.business_space,
    "courses": tables.course,
    "periods": tables.course_period,
    "entries": tables.register_entry,
}
"""List in the file → table, in the order in which they name one another."""


def demo_id(kind: str, key: str) -> UUID:
    """The id of a sample, the same in every installation."""
    return uuid5(NAMESPACE_URL, f"https://zuidwest.example/demo/{kind}/{key}")


def load_demo_records(session: Session, file: Path, today: date) -> int:
    """Adds the samples that are not there yet; how many were added. The database refuses what can't be."""
    samples = tomllib.loads(file.read_text(encoding="utf-8"))
    added = 0
    for kind, table in KINDS.items():
        there = set(session.scalars(select(table.c.id)))
        new = [row for row in rows_of(kind, table, samples.get(kind, []), today) if row["id"] not in there]
        for row in new:
            session.execute(insert(table).values(row))
            said = {name: [None, str(value)] for name, value in row.items()}
            audit.record(session, tables.metadata, WHO, "create", table.name.replace("_", "-"), row["id"], said)
        added += len(new)
    return added


def rows_of(kind: str, table: Table, samples: list[dict[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    for sample in samples:
        values = {name: value_of(table.c[name], value, today) for name, value in sample.items() if name != "key"}
        said = {"who": WHO} if "who" in table.c else {}
        yield {"id": demo_id(kind, sample["key"]), **values, **said}


def value_of(column: Column[Any], value: Any, today: date) -> Any:
    """Days from today become dates; keys become ids of what they name."""
    if isinstance(column.type, Date) and isinstance(value, int):
        return today + timedelta(days=value)
    if isinstance(column.type, Uuid):
        kind = next((kind for kind, table in KINDS.items() if column.references(table.c.id)), "project")
        return demo_id(kind, value)
    return value
