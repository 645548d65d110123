"""Measurements as the API says them: Postgres writes the JSON, one statement a request, whatever its length."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow

MEASUREMENT_JSON = (
    "(jsonb_build_object('id', m.id, 'indicatorId', m.indicator_id, 'definitionVersion', m.definition_version,"
    " 'measure', m.measure, 'areaKind', m.area_kind, 'areaId', m.area_id, 'areaLabel', m.area_label, 'wijk', m.wijk,"
    " 'period', m.period, 'periodLabel', m.period_label, 'periodStarts', m.period_starts,"
    " 'periodEnds', m.period_ends, 'value', m.value, 'lower', m.lower, 'upper', m.upper, 'level', m.level,"
    " 'se', m.se, 'df', m.df, 'respondents', m.respondents, 'numerator', m.numerator,"
    " 'denominator', m.denominator, 'unit', m.unit, 'status', m.status, 'statusReason', m.status_reason,"
    " 'uncertainty', m.uncertainty, 'target', m.target, 'targetMet', m.target_met)"
    " || jsonb_build_object('detail', m.detail, 'source', m.source, 'comparabilityGroup', m.comparability_group,"
    " 'datasetIds', m.dataset_ids, 'openAtOnce', m.open_at_once, 'cell', m.cell_id,"
    " 'measuredAt', m.measured_at, 'confirmedAt', m.confirmed_at))"
)
"""Of a row `m` of the measurement table, as `MeasurementShape` says it."""
_JSON = sql.SQL(MEASUREMENT_JSON)
_RELEASED = "(c.shown || jsonb_build_object('release', c.release_number))"
"""Of a row `c` of what releases show."""
_CONDITIONS = {
    "indicator": ("m.indicator_id = %(indicator)s", "cell.indicator_id = %(indicator)s"),
    "measure": ("m.measure = %(measure)s", "cell.measure = %(measure)s"),
    "area_kind": ("m.area_kind = %(area_kind)s", "cell.area_kind = %(area_kind)s"),
    "area": ("m.area_id = %(area)s", "cell.area_id = %(area)s"),
    "wijk": ("m.wijk = %(wijk)s", "c.shown->>'wijk' = %(wijk)s"),
}
_LATEST = ("m.superseded_at IS NULL", "c.superseded_at IS NULL AND NOT (c.shown->>'openAtOnce')::boolean")
"""Of a count the newest is the open one, not what a release froze."""
_PUBLIC = ("m.open_at_once", "c.release_number IS NOT NULL")
_PREPARED = ("true", "false")
_LIST = sql.SQL("""
    WITH figure AS (
        SELECT {json} AS json, m.indicator_id, m.measure, m.area_kind, m.wijk, m.area_label, m.area_id, m.period,
            m.measured_at AS moment, 0 AS number
        FROM indicators.measurement m WHERE {where}
        UNION ALL
        SELECT {released}, cell.indicator_id, cell.measure, cell.area_kind, c.shown->>'wijk', c.shown->>'areaLabel',
            cell.area_id, (c.shown->>'period')::date, (c.shown->>'measuredAt')::timestamptz, c.release_number
        FROM indicators.release_cell c JOIN indicators.cell ON cell.id = c.cell_id WHERE {released_where}
    )
    SELECT %(indicator)s::text IS NULL OR EXISTS (SELECT FROM indicators.indicator WHERE id = %(indicator)s),
        (SELECT count(*) FROM figure),
        ARRAY(SELECT json::text FROM figure
            ORDER BY indicator_id, array_position('{{deal,city,wijk,place}}'::text[], area_kind),
                wijk NULLS FIRST, area_label, area_id, measure, period DESC, number DESC, moment DESC
            LIMIT {limit} OFFSET {offset})
""")
_ONE = sql.SQL("""
    SELECT {json}::text FROM indicators.measurement m WHERE m.id = %(id)s AND (m.open_at_once OR %(prepared)s)
    UNION ALL
    SELECT {released}::text FROM indicators.release_cell c WHERE c.id = %(id)s AND c.release_number IS NOT NULL
""").format(json=_JSON, released=sql.SQL(_RELEASED))


class UnknownIndicator(Exception):
    """The filter names an indicator that never was in the deal."""


def measurements(
    connection: Connection[TupleRow],
    wanted: Mapping[str, Any],
    latest: bool,
    page: int,
    page_size: int,
    prepared: bool = False,
) -> tuple[list[orjson.Fragment], int]:
    """One page, and how many there are. `wanted`: `indicator measure area_kind area wijk`, those that are asked for.

    Larger areas come first, and of each area the newest. `prepared`: the real figures, public or not. Raises
    UnknownIndicator.
    """
    statement = list_statement(frozenset(wanted), latest, page_size, (page - 1) * page_size, prepared)
    row = connection.execute(statement, {"indicator": None, **wanted}).fetchone()
    assert row
    known, total, items = row
    if not known:
        raise UnknownIndicator
    return [orjson.Fragment(item) for item in items], total


def measurement(connection: Connection[TupleRow], measurement_id: UUID, prepared: bool = False) -> bytes | None:
    """A figure as JSON, newest or not."""
    row = connection.execute(_ONE, {"id": measurement_id, "prepared": prepared}).fetchone()
    return row[0].encode() if row else None


@lru_cache(maxsize=256)
def list_statement(
    names: frozenset[str], latest: bool, limit: int, offset: int, prepared: bool = False
) -> sql.Composed:
    """Limit and offset stand in it as numbers, so that Postgres plans for them."""
    conditions = [_CONDITIONS[name] for name in sorted(names)]
    conditions += [_LATEST] if latest else []
    conditions.append(_PREPARED if prepared else _PUBLIC)
    where, released_where = (sql.SQL(" AND ").join(map(sql.SQL, each)) for each in zip(*conditions, strict=True))
    return _LIST.format(
        json=_JSON,
        released=sql.SQL(_RELEASED),
        where=where,
        released_where=released_where,
        limit=sql.Literal(limit),
        offset=sql.Literal(offset),
    )
