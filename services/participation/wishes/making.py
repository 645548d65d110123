"""Making a wish, sharing it, and what its maker sees of it."""

import uuid
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, and_, exists, insert, or_, select
from sqlalchemy.orm import Session

from services.contracts.participation.wishes import (
    OfferedActivity,
    OwnWish,
    Supported,
    SupportInput,
    WishInput,
    WishStatus,
)
from services.participation.tables import activity, wish, wish_offer, wish_supporter
from services.participation.wishes.people import Desk, token_hash
from services.participation.wishes.saving import category_of, held, recount, shown_like
from services.participation.wishes.text_rules import tidy


def add_wish(
    session: Session, desk: Desk, body: WishInput, origin: bytes | None, now: datetime
) -> tuple[uuid.UUID, uuid.UUID]:
    """(id of the wish, id of its maker's place among the supporters)."""
    wish_id = uuid.uuid4()
    session.execute(
        insert(wish).values(
            id=wish_id,
            text=tidy(body.text),
            language=body.language,
            wijk=body.wijk,
            category=body.category or category_of(session, body.text),
            for_somebody_else=body.for_somebody_else,
            helpers=int(body.would_help),
            origin=origin,
        )
    )
    return wish_id, add_supporter(session, desk, wish_id, body, origin, now, poster=True)


def add_support(
    session: Session, desk: Desk, head: uuid.UUID, body: SupportInput, origin: bytes | None, now: datetime
) -> Supported:
    """One more who wishes it, if it is one more. The wish's row is held."""
    known = there_already(session, desk, head, body, origin)
    supporter_id = None if known else add_supporter(session, desk, head, body, origin, now, poster=False)
    if not known:
        recount(session, [head])
    total = session.scalars(select(wish.c.supporters).where(wish.c.id == head)).one()
    url = desk.manage_url(supporter_id) if supporter_id else None
    return Supported(supporters=total, counted=not known, manage_url=url)


def there_already(session: Session, desk: Desk, head: uuid.UUID, body: SupportInput, origin: bytes | None) -> bool:
    """By the same contact, or, without one, from the same caller today."""
    s, contact = wish_supporter.c, desk.print_of(body)
    same: ColumnElement[bool] = s.contact_print == contact
    if contact is None:
        if origin is None:
            return False
        same = and_(s.contact.is_(None), s.origin == origin)
    group = exists().where(wish.c.id == s.wish_id, or_(wish.c.id == head, wish.c.joined_to == head))
    return bool(session.scalar(select(exists().where(same, s.removed_at.is_(None), group))))


def add_supporter(
    session: Session,
    desk: Desk,
    wish_id: uuid.UUID,
    body: WishInput | SupportInput,
    origin: bytes | None,
    now: datetime,
    poster: bool,
) -> uuid.UUID:
    supporter_id = uuid.uuid4()
    values: dict[str, Any] = {
        "id": supporter_id,
        "wish_id": wish_id,
        "poster": poster,
        "token_hash": token_hash(desk.token(supporter_id)),
        "contact_print": desk.print_of(body),
        "would_help": body.would_help,
        "origin": origin,
    }
    session.execute(insert(wish_supporter).values(values | desk.contact_columns(body, supporter_id, now)))
    return supporter_id


def by_id(session: Session, supporter_id: uuid.UUID) -> Row[Any] | None:
    return session.execute(select(wish_supporter).where(wish_supporter.c.id == supporter_id)).one_or_none()


def by_token(session: Session, hashed: bytes) -> Row[Any] | None:
    """Unless a moderator took it away."""
    s = wish_supporter.c
    found = select(wish_supporter).join(wish, wish.c.id == s.wish_id)
    alive = (s.removed_at.is_(None), wish.c.removed_at.is_(None))
    return session.execute(found.where(s.token_hash == hashed, *alive)).one_or_none()


def own_wish(session: Session, desk: Desk, supporter: Row[Any]) -> OwnWish:
    row = session.execute(select(wish).where(wish.c.id == supporter.wish_id)).one()
    head = session.execute(select(wish).where(wish.c.id == row.joined_to)).one() if row.joined_to else row
    waits = head.status == "open"
    others = head.supporters - 1
    if waits and (like := shown_like(session, row)):
        others += like[0].supporters
    return OwnWish(
        id=head.id,
        text=head.text,
        wijk=head.wijk,
        category=head.category,
        status=cast(WishStatus, head.status),
        waits_for_reading=waits,
        reason=head.refused_because,
        others=others,
        contact_kept_until=supporter.contact_until if supporter.contact is not None else None,
        offers=offers_to(session, head.id),
        manage_url=desk.manage_url(supporter.id),
    )


def offers_to(session: Session, wish_id: uuid.UUID) -> list[OfferedActivity]:
    a, o = activity.c, wish_offer.c
    rows = select(a.id, a.title).join(wish_offer, o.activity_id == a.id)
    shown = rows.where(o.wish_id == wish_id, a.status == "published").order_by(o.made_at, o.id)
    return [OfferedActivity(id=row.id, title=row.title) for row in session.execute(shown)]


def hold_head(session: Session, wish_id: uuid.UUID) -> Row[Any] | None:
    """The wish, or the one that it was joined to, kept from others."""
    joined_to = session.scalar(select(wish.c.joined_to).where(wish.c.id == wish_id))
    row = held(session, joined_to or wish_id)
    return row if row is None or row.joined_to is None else hold_head(session, row.joined_to)
