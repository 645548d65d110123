"""Offering an activity to a wish: who left an address gets a letter, who left a phone number is called."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.participation.wishes import OfferedActivity, WishCall, WishOffered
from services.kit.outbox import send_letter
from services.kit.who import Who
from services.participation.letters.wording import Text
from services.participation.tables import activity, metadata, place, wish, wish_call, wish_offer, wish_supporter
from services.participation.wishes.letters import offered
from services.participation.wishes.people import Desk
from services.participation.wishes.saving import set_status

LETTER_DAYS = 7


def published(session: Session, activity_id: uuid.UUID) -> Row[Any] | None:
    """Activity with the name of its place, kept from being withdrawn meanwhile."""
    a = activity.c
    rows = select(a.id, a.title, a.place_id, a.wijk, place.c.name.label("place")).join(place, place.c.id == a.place_id)
    found: Select[Any] = rows.where(a.id == activity_id, a.status == "published").with_for_update(
        read=True, of=activity
    )
    return session.execute(found).one_or_none()


def offer(session: Session, desk: Desk, head: Row[Any], found: Row[Any], who: Who, now: datetime) -> WishOffered:
    """The wish is held. The same offer again is the same offer, and tells nobody anything."""
    o = wish_offer.c
    made = session.scalar(
        upsert(wish_offer)
        .values(id=uuid.uuid4(), wish_id=head.id, activity_id=found.id, made_by=who.subject)
        .on_conflict_do_nothing(constraint="uq_wish_offer_wish_activity")
        .returning(o.id)
    )
    if made is None:
        same = and_(o.wish_id == head.id, o.activity_id == found.id)
        return WishOffered(
            id=session.scalars(select(o.id).where(same)).one(),
            wish_id=head.id,
            activity_id=found.id,
            letters=0,
            calls=0,
        )
    set_status(session, head.id, "offered", now)
    people = sharing(session, head.id)
    letters = [each for each in people if each.contact_kind == "email"]
    address = f"{desk.site}/activiteiten/{found.id}"
    for each in letters:
        told = offered(head.text, found.title, found.place, address, desk.manage_url(each.id), each.language)
        write(session, desk, each, told, f"wish:{head.id}")
    calls = [each for each in people if each.contact_kind == "phone"]
    if calls:
        rows = [{"id": uuid.uuid4(), "offer_id": made, "supporter_id": each.id} for each in calls]
        session.execute(insert(wish_call), rows)
    return WishOffered(id=made, wish_id=head.id, activity_id=found.id, letters=len(letters), calls=len(calls))


def sharing(session: Session, head: uuid.UUID) -> list[Row[Any]]:
    """Everybody who left a contact with this wish or one joined to it, each contact once."""
    s = wish_supporter.c
    rows = (
        select(s.id, s.contact_kind, s.contact, wish.c.language)
        .join(wish, wish.c.id == s.wish_id)
        .where(or_(wish.c.id == head, wish.c.joined_to == head))
        .where(s.contact.is_not(None), s.removed_at.is_(None), wish.c.removed_at.is_(None))
        .ext(distinct_on(s.contact_print))
        .order_by(s.contact_print, s.created_at, s.id)
    )
    return list(session.execute(rows))


def write(session: Session, desk: Desk, supporter: Row[Any], told: Text, about: str) -> None:
    send_letter(
        session,
        metadata,
        desk.sealer,
        to=desk.opened(supporter.contact, supporter.id),
        subject=told.subject,
        text=told.text,
        about=about,
        keep_days=LETTER_DAYS,
    )


def calls_of(session: Session, desk: Desk, who: Who, page: int, page_size: int) -> tuple[list[WishCall], int]:
    """Whom to call about activities of one's own places (or wijken); who was not called yet first."""
    c, o, s, a = wish_call.c, wish_offer.c, wish_supporter.c, activity.c
    own = [] if "admin" in who.roles else [of_the_asker(who)]
    joined = (
        wish_call.join(wish_offer, o.id == c.offer_id)
        .join(wish_supporter, s.id == c.supporter_id)
        .join(activity, a.id == o.activity_id)
        .join(wish, wish.c.id == o.wish_id)
    )
    there = (*own, s.contact_kind == "phone", s.removed_at.is_(None), wish.c.removed_at.is_(None))
    fields = (
        *(c.id, c.called_at, o.made_at, o.activity_id, a.title, s.contact),
        *(s.id.label("supporter_id"), wish.c.text, wish.c.language),
    )
    rows: Select[Any] = (
        select(*fields).select_from(joined).where(*there).order_by(c.called_at.nulls_first(), o.made_at, c.id)
    )
    items = [call_shape(desk, row) for row in session.execute(rows.limit(page_size).offset((page - 1) * page_size))]
    return items, session.scalar(select(func.count()).select_from(joined).where(*there)) or 0


def of_the_asker(who: Who) -> Any:
    places = list(who.places) if "coordinator" in who.roles else []
    wijken = list(who.wijken) if "editor" in who.roles else []
    return or_(activity.c.place_id.in_(places), activity.c.wijk.in_(wijken))


def call_shape(desk: Desk, row: Row[Any]) -> WishCall:
    return WishCall(
        id=row.id,
        wish=row.text,
        language=row.language,
        activity=OfferedActivity(id=row.activity_id, title=row.title),
        phone=desk.opened(row.contact, row.supporter_id),
        offered_at=row.made_at,
        called_at=row.called_at,
    )


def mark_called(session: Session, who: Who, call_id: uuid.UUID, called_at: datetime | None) -> bool:
    """False when it is not on one's own list."""
    c, o = wish_call.c, wish_offer.c
    own = [] if "admin" in who.roles else [of_the_asker(who)]
    offers = select(o.id).join(activity, activity.c.id == o.activity_id).where(*own)
    changed = update(wish_call).where(c.id == call_id, c.offer_id.in_(offers)).values(called_at=called_at)
    return session.scalar(changed.returning(c.id)) is not None
