"""What becomes of people's places when a schedule or a capacity changes, in the transaction of the change.

Nobody's row changes when a date is cancelled: it shows as cancelled because the date is, and is whole again when the
date is restored. What comes free here is offered by the job `enrolments`, within a minute.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from services.participation.enrolments.counting import hold, save
from services.participation.enrolments.notices import need_not_tell, tell
from services.participation.enrolments.rules import LIVING, Counts
from services.participation.tables import activity, enrolment, notice, occurrence, seats

LIVES = enrolment.c.status.in_(LIVING)


def dates_withdrawn(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> None:
    """These dates will not be: places on them are given up, and the people are told."""
    for news in _news_of(session, occurrence_ids):
        need_not_tell(session, news.whom, *OVERTAKEN[news.series], dates=occurrence_ids)
        tell(session, "cancelled", news.date_id, news.whom & LIVES, news.more)


def dates_moved(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> None:
    """These dates have another time now: places on them stay, and the people are told."""
    for news in _news_of(session, occurrence_ids):
        tell(session, "moved", news.date_id, news.whom & LIVES, news.more)
    starts_at = occurrence.c.starts_at
    _change_offers(session, occurrence_ids, enrolment.c.confirm_by > starts_at, starts_at)


def dates_restored(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> None:
    """These dates, cancelled before, will be after all: who had a place has it again, and is told."""
    for news in _news_of(session, occurrence_ids):
        need_not_tell(session, news.whom, "cancelled", dates=occurrence_ids)
        tell(session, "restored", news.date_id, news.whom & LIVES, news.more)
    o = occurrence.c
    again = func.least(o.starts_at, func.greatest(enrolment.c.confirm_by, func.now() + timedelta(days=1)))
    _change_offers(session, occurrence_ids, enrolment.c.confirm_by.is_not(None), again)


def enrolments_carried(session: Session, new_of_old: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Dates that got another time on the same day are new dates: places, waiting list and all go along."""
    for old, new in new_of_old.items():
        source = session.scalar(select(seats.c.id).where(seats.c.occurrence_id == old).with_for_update())
        target = session.scalar(select(seats.c.id).where(seats.c.occurrence_id == new).with_for_update())
        if source and target:
            _merge(session, source, target)
        elif source:
            session.execute(update(seats).where(seats.c.id == source).values(occurrence_id=new))
        session.execute(update(notice).where(notice.c.occurrence_id == old).values(occurrence_id=new))
    dates_moved(session, list(new_of_old.values()))


def capacity_changed(session: Session, activity_id: uuid.UUID) -> None:
    """More places are offered to who waits; when there are fewer than people, nobody is thrown out.

    What somebody said is full stays so.
    """
    capacity = session.scalar(select(activity.c.capacity).where(activity.c.id == activity_id))
    by_capacity = select(seats.c.id).where(seats.c.activity_id == activity_id, ~seats.c.said_full)
    ids = session.scalars(by_capacity.order_by(seats.c.id))
    for seats_id in ids.all():
        held = hold(session, seats_id, datetime.now(UTC))
        held.counts = replace(held.counts, capacity=capacity)
        save(session, held)


def has_people_to_come(session: Session, activity_id: uuid.UUID) -> bool:
    """Whether somebody joined a date that is still to come, or the series: its way of joining can't change then."""
    o = occurrence.c
    coming = exists().where(
        o.activity_id == activity_id,
        o.ends_at > func.now(),
        (o.id == seats.c.occurrence_id) | seats.c.occurrence_id.is_(None),
    )
    living = exists().where(enrolment.c.seats_id == seats.c.id, LIVES)
    return bool(session.scalar(select(exists().where(seats.c.activity_id == activity_id, living, coming))))


def of_joined_series(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these dates that somebody joined with a whole series: no row refers to them, yet they were promised."""
    o, s = occurrence.c, seats.c
    joined = exists().where(s.activity_id == o.activity_id, s.occurrence_id.is_(None), s.last_number > 0)
    return set(session.scalars(select(o.id).where(o.id.in_(occurrence_ids), joined)))


@dataclass(frozen=True)
class News:
    """What is said once to each of `whom`, of their date, or of the first of `more` + 1 dates of their series."""

    date_id: uuid.UUID
    whom: ColumnElement[bool]
    more: int = 0
    series: bool = False


OVERTAKEN = {
    False: ("offered", "promoted", "lapsed", "moved", "restored", "reminder"),
    True: ("moved", "restored", "reminder"),
}
"""News of a date, or of a series, that means nothing any more when the date will not be."""


def _news_of(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> Iterator[News]:
    o, s = occurrence.c, seats.c
    for row in session.execute(select(s.id, s.occurrence_id).where(s.occurrence_id.in_(occurrence_ids))).all():
        yield News(row.occurrence_id, enrolment.c.seats_id == row.id)
    series = (
        select(s.id, o.id.label("date_id"))
        .join(occurrence, o.activity_id == s.activity_id)
        .where(s.occurrence_id.is_(None), o.id.in_(occurrence_ids), o.ends_at > func.now())
        .order_by(s.id, o.starts_at)
    )
    dates: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in session.execute(series).all():
        dates.setdefault(row.id, []).append(row.date_id)
    for seats_id, ids in dates.items():
        yield News(ids[0], enrolment.c.seats_id == seats_id, len(ids) - 1, series=True)


def _change_offers(
    session: Session, occurrence_ids: Sequence[uuid.UUID], which: ColumnElement[bool], until: ColumnElement[datetime]
) -> None:
    of_it = (occurrence.c.id == seats.c.occurrence_id) & (seats.c.id == enrolment.c.seats_id)
    chosen = update(enrolment).where(occurrence.c.id.in_(occurrence_ids), of_it, which)
    session.execute(chosen.values(confirm_by=until))


def _merge(session: Session, source: uuid.UUID, target: uuid.UUID) -> None:
    """People of a date that becomes one where people are already: behind those, in their own order."""
    now = datetime.now(UTC)
    theirs, ours = hold(session, source, now), hold(session, target, now)
    e = enrolment.c
    for by in (e.by_phone, e.by_email):
        known = select(by).where(e.seats_id == target, LIVES)
        session.execute(update(enrolment).where(e.seats_id == source, by.in_(known)).values({by: None}))
    moved = {"seats_id": target, "number": e.number + ours.last_number}
    session.execute(update(enrolment).where(e.seats_id == source).values(moved))
    a, b = theirs.counts, ours.counts
    ours.counts = Counts(b.capacity, a.enrolled + b.enrolled, a.offered + b.offered, a.waiting + b.waiting)
    ours.last_number += theirs.last_number
    save(session, ours)
    session.execute(delete(seats).where(seats.c.id == source))
