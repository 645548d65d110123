"""An amendment comes into force: the deal says it, as a new version (Art. 10.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from services.kit.problems import wrong
from services.projects import tables
from services.projects.amendments.rules import TABLES, amended, columns_of
from services.projects.amendments.versions import add_to_total, new_version, replace_part
from services.projects.procedures.known import DealNow, deal_now

Change = Mapping[str, Any]


def apply(session: Session, row: Row[Any], on: date) -> None:
    number = new_version(session, on, amendment_id=row.id)
    strengths = deal_now(session).strengths
    for change in row.changes:
        table, key = part_of(session, change)
        body = session.scalars(select(table.c.body).where(table.c.key == key)).one()
        after = amended(body, change, strengths)
        replace_part(session, number, table, key, after, **columns_of(table.name, after))
        if table is tables.contribution:
            add_to_total(session, number, after["amountCents"] - body["amountCents"])


def part_of(session: Session, change: Change) -> tuple[Table, str]:
    table = tables.metadata.tables[f"projects.{TABLES[change['part']]}"]
    return table, change["id"] if "id" in change else deal_now(session).key


def wrong_changes(session: Session, changes: list[dict[str, Any]], deal: DealNow) -> list[dict[str, Any]]:
    """Every part, and every strength, that the deal does not have."""
    errors = []
    for index, change in enumerate(changes):
        table = tables.metadata.tables[f"projects.{TABLES[change['part']]}"]
        if "id" in change and not session.scalar(select(table.c.key).where(table.c.key == change["id"])):
            sentence = f"The deal has no {change['part']} {change['id']}."
            errors.append(wrong(f"changes.{index}.id", "unknown", sentence))
        if change.get("strength") and change["strength"] not in deal.strengths:
            sentence = f"The deal has no strength {change['strength']}."
            errors.append(wrong(f"changes.{index}.strength", "unknown", sentence))
    return errors
