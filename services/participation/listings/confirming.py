"""An owner's word on a listing, in the caller's transaction."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, null, select, update
from sqlalchemy.orm import Session

from services.participation.activities.saving import end_activity
from services.participation.listings.rules import Answer, Kind, check_by
from services.participation.schedules.writing import write_dates
from services.participation.tables import activity, listing_check, place

UNCONFIRMED = "unconfirmed"


def still_right(session: Session, kind: Kind, listing_id: uuid.UUID, today: date, now: datetime) -> None:
    """Confirmed from today on; what was hidden because nobody had confirmed it is shown again."""
    table = activity if kind == "activity" else place
    values: dict[str, Any] = {
        "confirmed_on": today,
        "check_by": check_by(kind, today),
        "call_first": False,
        "updated_at": func.now(),
    }
    if kind == "activity":
        hidden = activity.c.paused_because == UNCONFIRMED
        values |= {"status": case((hidden, "published"), else_=activity.c.status), "paused_because": null()}
    session.execute(update(table).where(table.c.id == listing_id).values(values))
    mark_answered(session, kind, listing_id, "still-right", now)


def ended(session: Session, activity_id: uuid.UUID, today: date, now: datetime) -> None:
    clear = {"paused_because": null(), "call_first": False}
    session.execute(update(activity).where(activity.c.id == activity_id).values(clear))
    end_activity(session, activity_id, today)
    mark_answered(session, "activity", activity_id, "ended", now)


def goes_on(session: Session, activity_id: uuid.UUID, today: date, now: datetime) -> None:
    """Takes "ended" back: what was said by one tap too many."""
    values = {"status": "published", "version": activity.c.version + 1}
    session.execute(update(activity).where(activity.c.id == activity_id).values(values))
    still_right(session, "activity", activity_id, today, now)
    write_dates(session, [activity_id], now, today)


def mark_answered(session: Session, kind: Kind, listing_id: uuid.UUID, answer: Answer, now: datetime) -> None:
    """Every open question about the listing."""
    of_listing = and_(of(kind, listing_id), listing_check.c.answer.is_(None))
    session.execute(update(listing_check).where(of_listing).values(answer=answer, answered_at=now))


def of(kind: Kind, listing_id: uuid.UUID) -> ColumnElement[bool]:
    if kind == "activity":
        return listing_check.c.activity_id == listing_id
    return and_(listing_check.c.place_id == listing_id, listing_check.c.kind == "place")


def confirmed(today: date) -> ColumnElement[bool]:
    """For paper: activities that somebody has confirmed, as of this day."""
    said = activity.c.confirmed_on.is_not(None)
    return and_(activity.c.status == "published", said, activity.c.check_by > today)


def status_of(session: Session, activity_id: uuid.UUID) -> str | None:
    return session.scalar(select(activity.c.status).where(activity.c.id == activity_id).with_for_update())
