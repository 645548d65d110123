"""What people wrote does not stay."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.participation.reports.rules import forgotten_before
from services.participation.tables import report


def forget(session: Session, now: datetime, days: int) -> int:
    """Wipes texts, addresses and where they came from; that something was reported, and what came of it, stays."""
    r = report.c
    resolved, written = forgotten_before(now, days)
    old = (r.resolved_at < resolved) | (r.created_at < written)
    kept = r.said.is_not(None) | r.contact.is_not(None) | r.origin.is_not(None)
    nothing = {"said": None, "contact": None, "origin": None}
    return len(session.execute(update(report).where(old, kept).values(nothing).returning(r.id)).all())
