"""Brings the deal's tables in step with its files: as a difference, nothing lost, safe to repeat."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, cast, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.deal import Deal
from services.kit import audit
from services.projects import tables
from services.projects.deal.rows import PartRow, rows_of
from services.projects.deal.rules import Difference, Kept, difference
from services.projects.money.deal import load_tranches

WHO = "deal"
LOADING_LOCK = 0x5A57_0001
SAID = {"amended": "kept as amended"}


@dataclass
class LoadSummary:
    """How many parts of the deal were added, changed, withdrawn (or came back), and left as they were.

    `amended` are those that the files want to say otherwise, but that parties amended.
    """

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    returned: int = 0
    unchanged: int = 0
    amended: int = 0
    sentences: list[str] = field(default_factory=list)

    def count(self, table: str, found: Difference) -> None:
        for name in ("added", "changed", "withdrawn", "returned", "unchanged", "amended"):
            keys: list[str | int] = getattr(found, name)
            setattr(self, name, getattr(self, name) + len(keys))
            if name != "unchanged":
                self.sentences.extend(f"{table} {key}: {SAID.get(name, name)}" for key in keys)


def load_deal(session: Session, deal: Deal, today: date) -> LoadSummary:
    """Applies the files; every row that changes leaves a line in the audit. `today` is the day of a withdrawal."""
    session.execute(select(func.pg_advisory_xact_lock(LOADING_LOCK)))
    summary = LoadSummary()
    for name, rows in rows_of(deal).items():
        summary.count(name, apply(session, tables.metadata.tables[f"projects.{name}"], rows, today))
    note_membership(session, deal)
    load_tranches(session, deal)
    return summary


def note_membership(session: Session, deal: Deal) -> None:
    """The parties of the deal are party from its start, as soon as that is known."""
    signed_on = deal.about.term.signed_on
    since = signed_on + timedelta(days=1) if signed_on else None
    for party in deal.parties:
        row = upsert(tables.party_membership).values(party=party.slug, since=since, source="deal")
        changed = tables.party_membership.c.since.is_distinct_from(row.excluded.since)
        known = row.on_conflict_do_update(
            index_elements=["party"],
            set_={"since": row.excluded.since},
            where=changed & (tables.party_membership.c.source == "deal"),
        )
        session.execute(known)


def amended_keys(session: Session, table: Table) -> frozenset[str | int]:
    """What an amendment or an accession made of this table's parts."""
    key = cast(tables.replaced_part.c.key, table.c.key.type)
    return frozenset(session.scalars(select(key).where(tables.replaced_part.c.part == table.name)))


def apply(session: Session, table: Table, rows: list[PartRow], today: date) -> Difference:
    """Makes one table say what the files say, and audits it."""
    wanted = {row.key: content_of(position, row) for position, row in enumerate(rows)}
    kept = kept_rows(session, table)
    found = difference(kept, wanted, amended_keys(session, table))
    if found.added:
        session.execute(insert(table), [{"key": key, **wanted[key]} for key in found.added])
    for key in found.changed + found.returned:
        session.execute(update(table).where(table.c.key == key).values(**wanted[key], withdrawn_on=None))
    for key in found.withdrawn:
        session.execute(update(table).where(table.c.key == key).values(withdrawn_on=today))
    audit_all(session, table, found, kept, wanted)
    return found


def content_of(position: int, row: PartRow) -> dict[str, Any]:
    return {"position": position, "body": row.body, **row.columns}


def kept_rows(session: Session, table: Table) -> dict[str | int, Kept]:
    names = [column.name for column in table.c if column.name not in ("key", "withdrawn_on")]
    return {
        row.key: Kept({name: getattr(row, name) for name in names}, row.withdrawn_on is not None)
        for row in session.execute(select(table))
    }


def audit_all(
    session: Session,
    table: Table,
    found: Difference,
    kept: dict[str | int, Kept],
    wanted: dict[str | int, dict[str, Any]],
) -> None:
    """The body says it all; a change of place in the file is audited as such."""
    for action in ("added", "changed", "returned", "withdrawn"):
        for key in getattr(found, action):
            before = flat(kept[key].content) if key in kept else {}
            after = flat(wanted[key]) if key in wanted else before | {"withdrawn": True}
            change = audit.difference(before, after)
            audit.record(session, tables.metadata, WHO, action, f"deal-{table.name.replace('_', '-')}", key, change)


def flat(content: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = content["body"]
    return body | {"position": content["position"]}
