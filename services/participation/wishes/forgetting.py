"""What is forgotten of wishes, proposals and undos: contacts at their time, origins after 30 days, and what was not
taken up, taken back or undone altogether after two weeks. Counts and what everybody may read stay."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from services.participation.moderation.rules import RESTORABLE_DAYS
from services.participation.tables import proposal, wish, wish_supporter
from services.participation.wishes.people import DAYS_AFTER_CLOSING, ORIGIN_DAYS

NO_CONTACT: dict[str, Any] = {"contact": None, "contact_kind": None, "origin": None, "token_hash": None}
"""The link is dead then, too."""


def forget(session: Session, now: datetime) -> int:
    """Gives how many rows were wiped or deleted."""
    return (
        delete_rows(session, now)
        + wipe(session, wish_supporter, wish_supporter.c.contact_until < now, NO_CONTACT | {"contact_print": None})
        + wipe(session, proposal, proposal.c.contact_until < now, NO_CONTACT)
        + sum(forget_origins(session, table, now) for table in (wish, wish_supporter, proposal))
    )


def wipe(session: Session, table: Table, which: ColumnElement[bool], nothing: dict[str, Any]) -> int:
    anything = or_(*(table.c[name].is_not(None) for name in nothing))
    rows = update(table).where(which, anything).values(nothing).returning(table.c.id)
    return len(session.scalars(rows).all())


def forget_origins(session: Session, table: Table, now: datetime) -> int:
    old = (table.c.origin.is_not(None), table.c.created_at < now - timedelta(days=ORIGIN_DAYS))
    return len(session.scalars(update(table).where(*old).values(origin=None).returning(table.c.id)).all())


def delete_rows(session: Session, now: datetime) -> int:
    """Texts that nobody is to read: rejected, taken back, undone; of proposals also those that became a draft."""
    w, p, s = wish.c, proposal.c, wish_supporter.c
    closed, undone = now - timedelta(days=DAYS_AFTER_CLOSING), now - timedelta(days=RESTORABLE_DAYS)
    old = or_(w.status.in_(("rejected", "withdrawn")) & (w.closed_at < closed), w.removed_at < undone)
    ids = list(session.scalars(select(w.id).where(old)))
    session.execute(update(wish).where(w.joined_to.in_(ids)).values(joined_to=None))
    proposals = delete(proposal).where(or_(p.closed_at < closed, p.removed_at < undone)).returning(p.id)
    return (
        len(session.scalars(delete(wish).where(w.id.in_(ids)).returning(w.id)).all())
        + len(session.scalars(proposals).all())
        + len(session.scalars(delete(wish_supporter).where(s.removed_at < undone).returning(s.id)).all())
    )
