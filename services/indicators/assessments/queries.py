"""What assessing needs to know, one statement each."""

from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, dict_row

Rows = list[dict[str, Any]]

_DEAL = "SELECT slug, name, baseline_year, ends_on, city, wijken FROM indicators.deal"
_DEFINITIONS = """
    SELECT indicator.id, indicator.version, definition.version AS of_version, content, definition.loaded_at
    FROM indicators.indicator JOIN indicators.definition ON indicator_id = indicator.id
    WHERE in_deal ORDER BY position, definition.version
"""
_ABOUT = """
    m.id, m.indicator_id, m.definition_version, m.measure, m.area_kind, m.area_id, m.area_label, m.wijk, m.period_label,
    m.period, coalesce(m.period_ends, m.period) AS ends, m.uncertainty->>'kind' AS uncertainty, m.comparability_group,
    m.period_starts, m.dataset_ids
"""
_NEWEST = f"""
    SELECT {_ABOUT}, m.value::float8, m.lower, m.upper, m.se, m.df, m.status, m.status_reason, NULL::int AS release
    FROM indicators.measurement m
    WHERE m.measure IN ('value', 'number', 'gap') AND (m.open_at_once OR %(prepared)s)
"""  # noqa: S608 (our own columns)
_PUBLISHED = f"""
    SELECT {_ABOUT}, (c.shown->>'value')::float8 AS value, (c.shown->>'lower')::float8 AS lower,
        (c.shown->>'upper')::float8 AS upper, (c.shown->>'se')::float8 AS se, (c.shown->>'df')::float8 AS df,
        c.status, c.shown->>'statusReason' AS status_reason, c.release_number AS release
    FROM indicators.release_cell c JOIN indicators.measurement m ON m.id = c.measurement_id
    WHERE c.release_number IS NOT NULL AND c.superseded_at IS NULL AND m.measure IN ('value', 'number', 'gap')
        AND (%(until)s::date IS NULL OR coalesce(m.period_ends, m.period) <= %(until)s)
"""  # noqa: S608 (our own columns)
_OF_NOW = " AND m.superseded_at IS NULL"
_OF_THEN = """
    AND coalesce(m.period_ends, m.period) <= %(until)s AND (m.superseded_at IS NULL
        OR (m.period_starts IS NULL AND m.superseded_at >= %(until)s::date + 1))
"""
"""A count has the day on which it was made for its period: the one that held then may be another one than now."""
_UNUSABLE = "SELECT indicator_id, period FROM indicators.unusable_baseline WHERE withdrawn_at IS NULL"


def deal_known(connection: Connection[TupleRow]) -> dict[str, Any] | None:
    """`slug name baseline_year ends_on city wijken`; None while no deal was loaded."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_DEAL).fetchone()


def definitions_with_history(connection: Connection[TupleRow]) -> Rows:
    """`id version of_version content loaded_at` of every version, the oldest first; `version` is the one that holds."""
    return _rows(connection, _DEFINITIONS)


def figures_known(connection: Connection[TupleRow], prepared: bool, until: date | None = None) -> Rows:
    """The newest figure of every area and period. For the public: what is open at once, and what the current releases
    show, which comes last; `prepared`: all newest figures as they are, published or not. `until` asks only for periods
    that ended by then."""
    values = {"prepared": prepared, "until": until}
    newest = _rows(connection, _NEWEST + (_OF_NOW if until is None else _OF_THEN), values)
    return newest if prepared else newest + _rows(connection, _PUBLISHED, values)


def unusable_baselines(connection: Connection[TupleRow]) -> set[tuple[str, str]]:
    """Indicator and period of each."""
    return {(row[0], row[1]) for row in connection.execute(_UNUSABLE)}


def _rows(connection: Connection[TupleRow], statement: str, values: dict[str, Any] | None = None) -> Rows:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement.encode(), values).fetchall()
