"""Enrolments as their own people and the coordinator of the place see them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from services.contracts.participation import EnrolmentShape, ListedEnrolment
from services.participation.enrolments.links import read_code, token_hash
from services.participation.enrolments.people import Desk
from services.participation.enrolments.rules import LIVING
from services.participation.enrolments.subjects import NOT_HELD, Subject
from services.participation.tables import activity, enrolment, occurrence, place, presence, seats

ONE, BEFORE, ITS_DATE = enrolment.alias("e"), enrolment.alias("before"), occurrence.alias("its_date")


def by_token(session: Session, token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Ids of the enrolment and of its counts."""
    e = enrolment.c
    row = session.execute(select(e.id, e.seats_id).where(e.token_hash == token_hash(token))).one_or_none()
    return (row.id, row.seats_id) if row else None


def by_code(session: Session, desk: Desk, subject: Subject, code: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The same, for the code that was said on the phone."""
    said = read_code(code)
    if said is None:
        return None
    number, whole = said
    e = enrolment.c
    its = select(e.id, e.seats_id).join(seats, seats.c.id == e.seats_id).where(of_subject(subject), e.number == number)
    row = session.execute(its.where(e.token_hash.is_not(None))).one_or_none()
    return (row.id, row.seats_id) if row and desk.links.is_code(whole, row.id, number) else None


def enrolment_shape(session: Session, desk: Desk, enrolment_id: uuid.UUID, now: datetime) -> EnrolmentShape:
    row = session.execute(ONE_ENROLMENT, {"id": enrolment_id, "now": now}).one()
    return EnrolmentShape(
        id=row.id,
        status=shown_status(row),
        position=row.position if shown_status(row) == "waiting" else None,
        confirm_by=row.confirm_by,
        manage_url=desk.manage_url(desk.links.token(row.id)),
        code=desk.links.code(row.id, row.number),
        name=desk.opened(row.name, row.id),
        activity_id=row.activity_id,
        occurrence_id=row.occurrence_id,
        title=row.title,
        place=row.place,
        address=f"{row.street_address}, {row.postcode} {row.city}",
        start=row.starts_at,
        end=row.ends_at,
    )


def shown_status(row: Row[Any]) -> Any:
    """Of a date that will not be, everybody's enrolment is cancelled; a double shows what was answered to it."""
    status = row.told or row.status
    gone = row.date_status in NOT_HELD or row.activity_status == "ended"
    return "cancelled" if gone and status in LIVING else status


def _one() -> Select[Any]:
    """The enrolment `id`, with its date, or the next one of its series at the moment `now`."""
    e, s, a, o, p, d = ONE.c, seats.c, activity.c, occurrence.c, place.c, ITS_DATE.c
    coming = (
        select(o.id)
        .where(o.activity_id == s.activity_id, o.ends_at > bindparam("now"), o.status.not_in(NOT_HELD))
        .order_by(o.starts_at)
        .limit(1)
        .correlate(seats)
        .scalar_subquery()
    )
    joined = (
        ONE.join(seats, s.id == e.seats_id)
        .join(activity, a.id == s.activity_id)
        .join(place, p.id == a.place_id)
        .outerjoin(ITS_DATE, d.id == case((s.occurrence_id.is_(None), coming), else_=s.occurrence_id))
    )
    facts = (a.title, p.street_address, p.postcode, p.city, d.starts_at, d.ends_at)
    named = (p.name.label("place"), d.status.label("date_status"), a.status.label("activity_status"))
    mine = (e.id, e.number, e.status, e.told, e.confirm_by, e.name, s.activity_id, s.occurrence_id)
    rows = select(*mine, *facts, *named, position().label("position")).select_from(joined)
    return rows.where(e.id == bindparam("id"))


def position() -> Any:
    """How many who wait stand before this one, and one more."""
    before = BEFORE.c
    waits = (before.seats_id == ONE.c.seats_id, before.status == "waiting", before.number < ONE.c.number)
    return select(func.count() + 1).where(*waits).correlate(ONE).scalar_subquery()


ONE_ENROLMENT = _one()


def listed(session: Session, desk: Desk, subject: Subject, page: int, page_size: int) -> list[ListedEnrolment]:
    """Who comes, who was offered a place, who waits: each in the order of coming."""
    e = ONE.c
    present = select(presence.c.enrolment_id).where(
        presence.c.enrolment_id == e.id, presence.c.occurrence_id == subject.date_id
    )
    rows = (
        select(ONE, position().label("position"), present.exists().label("present"))
        .join(seats, seats.c.id == e.seats_id)
        .where(of_subject(subject), e.status.in_(LIVING))
        .order_by(case({status: n for n, status in enumerate(LIVING)}, value=e.status), e.number)
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    return [_listed(desk, row) for row in session.execute(rows)]


def listed_total(session: Session, subject: Subject) -> int:
    row = session.execute(
        select(seats.c.enrolled + seats.c.offered + seats.c.waiting).where(of_subject(subject))
    ).one_or_none()
    return row[0] if row else 0


def of_subject(subject: Subject) -> Any:
    of_date = seats.c.occurrence_id == subject.occurrence_id
    of_series = (seats.c.activity_id == subject.activity_id) & seats.c.occurrence_id.is_(None)
    return of_series if subject.joining == "series" else of_date


def _listed(desk: Desk, row: Row[Any]) -> ListedEnrolment:
    return ListedEnrolment(
        id=row.id,
        name=desk.opened(row.name, row.id),
        phone=desk.opened(row.phone, row.id),
        email=desk.opened(row.email, row.id),
        status=row.status,
        position=row.position if row.status == "waiting" else None,
        confirm_by=row.confirm_by,
        code=desk.links.code(row.id, row.number),
        for_child=row.for_child,
        on_behalf=row.on_behalf,
        present=row.present,
        joined_at=row.created_at,
    )
