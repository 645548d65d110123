"""Writes measurements, all of one occasion or none, in a fixed number of statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, insert, literal, select, tuple_, update
from sqlalchemy.orm import Session

from services.indicators.results.estimated import Estimated
from services.indicators.results.measuring import Changes, Kept, Key, changes
from services.indicators.tables import measurement

STORING_LOCK = 0x5A57_0002


def store(
    session: Session, refresh_id: UUID, indicators: Sequence[str], rows: list[dict[str, Any]], now: datetime
) -> Changes:
    """What a refresh counted. `rows` are all figures of these indicators: an area of theirs without a row has no newest
    figure any more."""
    columns = measurement.c
    counted = columns.indicator_id.in_(indicators) & columns.refresh_id.is_not(None)
    made = [row | {"refresh_id": refresh_id, "confirmed_at": now} for row in rows]
    return _replace(session, counted, made, now)


def store_estimates(session: Session, figures: Sequence[Estimated], now: datetime) -> Changes:
    """What was computed from datasets. `figures` are all of their indicators, measures and periods: an area that had a
    figure there and has none now, has no newest figure any more. Public by release only."""
    one_at_a_time(session)
    columns = measurement.c
    about = {(each.indicator_id, each.measure, each.period.label) for each in figures}
    same = tuple_(columns.indicator_id, columns.measure, columns.period_label).in_(sorted(about))
    return _replace(session, same, [each.row(now) for each in figures], now)


def one_at_a_time(session: Session) -> None:
    """Until the end of the transaction nobody else stores figures."""
    session.execute(select(func.pg_advisory_xact_lock(STORING_LOCK)))


def _replace(session: Session, which: ColumnElement[bool], rows: list[dict[str, Any]], now: datetime) -> Changes:
    difference = changes(_newest(session, which), rows)
    if difference.superseded:
        _mark(session, difference.superseded, superseded_at=now)
    if difference.confirmed:
        _mark(session, difference.confirmed, confirmed_at=now)
    if difference.new:
        session.execute(insert(measurement), difference.new)
    return difference


def _newest(session: Session, which: ColumnElement[bool]) -> dict[Key, Kept]:
    columns = measurement.c
    key = (columns.indicator_id, columns.area_kind, columns.area_id, columns.measure)
    period = func.coalesce(columns.period_label, cast(literal(""), Text)).label("period")
    found = session.execute(
        select(*key, period, columns.id, columns.fingerprint).where(columns.superseded_at.is_(None), which)
    )
    return {
        (row.indicator_id, row.area_kind, row.area_id, row.measure, row.period): Kept(row.id, row.fingerprint)
        for row in found
    }


def _mark(session: Session, ids: Sequence[UUID], **moment: datetime) -> None:
    session.execute(update(measurement).where(measurement.c.id.in_(ids)).values(moment))
