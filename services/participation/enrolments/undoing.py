"""For a moderator after abuse: what one address entered in some hours gives up its places."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.participation.enrolments.leaving import LEAVABLE, leave
from services.participation.enrolments.rules import OfferTime
from services.participation.tables import enrolment


def undo_from(session: Session, origin: bytes, since: datetime, until: datetime, now: datetime, time: OfferTime) -> int:
    """Gives how many enrolments were undone; who waits is next."""
    e = enrolment.c
    theirs = (e.origin == origin) & e.created_at.between(since, until) & e.status.in_(LEAVABLE)
    found = sorted(session.scalars(select(e.seats_id).where(theirs).distinct()))
    return sum(leave(session, seats_id, theirs, now, time) for seats_id in found)
