"""What assessing needs to know, one statement each."""

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
_FIGURES = """
    SELECT id, indicator_id, definition_version, measure, area_kind, area_id, area_label, wijk, period_label,
        period, coalesce(period_ends, period) AS ends, value::float8, lower, upper, se, df, status, status_reason,
        uncertainty->>'kind' AS uncertainty, comparability_group, NULL::int AS release, period_starts, dataset_ids
    FROM indicators.measurement
    WHERE superseded_at IS NULL AND measure IN ('value', 'number', 'gap') AND (open_at_once OR %(prepared)s)
"""
_UNUSABLE = "SELECT indicator_id, period FROM indicators.unusable_baseline WHERE withdrawn_at IS NULL"


def deal_known(connection: Connection[TupleRow]) -> dict[str, Any] | None:
    """`slug name baseline_year ends_on city wijken`; None while no deal was loaded."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_DEAL).fetchone()


def definitions_with_history(connection: Connection[TupleRow]) -> Rows:
    """`id version of_version content loaded_at` of every version, the oldest first; `version` is the one that holds."""
    return _rows(connection, _DEFINITIONS)


def newest_figures(connection: Connection[TupleRow], prepared: bool) -> Rows:
    """The newest figure of every area and period; `prepared`: also what no release has published yet."""
    return _rows(connection, _FIGURES, {"prepared": prepared})


def unusable_baselines(connection: Connection[TupleRow]) -> set[tuple[str, str]]:
    """Indicator and period of each."""
    return {(row[0], row[1]) for row in connection.execute(_UNUSABLE)}


def _rows(connection: Connection[TupleRow], statement: str, values: dict[str, Any] | None = None) -> Rows:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement.encode(), values).fetchall()
