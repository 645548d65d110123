"""All that assessing needs, read at one moment; and the changes that follow from new figures, kept beside them."""

from collections.abc import Iterable
from datetime import date, datetime

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy.orm import Session

from services.indicators.assessments import queries
from services.indicators.assessments.assessing import World, by_area
from services.indicators.assessments.changes import changes_of
from services.indicators.assessments.known import deal_from, definitions_from, figure_from
from services.indicators.results.storing import store_estimates


def world_of(connection: Connection[TupleRow], prepared: bool, until: date | None = None) -> World | None:
    """None while no deal has been loaded. `until` leaves out figures of later periods."""
    deal = queries.deal_known(connection)
    if deal is None:
        return None
    rows = queries.figures_known(connection, prepared, until)
    return World(
        deal_from(deal),
        definitions_from(queries.definitions_with_history(connection)),
        by_area((row["indicator_id"], figure_from(row)) for row in rows),
        queries.unusable_baselines(connection),
    )


def store_changes(connection: Connection[TupleRow], session: Session, indicators: Iterable[str], now: datetime) -> None:
    """After figures of these indicators were stored, in the same transaction: `connection` is the session's own."""
    world = world_of(connection, prepared=True)
    changes = [each for indicator in indicators for each in changes_of(world, indicator)] if world else []
    if changes:
        store_estimates(session, changes, now)
