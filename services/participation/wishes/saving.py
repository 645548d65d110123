"""Writing wishes and who shares them, in the caller's transaction.

Whoever changes a wish's supporters holds the wish's row first, so that the count is always right.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Text, and_, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from services.kit.who import Who
from services.participation.tables import category, language, place, wijk, wish, wish_supporter
from services.participation.wishes.people import DAYS_AFTER_CLOSING
from services.participation.wishes.rules import CLOSED, KnownWishWords, Reach, reach_of
from services.participation.wishes.similar_rules import Said, guessed_category, most_alike

CANDIDATES = 400
"""Of one category and wijk, the newest: comparing them takes some milliseconds."""


def known_words(session: Session) -> KnownWishWords:
    return KnownWishWords(
        *(frozenset(session.scalars(select(each.c.id).where(each.c.in_deal))) for each in (category, language, wijk))
    )


def category_of(session: Session, said: str) -> str | None:
    rows = session.execute(select(category.c.id, category.c.labels).where(category.c.in_deal))
    return guessed_category(said, {row.id: row.labels.values() for row in rows})


def reach(session: Session, who: Who) -> Reach:
    places = list(who.places) if "coordinator" in who.roles else []
    wijken = session.scalars(select(place.c.wijk).where(place.c.id.in_(places)).distinct()) if places else ()
    return reach_of(who, frozenset(wijken))


def held(session: Session, wish_id: uuid.UUID) -> Row[Any] | None:
    """The wish, kept from others until this transaction is done."""
    there = and_(wish.c.id == wish_id, wish.c.removed_at.is_(None))
    return session.execute(select(wish).where(there).with_for_update()).one_or_none()


def one_at_a_time(session: Session, category_id: str | None) -> None:
    """Until the commit, nobody else approves or joins wishes of this category."""
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"wishes {category_id}"})


def shown_like(session: Session, row: Row[Any] | Any) -> list[Said]:
    """The public wishes of the same wijk (or none) and category that say the same, the most alike first."""
    w = wish.c
    rows = session.execute(
        select(w.id, w.text, w.supporters)
        .where(
            w.status.in_(("approved", "offered")),
            w.joined_to.is_(None),
            w.removed_at.is_(None),
            w.id != row.id,
            w.category.is_not_distinct_from(row.category),
            or_(w.wijk == row.wijk, w.wijk.is_(None)) if row.wijk else w.wijk.is_(None),
        )
        .order_by(w.created_at.desc(), w.id)
        .limit(CANDIDATES)
    )
    return most_alike(row.text, [Said(each.id, each.text, each.supporters) for each in rows])


def group_of(head: uuid.UUID) -> Any:
    """The wish and those joined to it."""
    return or_(wish.c.id == head, wish.c.joined_to == head)


def recount(session: Session, heads: Iterable[uuid.UUID | None]) -> None:
    """Counts who shares these wishes, those joined to them included; one contact counts once. Call it with the rows
    held."""
    s, joined = wish_supporter.c, wish.alias("joined")
    of_group = or_(joined.c.id == wish.c.id, joined.c.joined_to == wish.c.id)
    both = wish_supporter.join(joined, joined.c.id == s.wish_id)
    alive = (of_group, s.removed_at.is_(None), joined.c.removed_at.is_(None))
    person = func.count(func.coalesce(func.encode(s.contact_print, "hex"), s.id.cast(Text)).distinct())
    count = select(person).select_from(both).where(*alive).correlate(wish).scalar_subquery()
    helping = select(person).select_from(both).where(*alive, s.would_help).correlate(wish).scalar_subquery()
    ids = sorted({head for head in heads if head is not None})
    values = {"supporters": count, "helpers": helping, "version": wish.c.version + 1}
    session.execute(update(wish).where(wish.c.id.in_(ids)).values(values))


def set_status(session: Session, head: uuid.UUID, status: str, now: datetime) -> None:
    """Of a wish and those joined to it. What is closed keeps its contacts two weeks more at most."""
    closed = now if status in CLOSED else None
    changed = {"status": status, "closed_at": closed, "version": wish.c.version + 1}
    ids = list(session.scalars(update(wish).where(group_of(head)).values(changed).returning(wish.c.id)))
    if closed:
        until = func.least(wish_supporter.c.contact_until, now + timedelta(days=DAYS_AFTER_CLOSING))
        session.execute(update(wish_supporter).where(wish_supporter.c.wish_id.in_(ids)).values(contact_until=until))


def join_to(session: Session, wish_id: uuid.UUID, head: Row[Any]) -> None:
    """Makes a wish, with what was joined to it, part of another, in that one's state."""
    changed = {"joined_to": head.id, "status": head.status, "version": wish.c.version + 1}
    session.execute(update(wish).where(group_of(wish_id)).values(changed))
    recount(session, [head.id, wish_id])


def split_off(session: Session, row: Row[Any]) -> None:
    """A joined wish stands by itself again, with its own supporters."""
    changed = {"joined_to": None, "status": "approved", "version": wish.c.version + 1}
    session.execute(update(wish).where(wish.c.id == row.id).values(changed))
    recount(session, [row.joined_to, row.id])


def take_back(session: Session, supporter: Row[Any], now: datetime) -> str:
    """Somebody no longer wishes it. A wish that nobody shares any more is withdrawn; gives what happened."""
    joined_to = session.scalar(select(wish.c.joined_to).where(wish.c.id == supporter.wish_id))
    row = lock_in_order(session, [supporter.wish_id, joined_to or supporter.wish_id]).get(supporter.wish_id)
    session.execute(delete(wish_supporter).where(wish_supporter.c.id == supporter.id))
    recount(session, [joined_to, supporter.wish_id])
    left = session.scalar(select(wish.c.supporters).where(wish.c.id == supporter.wish_id))
    if row is None or left or row.status in CLOSED:
        return "left"
    changed = {"status": "withdrawn", "closed_at": now, "joined_to": None, "version": wish.c.version + 1}
    session.execute(update(wish).where(wish.c.id == row.id).values(changed))
    return "withdrawn"


def lock_in_order(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Row[Any]]:
    """These wishes, held, in the order of their ids, so that two who want both can't wait for each other."""
    found = select(wish).where(wish.c.id.in_(ids), wish.c.removed_at.is_(None)).order_by(wish.c.id).with_for_update()
    return {row.id: row for row in session.execute(found)}
