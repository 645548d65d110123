"""A new version of the deal: what a part said before stays readable."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.kit import audit
from services.projects import tables
from services.projects.deal.load import LOADING_LOCK

WHO = "deal"
Json = dict[str, Any]


def new_version(session: Session, on: date, **of: UUID) -> int:
    """Its number. `of` is `amendment_id` or `accession_id`. Versions follow one another, also by their days."""
    session.execute(select(func.pg_advisory_xact_lock(LOADING_LOCK)))
    versions = tables.deal_version.c
    number, last = session.execute(
        select(func.coalesce(func.max(versions.number), 1) + 1, func.max(versions.in_force_on))
    ).one()
    in_force_on = max(on, last) if last else on
    session.execute(insert(tables.deal_version).values(number=number, in_force_on=in_force_on, **of))
    found: int = number
    return found


def replace_part(session: Session, number: int, table: Table, key: str, body: Json, **columns: Any) -> None:
    """The part says this from now on; what it said is kept once a version."""
    before: Json = session.scalars(select(table.c.body).where(table.c.key == key).with_for_update()).one()
    keep(session, number, table, key, before)
    session.execute(update(table).where(table.c.key == key).values(body=body, **columns))
    change = audit.difference(before, body)
    audit.record(session, tables.metadata, WHO, "amended", object_type(table), key, change)


def add_part(session: Session, number: int, table: Table, key: str, body: Json) -> None:
    """A part that was not there before, after the others."""
    keep(session, number, table, key, None)
    position = select(func.coalesce(func.max(table.c.position), -1) + 1).scalar_subquery()
    session.execute(insert(table).values(key=key, position=position, body=body))
    audit.record(session, tables.metadata, WHO, "added", object_type(table), key, audit.difference({}, body))


def keep(session: Session, number: int, table: Table, key: str, body: Json | None) -> None:
    row = upsert(tables.replaced_part).values(part=table.name, key=key, replaced_in=number, body=body)
    session.execute(row.on_conflict_do_nothing())


def object_type(table: Table) -> str:
    return f"deal-{table.name.replace('_', '-')}"


def add_to_total(session: Session, number: int, cents: int) -> None:
    """The total of the contributions is derived: it moves along."""
    row = session.execute(select(tables.deal.c.key, tables.deal.c.body).where(tables.deal.c.withdrawn_on.is_(None)))
    key, body = row.one()
    if cents:
        replace_part(session, number, tables.deal, key, body | {"totalCents": body["totalCents"] + cents})
