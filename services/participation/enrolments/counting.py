"""The counts of a date or series. Whoever locks the row decides on its places; everybody else waits a moment."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.participation.enrolments.notices import tell
from services.participation.enrolments.rules import Counts, OfferTime, kept_until, most_to_take, to_promote
from services.participation.enrolments.subjects import NOT_HELD, Subject, subject_of
from services.participation.tables import enrolment, occurrence, seats


@dataclass
class Held:
    """A locked row of `seats`, with what is to become of it; `save` it."""

    id: uuid.UUID
    subject: Subject
    counts: Counts
    last_number: int


def hold_to_join(session: Session, subject: Subject) -> Held:
    """Locks the row of a date or series until the transaction ends; it is made for the first who joins.

    The caller holds the activity, so its capacity stays as it is.
    """
    locked = select(seats).where(_of(subject)).with_for_update()
    row = session.execute(locked).one_or_none()
    if row is None:
        ids = {"id": uuid.uuid4(), "activity_id": subject.activity_id, "occurrence_id": subject.occurrence_id}
        session.execute(MAKE, {**ids, "capacity": subject.capacity, "most": subject.capacity})
        row = session.execute(locked).one()
    return Held(row.id, subject, counts_of(row), row.last_number)


MAKE = upsert(seats).on_conflict_do_nothing()


def hold(session: Session, seats_id: uuid.UUID, now: datetime) -> Held:
    """Locks a row that is there."""
    row = session.execute(select(seats).where(seats.c.id == seats_id).with_for_update()).one()
    return Held(row.id, subject_of(session, row, now), counts_of(row), row.last_number)


def _of(subject: Subject) -> ColumnElement[bool]:
    if subject.occurrence_id is not None:
        return seats.c.occurrence_id == subject.occurrence_id
    return (seats.c.activity_id == subject.activity_id) & seats.c.occurrence_id.is_(None)


def counts_of(row: Row[Any]) -> Counts:
    return Counts(row.capacity, row.enrolled, row.offered, row.waiting)


def save(session: Session, held: Held) -> None:
    counts = held.counts
    changed = {
        "capacity": counts.capacity,
        "most": most_to_take(counts),
        "enrolled": counts.enrolled,
        "offered": counts.offered,
        "waiting": counts.waiting,
        "last_number": held.last_number,
    }
    session.execute(update(seats).where(seats.c.id == held.id).values(changed))


def fill_places(session: Session, held: Held, now: datetime, time: OfferTime) -> int:
    """Offers what is free to those who wait, the first first; gives to how many."""
    number = to_promote(held.counts)
    if not number or not held.subject.may_be_filled(now):
        return 0
    assert held.subject.starts_at is not None and held.subject.date_id is not None
    waiting = select(enrolment.c.id).where(enrolment.c.seats_id == held.id, enrolment.c.status == "waiting")
    first = list(session.scalars(waiting.order_by(enrolment.c.number).limit(number)))
    until = kept_until(now, held.subject.starts_at, time)
    status = "offered" if until else "enrolled"
    chosen = enrolment.c.id.in_(first)
    session.execute(update(enrolment).where(chosen).values(status=status, confirm_by=until))
    tell(session, "offered" if until else "promoted", held.subject.date_id, chosen)
    counts = held.counts
    held.counts = replace(
        counts,
        waiting=counts.waiting - len(first),
        offered=counts.offered + (len(first) if until else 0),
        enrolled=counts.enrolled + (0 if until else len(first)),
    )
    return len(first)


def with_room_for_who_waits(session: Session, now: datetime) -> list[uuid.UUID]:
    """Dates and series to come that have a free place and somebody who waits for it."""
    s, o = seats.c, occurrence.c
    room = or_(s.capacity.is_(None), s.enrolled + s.offered < s.capacity)
    of_it = or_(o.id == s.occurrence_id, and_(s.occurrence_id.is_(None), o.activity_id == s.activity_id))
    coming = exists().where(of_it, o.starts_at > now, o.status.not_in(NOT_HELD))
    return list(session.scalars(select(s.id).where(s.waiting > 0, room, coming).order_by(s.id)))
