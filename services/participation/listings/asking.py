"""The daily round: owners are asked and reminded, what nobody confirmed is doubted and then hidden.

Safe to run as often as one likes: what was done in this round is seen in the table.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.kit.outbox import send_letter
from services.kit.sealing import Sealer
from services.participation.listings.confirming import UNCONFIRMED
from services.participation.listings.letters import Line, asking_letter
from services.participation.listings.links import link_to
from services.participation.listings.rules import ASKED_BEFORE, HIDDEN_AFTER, REMINDED_BEFORE, Kind
from services.participation.tables import activity, listing_check, metadata, place

ONE_ROUND_AT_A_TIME = 0x5A57_0010
PURPOSE = "listing letters"


@dataclass(frozen=True)
class Round:
    """How many listings were asked about, reminded of, marked "call first" and hidden; and letters written."""

    asked: int
    reminded: int
    call_first: int
    hidden: int
    letters: int


def play_round(session: Session, today: date, secret: str, site: str) -> Round:
    """`site` is the address of the site, for the links in the letters."""
    session.execute(select(func.pg_advisory_xact_lock(ONE_ROUND_AT_A_TIME)))
    asked = _ask(session, today)
    reminded = _remind(session, today)
    letters = _write(session, [*asked, *reminded], today, secret, site)
    doubted = _doubt(session, today)
    return Round(len(asked), len(reminded), doubted, _hide(session, today), letters)


def _ask(session: Session, today: date) -> list[uuid.UUID]:
    """Notes a question for every listing whose confirmation lapses soon and that was not asked in this round."""
    soon = today + ASKED_BEFORE
    with_dates = activity.c.last_end > datetime.now(UTC)
    activities = session.execute(
        select(activity.c.id, activity.c.place_id, activity.c.check_by, place.c.email)
        .join(place, place.c.id == activity.c.place_id)
        .where(activity.c.status == "published", activity.c.check_by <= soon, with_dates)
    ).all()
    places = session.execute(select(place.c.id, place.c.check_by, place.c.email).where(place.c.check_by <= soon)).all()
    rows = [_question("activity", row.place_id, row, today) | {"activity_id": row.id} for row in activities]
    rows += [_question("place", row.id, row, today) | {"activity_id": None} for row in places]
    if not rows:
        return []
    noted = insert(listing_check).values(rows).on_conflict_do_nothing().returning(listing_check.c.id)
    return list(session.scalars(noted))


def _question(kind: Kind, place_id: uuid.UUID, row: Any, today: date) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "kind": kind,
        "place_id": place_id,
        "lapses_on": row.check_by,
        "asked_on": today,
        "by_mail": bool(row.email),
    }


def _remind(session: Session, today: date) -> list[uuid.UUID]:
    """Once, two days before it lapses; never on the day of the first letter."""
    check = listing_check.c
    due = and_(check.answer.is_(None), check.reminded_on.is_(None), check.asked_on < today)
    in_time = and_(check.lapses_on <= today + REMINDED_BEFORE, check.lapses_on + HIDDEN_AFTER > today)
    noted = update(listing_check).where(due, in_time).values(reminded_on=today).returning(check.id)
    return list(session.scalars(noted))


def _write(session: Session, ids: Iterable[uuid.UUID], today: date, secret: str, site: str) -> int:
    """One letter to each place that has an address, with all that is asked of it today."""
    check = listing_check.c
    rows = session.execute(
        select(listing_check, place.c.name, place.c.email, activity.c.title)
        .join(place, place.c.id == check.place_id)
        .outerjoin(activity, activity.c.id == check.activity_id)
        .where(check.id.in_(list(ids)), place.c.email.is_not(None))
        .order_by(place.c.id, check.kind, activity.c.sort_title, check.id)
    ).all()
    by_place: dict[uuid.UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_place[row.place_id].append(row)
    sealer = Sealer(secret, PURPOSE)
    for place_id, asked in by_place.items():
        lines = [Line(row.title or row.name, row.kind, row.lapses_on, link_to(site, secret, row.id)) for row in asked]
        subject, text = asking_letter(asked[0].name, lines, any(row.reminded_on == today for row in asked))
        about = f"place:{place_id}"
        send_letter(session, metadata, sealer, to=asked[0].email, subject=subject, text=text, about=about, keep_days=7)
    return len(by_place)


def _doubt(session: Session, today: date) -> int:
    """From now on pages say to call first."""
    doubted = 0
    for table, also in ((activity, activity.c.status == "published"), (place, place.c.id.is_not(None))):
        lapsed = and_(table.c.check_by <= today, ~table.c.call_first, also)
        values = {"call_first": True, "updated_at": func.now()}
        doubted += len(session.execute(update(table).where(lapsed).values(values).returning(table.c.id)).all())
    return doubted


def _hide(session: Session, today: date) -> int:
    lapsed = and_(activity.c.status == "published", activity.c.check_by + HIDDEN_AFTER <= today)
    values = {"status": "paused", "paused_because": UNCONFIRMED, "updated_at": func.now()}
    return len(session.execute(update(activity).where(lapsed).values(values).returning(activity.c.id)).all())
