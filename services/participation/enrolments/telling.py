"""Jobs: what time brings (offers that lapse, places to offer, reminders), and the letters about it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.kit.outbox import send_letter
from services.participation.enrolments.counting import fill_places, hold, save, with_room_for_who_waits
from services.participation.enrolments.leaving import let_offers_lapse, with_lapsed_offers
from services.participation.enrolments.letters import ZONE, letter
from services.participation.enrolments.notices import COLUMNS, WAY
from services.participation.enrolments.people import Desk
from services.participation.enrolments.phone_list import FACTS, JOINED, facts_of, mark_told, still_to_tell
from services.participation.enrolments.subjects import NOT_HELD
from services.participation.tables import activity, enrolment, metadata, notice, occurrence, seats

Writing = Callable[[], AbstractContextManager[Session]]
"""Gives a transaction."""
AT_ONCE = 200
REMINDING_FROM = time(9)
"""Nobody hears of tomorrow before this hour."""


def run_all(writing: Writing, desk: Desk, now: datetime) -> int:
    """Everything that is due, each in a transaction of its own; gives how many letters were written."""
    with writing() as session:
        late, free = with_lapsed_offers(session, now), with_room_for_who_waits(session, now)
    for seats_id in late:
        with writing() as session:
            let_offers_lapse(session, seats_id, now, desk.offer_time)
    for seats_id in free:
        with writing() as session:
            held = hold(session, seats_id, now)
            if fill_places(session, held, now, desk.offer_time):
                save(session, held)
    with writing() as session:
        note_reminders(session, now)
    return write_letters(writing, desk, now)


def note_reminders(session: Session, now: datetime) -> None:
    """Once for each date of tomorrow, and of today for who was missed; not for who joined less than a day before."""
    e, s, o, a = enrolment.c, seats.c, occurrence.c, activity.c
    of_it = or_(s.occurrence_id == o.id, s.occurrence_id.is_(None) & (s.activity_id == o.activity_id))
    reachable = or_(e.email.is_not(None), e.phone.is_not(None))
    due = (
        select(e.id, o.id, literal(0), literal("reminder"), WAY)
        .select_from(
            occurrence.join(activity, a.id == o.activity_id).join(seats, of_it).join(enrolment, e.seats_id == s.id)
        )
        .where(o.starts_at > now, o.starts_at < reminded_until(now), o.status.not_in(NOT_HELD), a.status == "published")
        .where(e.status == "enrolled", reachable, e.created_at < o.starts_at - timedelta(days=1))
        .order_by(o.starts_at, e.number)
    )
    session.execute(insert(notice).from_select(COLUMNS, due).on_conflict_do_nothing())


def reminded_until(now: datetime) -> datetime:
    """The end of tomorrow here; before nine in the morning, of today."""
    local = now.astimezone(ZONE)
    days = 2 if local.time() >= REMINDING_FROM else 1
    return datetime.combine(local.date() + timedelta(days=days), time.min, ZONE)


def write_letters(writing: Writing, desk: Desk, now: datetime) -> int:
    """Writes a letter for everything that is to be told by mail; each is told once."""
    done = 0
    while True:
        with writing() as session:
            rows = session.execute(_waiting(now)).all()
            for row in rows:
                _write(session, desk, row)
            mark_told(session, [row.id for row in rows], now, "written")
        done += len(rows)
        if len(rows) < AT_ONCE:
            return done


def _waiting(now: datetime) -> Any:
    mail = still_to_tell("mail", now)
    rows = select(*FACTS).select_from(JOINED).where(*mail).order_by(notice.c.number).limit(AT_ONCE)
    return rows.with_for_update(of=notice, skip_locked=True)


def _write(session: Session, desk: Desk, row: Row[Any]) -> None:
    link = desk.manage_url(desk.links.token(row.enrolment_id))
    written = letter(row.kind, facts_of(row), desk.opened(row.name, row.enrolment_id), link, row.language)
    to = desk.opened(row.email, row.enrolment_id)
    assert to is not None
    about = f"occurrence:{row.occurrence_id}"
    send_letter(session, metadata, desk.sealer, to=to, subject=written.subject, text=written.text, about=about)
