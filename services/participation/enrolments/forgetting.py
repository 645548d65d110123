"""What identifies somebody goes some days after the date, or the last date of a series; counts stay."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from services.participation.enrolments.leaving import GONE
from services.participation.enrolments.subjects import NOT_HELD
from services.participation.tables import enrolment, notice, occurrence, presence, seats

NOTHING_LEFT: dict[str, Any] = {**GONE, "token_hash": None}
"""The link is dead then, too."""


def forget(session: Session, before: datetime) -> int:
    """Of dates that ended before this moment; gives how many enrolments were made nameless."""
    e = enrolment.c
    old = (
        select(e.id)
        .join(seats, seats.c.id == e.seats_id)
        .where(e.created_at < before, or_(*(e[name].is_not(None) for name in NOTHING_LEFT)), is_over(before))
    )
    ids = list(session.scalars(old))
    for its in (notice.c.enrolment_id, presence.c.enrolment_id):
        session.execute(delete(its.table).where(its.in_(ids)))
    session.execute(update(enrolment).where(e.id.in_(ids)).values(NOTHING_LEFT))
    return len(ids)


def is_over(before: datetime) -> ColumnElement[bool]:
    """A date that ended by then, or a series that has no date after it."""
    o, s = occurrence.c, seats.c
    date = exists().where(o.id == s.occurrence_id, o.ends_at < before)
    later = exists().where(o.activity_id == s.activity_id, o.ends_at >= before, o.status.not_in(NOT_HELD))
    return or_(date, and_(s.occurrence_id.is_(None), ~later))
