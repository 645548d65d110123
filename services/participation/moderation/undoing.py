"""Taking away, in one transaction, all that one caller sent or that came in within some hours; and putting it back.

What signed-in people entered has no origin and is never taken away. Nothing is deleted: rows are marked with the undo
that took them, and the retention job deletes them when they can no longer be put back.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contracts.participation.moderation import UndoInput
from services.participation.enrolments.leaving import LEAVABLE, leave
from services.participation.enrolments.rules import OfferTime
from services.participation.tables import enrolment, proposal, report, undo, wish, wish_supporter
from services.participation.wishes.deciding import stand_up
from services.participation.wishes.saving import recount

KEPT: Mapping[str, Table] = {"wishes": wish, "supports": wish_supporter, "proposals": proposal}
"""What is only marked, and can be put back. A place given up on a date is not: somebody else may have it by then."""


def sent(table: Table, body: UndoInput) -> ColumnElement[bool]:
    """By this caller, within this time."""
    t = table.c
    found: list[ColumnElement[bool]] = [t.origin.is_not(None)]
    if body.origin:
        found.append(t.origin == bytes.fromhex(body.origin))
    if body.since:
        found.append(t.created_at >= body.since)
    if body.until:
        found.append(t.created_at < body.until)
    if table is wish_supporter:
        found.append(~t.poster)
    if table is enrolment:
        return and_(*found, t.status.in_(LEAVABLE))
    return and_(*found, t.outcome.is_(None) if table is report else t.removed_at.is_(None))


def counted(session: Session, body: UndoInput) -> dict[str, int]:
    """How many of each would go."""
    tables = {**KEPT, "reports": report, "enrolments": enrolment}
    return {
        what: session.scalar(select(func.count()).select_from(tables[what]).where(sent(tables[what], body))) or 0
        for what in dict.fromkeys(body.what)
    }


def undone(session: Session, body: UndoInput, who: str, now: datetime, time: OfferTime) -> uuid.UUID:
    """Takes it away; gives the id of the undo."""
    undo_id, counts = uuid.uuid4(), dict[str, int]()
    session.execute(insert(undo).values(id=undo_id, made_by=who, made_at=now, reason=body.reason, counts={}))
    steps: Mapping[str, Callable[[], int]] = {
        "enrolments": lambda: give_up_places(session, body, now, time),
        "supports": lambda: len(take_away(session, wish_supporter, body, undo_id, now)),
        "wishes": lambda: len(take_away(session, wish, body, undo_id, now)),
        "proposals": lambda: len(take_away(session, proposal, body, undo_id, now)),
        "reports": lambda: len(set_aside(session, body, undo_id, now)),
    }
    for what, step in steps.items():
        if what in body.what:
            counts[what] = step()
    heal(session, undo_id)
    session.execute(update(undo).where(undo.c.id == undo_id).values(counts=counts))
    return undo_id


def take_away(
    session: Session, table: Table, body: UndoInput, undo_id: uuid.UUID, now: datetime
) -> Sequence[uuid.UUID]:
    ids = list(session.scalars(select(table.c.id).where(sent(table, body)).order_by(table.c.id).with_for_update()))
    session.execute(update(table).where(table.c.id.in_(ids)).values(removed_at=now, undo_id=undo_id))
    return ids


def set_aside(session: Session, body: UndoInput, undo_id: uuid.UUID, now: datetime) -> Sequence[uuid.UUID]:
    """Reports are handled as of no use, by this undo; so they no longer count against a listing."""
    done = {"outcome": "not-useful", "resolved_by": by_undo(undo_id), "resolved_at": now}
    return session.scalars(update(report).where(sent(report, body)).values(done).returning(report.c.id)).all()


def by_undo(undo_id: uuid.UUID) -> str:
    return f"undo:{undo_id}"


def give_up_places(session: Session, body: UndoInput, now: datetime, time: OfferTime) -> int:
    """Whoever waits is next, in order."""
    theirs = sent(enrolment, body)
    dates = sorted(session.scalars(select(enrolment.c.seats_id).where(theirs).distinct()))
    return sum(leave(session, seats_id, theirs, now, time) for seats_id in dates)


def heal(session: Session, undo_id: uuid.UUID) -> None:
    """What other people said stays: wishes joined to one that went stand by themselves, and are counted again."""
    w, s = wish.c, wish_supporter.c
    gone = session.execute(select(w.id, w.joined_to).where(w.undo_id == undo_id)).all()
    stand_up(session, [row.id for row in gone])
    shared = select(func.coalesce(w.joined_to, w.id)).join(wish_supporter, s.wish_id == w.id)
    recount(session, [*(row.joined_to for row in gone), *session.scalars(shared.where(s.undo_id == undo_id))])


def held(session: Session, undo_id: uuid.UUID) -> Row[Any] | None:
    return session.execute(select(undo).where(undo.c.id == undo_id).with_for_update()).one_or_none()


def put_back(session: Session, undo_id: uuid.UUID, now: datetime) -> dict[str, int]:
    """Gives how many of each came back; who said "me too" again meanwhile counts once."""
    w, s = wish.c, wish_supporter.c
    there = wish_supporter.alias("there")
    same = or_(
        there.c.contact_print == s.contact_print,
        and_(there.c.contact.is_(None), s.contact.is_(None), there.c.origin == s.origin, ~there.c.poster),
    )
    again = exists().where(there.c.wish_id == s.wish_id, there.c.removed_at.is_(None), same)
    mine = {what: table.c.undo_id == undo_id for what, table in KEPT.items()}
    mine["supports"] &= ~again
    restored = {"removed_at": None, "undo_id": None}
    back: dict[str, list[uuid.UUID]] = {}
    for what, table in KEPT.items():
        rows = update(table).where(mine[what]).values(restored).returning(table.c.id)
        back[what] = list(session.scalars(rows))
    open_again = {"outcome": None, "resolved_by": None, "resolved_at": None}
    reopened = update(report).where(report.c.resolved_by == by_undo(undo_id)).values(open_again)
    back["reports"] = list(session.scalars(reopened.returning(report.c.id)))
    head = wish.alias("head")
    lost = exists().where(head.c.id == w.joined_to, or_(head.c.removed_at.is_not(None), head.c.joined_to.is_not(None)))
    session.execute(update(wish).where(w.id.in_(back["wishes"]), lost).values(joined_to=None))
    touched = select(func.coalesce(w.joined_to, w.id)).outerjoin(wish_supporter, s.wish_id == w.id)
    recount(session, session.scalars(touched.where(or_(w.id.in_(back["wishes"]), s.id.in_(back["supports"])))))
    session.execute(update(undo).where(undo.c.id == undo_id).values(restored_at=now))
    return {what: len(ids) for what, ids in back.items() if ids}
