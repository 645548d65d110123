"""Somebody leaves, takes an offered place or lets it go by, in the caller's transaction."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from services.participation.enrolments.counting import Held, fill_places, hold, save
from services.participation.enrolments.joining import same_person
from services.participation.enrolments.notices import need_not_tell, tell
from services.participation.enrolments.rules import ENROLMENT_STEPS, OfferTime, Refused, may_confirm
from services.participation.enrolments.subjects import NOT_HELD
from services.participation.tables import enrolment

GONE: dict[str, Any] = {"name": None, "phone": None, "email": None, "by_phone": None, "by_email": None, "origin": None}
"""Of who leaves nothing is kept but that a place was given up."""
LEAVABLE = tuple(status for status, next_ones in ENROLMENT_STEPS.items() if "left" in next_ones)


def leave(session: Session, seats_id: uuid.UUID, which: ColumnElement[bool], now: datetime, time: OfferTime) -> int:
    """Those of one date or series that fit give up their place, and who waits is next; gives how many left."""
    held = hold(session, seats_id, now)
    rows = session.execute(
        select(enrolment.c.id, enrolment.c.status, enrolment.c.by_phone, enrolment.c.by_email).where(
            which, enrolment.c.seats_id == seats_id, enrolment.c.status.in_(LEAVABLE)
        )
    ).all()
    if rows:
        _ask_who_joined_twice(session, held, rows)
        gone = enrolment.c.id.in_([row.id for row in rows])
        need_not_tell(session, gone)
        session.execute(update(enrolment).where(gone).values(**GONE, status="left", confirm_by=None, told=None))
        uncount(held, [row.status for row in rows])
        fill_places(session, held, now, time)
        save(session, held)
    return len(rows)


def uncount(held: Held, statuses: Sequence[str]) -> None:
    gone, counts = Counter(statuses), held.counts
    held.counts = replace(
        counts,
        enrolled=counts.enrolled - gone["enrolled"],
        offered=counts.offered - gone["offered"],
        waiting=counts.waiting - gone["waiting"],
    )


def _ask_who_joined_twice(session: Session, held: Held, rows: Sequence[Any]) -> None:
    """A double takes no place, so its link gives up none: the person is asked."""
    for row in rows:
        if row.status == "double" and held.subject.date_id:
            prints = {"by_phone": row.by_phone, "by_email": row.by_email}
            tell(session, "double-left", held.subject.date_id, same_person(held.id, prints))


def confirm(session: Session, enrolment_id: uuid.UUID, seats_id: uuid.UUID, now: datetime) -> Refused | None:
    """Takes the place that was kept; None when the person has it."""
    held = hold(session, seats_id, now)
    row = session.execute(
        select(enrolment.c.status, enrolment.c.confirm_by).where(enrolment.c.id == enrolment_id)
    ).one()
    refused = may_confirm(row.status, row.confirm_by, now)
    if refused is None and row.status == "offered":
        its = enrolment.c.id == enrolment_id
        session.execute(update(enrolment).where(its).values(status="enrolled", confirm_by=None))
        need_not_tell(session, its, "offered")
        held.counts = replace(held.counts, offered=held.counts.offered - 1, enrolled=held.counts.enrolled + 1)
        save(session, held)
    return refused


def with_lapsed_offers(session: Session, now: datetime) -> list[uuid.UUID]:
    late = select(enrolment.c.seats_id).where(enrolment.c.confirm_by < now).distinct()
    return sorted(session.scalars(late))


def let_offers_lapse(session: Session, seats_id: uuid.UUID, now: datetime, time: OfferTime) -> int:
    """Places that nobody confirmed in time go to who is next; while a date is cancelled they are kept."""
    held = hold(session, seats_id, now)
    subject = held.subject
    if subject.date_status in NOT_HELD and subject.starts_at and subject.starts_at > now:
        return 0
    e = enrolment.c
    ids = list(session.scalars(select(e.id).where(e.seats_id == seats_id, e.confirm_by < now)))
    if ids:
        chosen = e.id.in_(ids)
        need_not_tell(session, chosen, "offered")
        session.execute(update(enrolment).where(chosen).values(status="lapsed", confirm_by=None))
        if subject.date_id and subject.may_be_filled(now):
            tell(session, "lapsed", subject.date_id, chosen)
        uncount(held, ["offered"] * len(ids))
        fill_places(session, held, now, time)
        save(session, held)
    return len(ids)
