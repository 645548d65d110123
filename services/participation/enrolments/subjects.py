"""What somebody joins: one date, or all dates of a series."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from services.participation.enrolments.rules import Joinable
from services.participation.tables import activity, occurrence

NOT_HELD = ("cancelled", "withdrawn")
"""Dates that will not be."""


@dataclass(frozen=True)
class Subject:
    """`occurrence_id` is None for a series; `date_id`, `starts_at` are then of the next date, None without one."""

    activity_id: uuid.UUID
    occurrence_id: uuid.UUID | None
    place_id: uuid.UUID
    for_whom: tuple[str, ...]
    joining: str
    capacity: int | None
    date_id: uuid.UUID | None
    date_status: str
    starts_at: datetime | None

    @property
    def joinable(self) -> Joinable:
        return Joinable(self.joining, self.capacity, self.occurrence_id is None, self.date_status, self.starts_at)

    def may_be_filled(self, now: datetime) -> bool:
        """Whether a place that comes free is still of use to somebody."""
        return self.starts_at is not None and self.starts_at > now and self.date_status not in NOT_HELD


def public_date(session: Session, occurrence_id: uuid.UUID) -> Subject | None:
    """A date of a published activity, to join it: until this transaction ends it is neither cancelled nor moved."""
    public = (activity.c.status == "published", occurrence.c.status != "withdrawn")
    return _of_date(session, occurrence_id, *public, hold=(activity, occurrence))


def public_series(session: Session, activity_id: uuid.UUID, now: datetime) -> Subject | None:
    """A published activity with its next date, to join it: until this transaction ends it is not changed."""
    return _of_series(session, activity_id, now, activity.c.status == "published", hold=(activity,))


def date_of(session: Session, occurrence_id: uuid.UUID) -> Subject | None:
    """Any date."""
    return _of_date(session, occurrence_id)


def subject_of(session: Session, seats: Any, now: datetime) -> Subject:
    """That of a row of `seats`."""
    if seats.occurrence_id is None:
        found = _of_series(session, seats.activity_id, now)
    else:
        found = _of_date(session, seats.occurrence_id)
    assert found is not None
    return found


def _of_date(
    session: Session, occurrence_id: uuid.UUID, *conditions: Any, hold: Sequence[Table] = ()
) -> Subject | None:
    rows = _with_date().where(occurrence.c.id == occurrence_id, *conditions)
    row = session.execute(_held(rows, hold)).one_or_none()
    return _subject(row, occurrence_id) if row else None


def _of_series(
    session: Session, activity_id: uuid.UUID, now: datetime, *conditions: Any, hold: Sequence[Table] = ()
) -> Subject | None:
    o = occurrence.c
    coming = (o.starts_at > now) & o.status.not_in(NOT_HELD)
    rows = _with_date(coming).where(activity.c.id == activity_id, *conditions).order_by(o.starts_at).limit(1)
    row = session.execute(_held(rows, hold)).one_or_none()
    return _subject(row, None) if row else None


def _held(rows: Select[Any], tables: Sequence[Table]) -> Select[Any]:
    """Many may hold a row at once, who changes it waits. The activity goes first, as with all who lock both."""
    return rows.with_for_update(read=True, key_share=True, of=tables) if tables else rows


def _with_date(coming: Any = None) -> Select[Any]:
    a, o = activity.c, occurrence.c
    of_it = o.activity_id == a.id
    dates = activity.join(occurrence, of_it) if coming is None else activity.outerjoin(occurrence, of_it & coming)
    return select(
        a.id, a.place_id, a.for_whom, a.joining, a.capacity, o.id.label("date_id"), o.status, o.starts_at
    ).select_from(dates)


def _subject(row: Any, occurrence_id: uuid.UUID | None) -> Subject:
    return Subject(
        activity_id=row.id,
        occurrence_id=occurrence_id,
        place_id=row.place_id,
        for_whom=tuple(row.for_whom),
        joining=row.joining,
        capacity=row.capacity,
        date_id=row.date_id,
        date_status=row.status or "planned",
        starts_at=row.starts_at,
    )
