"""Writes the measurements of one refresh, all or none, in a fixed number of statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from services.indicators.results.measuring import Changes, Kept, Key, changes
from services.indicators.tables import measurement

STORING_LOCK = 0x5A57_0002


def store(
    session: Session, refresh_id: UUID, indicators: Sequence[str], rows: list[dict[str, Any]], now: datetime
) -> Changes:
    """`rows` are all figures of these indicators: an area of theirs without a row has no newest figure any more."""
    difference = changes(_newest(session, indicators), rows)
    if difference.superseded:
        _mark(session, difference.superseded, superseded_at=now)
    if difference.confirmed:
        _mark(session, difference.confirmed, confirmed_at=now)
    if difference.new:
        new = [row | {"refresh_id": refresh_id, "confirmed_at": now} for row in difference.new]
        session.execute(insert(measurement), new)
    return difference


def one_at_a_time(session: Session) -> None:
    """Until the end of the transaction nobody else stores figures."""
    session.execute(select(func.pg_advisory_xact_lock(STORING_LOCK)))


def _newest(session: Session, indicators: Sequence[str]) -> dict[Key, Kept]:
    columns = measurement.c
    found = session.execute(
        select(columns.indicator_id, columns.area_kind, columns.area_id, columns.id, columns.fingerprint).where(
            columns.superseded_at.is_(None), columns.indicator_id.in_(indicators)
        )
    )
    return {(row.indicator_id, row.area_kind, row.area_id): Kept(row.id, row.fingerprint) for row in found}


def _mark(session: Session, ids: Sequence[UUID], **moment: datetime) -> None:
    session.execute(update(measurement).where(measurement.c.id.in_(ids)).values(moment))
