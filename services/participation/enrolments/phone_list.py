"""Who is to be called at a place, because there is no e-mail address."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import CallShape
from services.participation.enrolments.leaving import confirm, leave
from services.participation.enrolments.letters import Facts, say
from services.participation.enrolments.people import Desk
from services.participation.enrolments.rules import OfferTime, Refused
from services.participation.tables import activity, enrolment, notice, occurrence, place

JOINED = (
    notice.join(enrolment, enrolment.c.id == notice.c.enrolment_id)
    .join(occurrence, occurrence.c.id == notice.c.occurrence_id)
    .join(activity, activity.c.id == occurrence.c.activity_id)
    .join(place, place.c.id == activity.c.place_id)
)
FACTS = (
    notice.c.id,
    notice.c.enrolment_id,
    notice.c.occurrence_id,
    notice.c.kind,
    notice.c.more,
    notice.c.made_at,
    enrolment.c.name,
    enrolment.c.phone,
    enrolment.c.email,
    enrolment.c.language,
    enrolment.c.confirm_by,
    occurrence.c.starts_at,
    activity.c.title,
    activity.c.joining,
    activity.c.status.label("activity_status"),
    place.c.name.label("place"),
    place.c.street_address,
    place.c.postcode,
    place.c.city,
    place.c.phone.label("place_phone"),
)


def still_to_tell(way: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Not told yet, and of a date that is still to come."""
    reach = enrolment.c.phone if way == "phone" else enrolment.c.email
    return notice.c.way == way, notice.c.done_at.is_(None), occurrence.c.ends_at > now, reach.is_not(None)


def facts_of(row: Row[Any]) -> Facts:
    return Facts(
        title=row.title,
        place=row.place,
        address=f"{row.street_address}, {row.postcode} {row.city}",
        place_phone=row.place_phone,
        starts_at=row.starts_at,
        confirm_by=row.confirm_by,
        more=row.more,
        ended=row.activity_status == "ended",
        series=row.joining == "series",
    )


def calls(
    session: Session, desk: Desk, place_id: uuid.UUID, now: datetime, page: int, page_size: int
) -> list[CallShape]:
    """What is most urgent first: an offered place, then the soonest date."""
    order = (enrolment.c.confirm_by.asc().nulls_last(), occurrence.c.starts_at, notice.c.number)
    rows = _at(place_id, now, *FACTS).order_by(*order).limit(page_size).offset((page - 1) * page_size)
    return [_call(desk, row) for row in session.execute(rows)]


def calls_total(session: Session, place_id: uuid.UUID, now: datetime) -> int:
    return session.scalar(_at(place_id, now, func.count())) or 0


def _at(place_id: uuid.UUID, now: datetime, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(JOINED).where(activity.c.place_id == place_id, *still_to_tell("phone", now))


def _call(desk: Desk, row: Row[Any]) -> CallShape:
    return CallShape(
        id=row.id,
        why=row.kind,
        name=desk.opened(row.name, row.enrolment_id),
        phone=desk.opened(row.phone, row.enrolment_id) or "",
        say=say(row.kind, facts_of(row)),
        occurrence_id=row.occurrence_id,
        title=row.title,
        start=row.starts_at,
        confirm_by=row.confirm_by,
        since=row.made_at,
    )


@dataclass(frozen=True)
class Call:
    """A line of the list, for who ticks it off."""

    id: uuid.UUID
    enrolment_id: uuid.UUID
    seats_id: uuid.UUID
    status: str
    open: bool


def call_of(session: Session, place_id: uuid.UUID, item: uuid.UUID) -> Call | None:
    e, n = enrolment.c, notice.c
    columns = (n.id, n.enrolment_id, e.seats_id, e.status, n.done_at)
    its = (n.id == item, n.way == "phone", activity.c.place_id == place_id)
    row = session.execute(select(*columns).select_from(JOINED).where(*its).with_for_update(of=notice)).one_or_none()
    return Call(row.id, row.enrolment_id, row.seats_id, row.status, row.done_at is None) if row else None


def answer_call(session: Session, call: Call, answer: str, now: datetime, time: OfferTime) -> Refused | None:
    """What was said on the phone, done."""
    if answer == "comes" and (refused := confirm(session, call.enrolment_id, call.seats_id, now)):
        return refused
    mark_told(session, [call.id], now, answer)
    if answer == "comes-not":
        leave(session, call.seats_id, enrolment.c.id == call.enrolment_id, now, time)
    return None


def mark_told(session: Session, ids: list[uuid.UUID], now: datetime, outcome: str) -> None:
    session.execute(update(notice).where(notice.c.id.in_(ids)).values(done_at=now, outcome=outcome))
