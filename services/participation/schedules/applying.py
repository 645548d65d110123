"""Changes of dates, done in the table and to the people who joined them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.participation.enrolments.changes import (
    dates_moved,
    dates_restored,
    dates_withdrawn,
    enrolments_carried,
    of_joined_series,
)
from services.participation.schedules.change_rules import Changes
from services.participation.schedules.date_rules import Moment
from services.participation.tables import metadata, occurrence

Ids = Sequence[uuid.UUID]


def apply_changes(session: Session, changes: Changes) -> None:
    """Rows first, then the people: they are told of the dates as they are now."""
    lock(session, [each.id for each in (*changes.changed, *changes.gone)])
    add_dates(session, changes.new)
    change_dates(session, changes.changed)
    carry(session, changes.carried)
    take_away(session, [each.id for each in changes.gone])
    for tell, ids in (
        (dates_withdrawn, changes.off),
        (dates_moved, changes.moved),
        (dates_restored, changes.on_again),
    ):
        if ids:
            tell(session, ids)


def lock(session: Session, ids: Ids) -> None:
    """Nobody joins these dates meanwhile: who joins one holds its row."""
    if ids:
        o = occurrence.c
        session.execute(select(o.id).where(o.id.in_(ids)).order_by(o.id).with_for_update())


def add_dates(session: Session, moments: Iterable[Moment]) -> None:
    """One that is there with this id stays as it is: it is over, or was written before."""
    if rows := [_row(each) for each in moments]:
        session.execute(ADD, rows)


def change_dates(session: Session, moments: Iterable[Moment]) -> None:
    if rows := [{f"new_{name}": value for name, value in _row(each).items()} for each in moments]:
        session.execute(CHANGE, rows)


def carry(session: Session, new_of_old: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """A series has its people on no date by itself: they hear of it as of a date that was moved."""
    if not new_of_old:
        return
    joined = referred_to(session, list(new_of_old))
    if joined:
        enrolments_carried(session, {old: new for old, new in new_of_old.items() if old in joined})
    if others := [new for old, new in new_of_old.items() if old not in joined]:
        dates_moved(session, others)


def take_away(session: Session, ids: Ids) -> None:
    """A date that people ever joined is kept, out of sight: what was promised can be looked up."""
    if not ids:
        return
    kept = referred_to(session, ids) | of_joined_series(session, ids)
    if kept:
        session.execute(update(occurrence).where(occurrence.c.id.in_(kept)).values(status="withdrawn", reason=None))
    session.execute(delete(occurrence).where(occurrence.c.id.in_(set(ids) - kept)))


def referred_to(session: Session, ids: Ids) -> set[uuid.UUID]:
    """Those of these dates that a row of any table refers to."""
    found = (session.scalars(select(column).where(column.in_(ids)).distinct()) for column in references())
    return {id_ for rows in found for id_ in rows}


def references() -> list[Column[Any]]:
    """Columns that name a date: of enrolments, attendance and the like."""
    keys = (key for table in metadata.sorted_tables for key in table.foreign_keys)
    return [key.parent for key in keys if key.column is occurrence.c.id]


def _row(moment: Moment) -> dict[str, Any]:
    return {
        "id": moment.id,
        "activity_id": moment.activity,
        "local_start": moment.local_start,
        "starts_at": moment.starts_at,
        "ends_at": moment.ends_at,
        "status": moment.status,
        "reason": moment.reason,
    }


ADD = insert(occurrence).on_conflict_do_nothing(index_elements=["id"])
CHANGED = ("starts_at", "ends_at", "status", "reason")
CHANGE = (
    update(occurrence)
    .where(occurrence.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in CHANGED})
)
