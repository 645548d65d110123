"""Reading wishes before they are shown, joining those that say the same, and parting them again."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from services.contracts.participation.wishes import RejectReason, SimilarWish, WaitingWish, WishDecision, WishStatus
from services.kit.outbox import tear_up
from services.participation.tables import metadata, wish, wish_supporter
from services.participation.wishes import letters
from services.participation.wishes.offering import sharing, write
from services.participation.wishes.people import Desk
from services.participation.wishes.rules import Refused, next_status
from services.participation.wishes.saving import (
    join_to,
    lock_in_order,
    one_at_a_time,
    recount,
    set_status,
    shown_like,
    split_off,
)
from services.participation.wishes.text_rules import tidy


def decide(session: Session, desk: Desk, row: Row[Any], body: WishDecision, now: datetime) -> Refused | None:
    """The wish's row is held and stands by itself; only an undo can be of one that was joined to another."""
    status = next_status(row.status, body.decision)
    if isinstance(status, Refused):
        return status
    if body.decision == "undo":
        return undo(session, desk, row, now)
    if body.decision == "reject":
        refuse(session, desk, row, body.reason, now)
        return None
    if body.decision != "approve":
        set_status(session, row.id, status, now)
        return None
    corrected = correct(session, row, body)
    one_at_a_time(session, corrected.category)
    set_status(session, row.id, "approved", now)
    if not body.join:
        return None
    like = shown_like(session, corrected)
    return merge(session, row.id, body.join_to or like[0].id) if body.join_to or like else None


def refuse(session: Session, desk: Desk, row: Row[Any], reason: RejectReason | None, now: datetime) -> None:
    """Who left an e-mail address reads why; anybody else finds it behind their own link."""
    people = sharing(session, row.id) if reason else []
    set_status(session, row.id, "rejected", now)
    session.execute(update(wish).where(wish.c.id == row.id).values(refused_because=reason))
    for each in people:
        if reason and each.contact_kind == "email":
            write(session, desk, each, letters.refused(row.text, reason, each.language), about_refusal(row.id))


def undo(session: Session, desk: Desk, row: Row[Any], now: datetime) -> Refused | None:
    """The wish waits again. A letter about its refusal that was not sent yet is torn up, and a contact is kept as long
    as it would have been."""
    if row.joined_to is not None:
        refused = split(session, row.id)
        if refused is not None:
            return refused
    set_status(session, row.id, "open", now)
    session.execute(update(wish).where(wish.c.id == row.id).values(refused_because=None))
    s = wish_supporter.c
    until = s.created_at + timedelta(days=desk.keep_days)
    kept = (s.wish_id == row.id, s.contact.is_not(None))
    session.execute(update(wish_supporter).where(*kept).values(contact_until=until))
    tear_up(session, metadata, about_refusal(row.id))
    return None


def about_refusal(wish_id: uuid.UUID) -> str:
    return f"wish-refusal:{wish_id}"


def correct(session: Session, row: Row[Any], body: WishDecision) -> Row[Any]:
    """What whoever read it mended: a name taken out, the wijk or the category."""
    mended: Mapping[str, Any] = {
        "text": tidy(body.text) if body.text else row.text,
        "wijk": body.wijk or row.wijk,
        "category": body.category or row.category,
    }
    return session.execute(update(wish).where(wish.c.id == row.id).values(mended).returning(wish)).one()


def merge(session: Session, wish_id: uuid.UUID, into: uuid.UUID) -> Refused | None:
    """Both are shown, each by itself, and stay held."""
    rows = lock_in_order(session, [wish_id, into])
    one, other = rows.get(wish_id), rows.get(into)
    if one is None or other is None or one.id == other.id:
        return Refused("no-such-wish", "There is no other wish with this id.")
    if any(row.joined_to or row.status not in ("approved", "offered") for row in (one, other)):
        return Refused("not-shown", "Only wishes that are shown, each by itself, can be joined.")
    join_to(session, one.id, other)
    return None


def split(session: Session, wish_id: uuid.UUID) -> Refused | None:
    joined_to = session.scalar(select(wish.c.joined_to).where(wish.c.id == wish_id))
    rows = lock_in_order(session, [wish_id, joined_to or wish_id])
    row = rows.get(wish_id)
    if row is None or row.joined_to is None or row.joined_to not in rows:
        return Refused("not-joined", "This wish is not joined to another.")
    if row.status not in ("approved", "offered"):
        return Refused("decided-already", f"This wish is {row.status} already.")
    split_off(session, row)
    return None


def at_the_desk(session: Session, row: Row[Any]) -> WaitingWish:
    """The wish with what it could be joined to."""
    waits = row.joined_to is None and row.status in ("open", "approved", "offered")
    like = shown_like(session, row) if waits else []
    return WaitingWish(
        id=row.id,
        text=row.text,
        language=row.language,
        wijk=row.wijk,
        category=row.category,
        for_somebody_else=row.for_somebody_else,
        status=cast(WishStatus, row.status),
        joined_to=row.joined_to,
        supporters=row.supporters,
        helpers=row.helpers,
        created_at=row.created_at,
        similar=[SimilarWish(id=each.id, text=each.text, supporters=each.supporters) for each in like],
        reason=row.refused_because,
        version=row.version,
    )


def joined_wishes(session: Session, head: uuid.UUID) -> list[uuid.UUID]:
    found = select(wish.c.id).where(wish.c.joined_to == head, wish.c.removed_at.is_(None))
    return list(session.scalars(found.order_by(wish.c.created_at, wish.c.id)))


def stand_up(session: Session, heads: Iterable[uuid.UUID]) -> None:
    """For wishes that were taken away: the oldest that was joined to each goes on in its place."""
    for head in sorted(heads):
        rest = joined_wishes(session, head)
        if not rest:
            continue
        first, *others = rest
        session.execute(update(wish).where(wish.c.id == first).values(joined_to=None))
        if others:
            session.execute(update(wish).where(wish.c.id.in_(others)).values(joined_to=first))
        recount(session, [first])
