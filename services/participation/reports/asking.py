"""Several people say that a listing is wrong: its owner is asked at once, not when its weeks are over."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from services.kit.jobs import enqueue
from services.participation.listings.confirming import of
from services.participation.listings.rules import ASKED_BEFORE
from services.participation.reports.rules import TOGETHER, ask_early
from services.participation.reports.saving import Subject
from services.participation.tables import activity, listing_check, metadata, place, report


def ask_owner(session: Session, subject: Subject, today: date, now: datetime) -> bool:
    """The listing has to be confirmed within a week, and the round that asks is played now.

    Holds the listing, so that reports of the same moment are counted one after the other.
    """
    table = activity if subject.kind == "activity" else place
    listing = table.c.id == subject.id
    session.execute(select(table.c.id).where(listing).with_for_update(key_share=True))
    together = _open_about(subject, now)
    origins = session.scalar(select(func.count(report.c.origin.distinct())).where(together)) or 0
    last = session.scalar(select(func.max(listing_check.c.asked_on)).where(of(subject.kind, subject.id)))
    if not ask_early(origins, last, today):
        return False
    soon = func.least(table.c.check_by, today + ASKED_BEFORE)
    session.execute(update(table).where(listing).values(check_by=soon, updated_at=func.now()))
    session.execute(update(report).where(together).values(asked_at=now))
    enqueue(session, f"{metadata.schema}:check_listings", once="check_listings")
    return True


def _open_about(subject: Subject, now: datetime) -> ColumnElement[bool]:
    """Reports of late that nobody handled, and because of which nobody was asked yet."""
    r = report.c
    listing = r.activity_id == subject.id
    if subject.kind == "place":
        listing = and_(r.place_id == subject.id, r.activity_id.is_(None))
    return and_(listing, r.outcome.is_(None), r.asked_at.is_(None), r.created_at > now - TOGETHER)
