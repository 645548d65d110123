"""Refreshes: asked for, running, ended. One statement each; the session's transaction is the caller's."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Row, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from services.indicators.tables import measurement, refresh
from services.kit.jobs import enqueue, is_worked_on

TASK = "indicators:refresh"
LOCK = "refresh"
ABANDONED = "The worker was stopped in the middle; a later refresh takes over."

_JSON = sql.SQL(
    "json_build_object('id', id, 'status', status, 'requestedAt', requested_at, 'finishedAt', finished_at,"
    " 'reason', reason)::text"
)
_ONE = sql.SQL("SELECT {json} FROM indicators.refresh WHERE id = %s").format(json=_JSON)
_LIST = sql.SQL(
    "SELECT (SELECT count(*) FROM indicators.refresh),"
    " ARRAY(SELECT {json} FROM indicators.refresh ORDER BY requested_at DESC, id LIMIT {limit} OFFSET {offset})"
)


def request_refresh(session: Session, who: str) -> Row[Any]:
    """The refresh that will start after this transaction: a new one, or the one that waits already."""
    refresh_id = uuid4()
    if not enqueue(session, TASK, orjson.dumps({"refresh_id": str(refresh_id)}).decode(), lock=LOCK, once=LOCK):
        return session.execute(select(refresh).order_by(refresh.c.requested_at.desc()).limit(1)).one()
    return session.execute(
        insert(refresh).values(id=refresh_id, status="waiting", requested_by=who).returning(refresh)
    ).one()


def close_abandoned(session: Session, now: datetime) -> None:
    """Ends refreshes that nobody works on or will: their job ended with its worker or with the database."""
    abandoned = refresh.c.status.in_(["waiting", "running"]) & ~is_worked_on("refresh_id", refresh.c.id)
    session.execute(update(refresh).where(abandoned).values(status="failed", finished_at=now, reason=ABANDONED))


def start(session: Session, refresh_id: UUID, now: datetime) -> None:
    close_abandoned(session, now)
    session.execute(
        update(refresh)
        .where(refresh.c.id == refresh_id)
        .values(status="running", asked_at=now, finished_at=None, reason=None)
    )


def end(session: Session, refresh_id: UUID, status: str, now: datetime, reason: str | None = None) -> None:
    session.execute(
        update(refresh).where(refresh.c.id == refresh_id).values(status=status, finished_at=now, reason=reason)
    )


def asked_later_and_done(session: Session, asked_at: datetime) -> bool:
    """Whether figures are kept that were asked after this moment."""
    found = session.scalar(select(exists().where(refresh.c.status == "done", refresh.c.asked_at > asked_at)))
    return bool(found)


def last_begun(session: Session) -> datetime | None:
    """When the last refresh that worked, or that still runs, put its first question."""
    good = refresh.c.status.in_(["done", "running"])
    newest: datetime | None = session.scalar(select(func.max(refresh.c.asked_at)).where(good))
    return newest


def forget_fruitless(session: Session, before: datetime) -> None:
    """Removes refreshes that ended before this moment and gave no measurement, but keeps the last that worked."""
    newest = select(refresh.c.id).where(refresh.c.status == "done").order_by(refresh.c.asked_at.desc()).limit(1)
    session.execute(
        delete(refresh).where(
            refresh.c.finished_at < before,
            refresh.c.id.not_in(newest),
            ~exists().where(measurement.c.refresh_id == refresh.c.id),
        )
    )


def refresh_json(connection: Connection[TupleRow], refresh_id: UUID) -> bytes | None:
    row = connection.execute(_ONE, [refresh_id]).fetchone()
    return row[0].encode() if row else None


def refreshes(connection: Connection[TupleRow], page: int, page_size: int) -> tuple[list[orjson.Fragment], int]:
    """One page, the last asked for first, and how many there are."""
    limits = {"limit": sql.Literal(page_size), "offset": sql.Literal((page - 1) * page_size)}
    row = connection.execute(_LIST.format(json=_JSON, **limits)).fetchone()
    assert row
    return [orjson.Fragment(item) for item in row[1]], row[0]
