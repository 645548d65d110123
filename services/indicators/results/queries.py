"""Measurements as the API says them: Postgres writes the JSON, one statement a request, whatever its length."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow

_JSON = sql.SQL(
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
_CONDITIONS = {
    "indicator": sql.SQL("m.indicator_id = %(indicator)s"),
    "area_kind": sql.SQL("m.area_kind = %(area_kind)s"),
    "area": sql.SQL("m.area_id = %(area)s"),
    "wijk": sql.SQL("m.wijk = %(wijk)s"),
}
_LATEST = sql.SQL("m.superseded_at IS NULL")
_OPEN = sql.SQL("m.open_at_once")
_LIST = sql.SQL("""
    SELECT %(indicator)s::text IS NULL OR EXISTS (SELECT FROM indicators.indicator WHERE id = %(indicator)s),
        (SELECT count(*) FROM indicators.measurement m WHERE {where}),
        ARRAY(SELECT {json}::text FROM indicators.measurement m WHERE {where}
            ORDER BY m.indicator_id, array_position('{{deal,city,wijk,place}}'::text[], m.area_kind),
                m.wijk NULLS FIRST, m.area_label, m.area_id, m.period DESC, m.measured_at DESC
            LIMIT {limit} OFFSET {offset})
""")
_ONE = sql.SQL("SELECT {json}::text FROM indicators.measurement m WHERE m.id = %s AND m.open_at_once").format(
    json=_JSON
)


class UnknownIndicator(Exception):
    """The filter names an indicator that never was in the deal."""


def measurements(
    connection: Connection[TupleRow], wanted: Mapping[str, Any], latest: bool, page: int, page_size: int
) -> tuple[list[orjson.Fragment], int]:
    """One page, and how many there are. `wanted`: `indicator area_kind area wijk`, those that are asked for.

    Larger areas come first, and of each area the newest. Raises UnknownIndicator.
    """
    statement = list_statement(frozenset(wanted), latest, page_size, (page - 1) * page_size)
    row = connection.execute(statement, {"indicator": None, **wanted}).fetchone()
    assert row
    known, total, items = row
    if not known:
        raise UnknownIndicator
    return [orjson.Fragment(item) for item in items], total


def measurement(connection: Connection[TupleRow], measurement_id: UUID) -> bytes | None:
    """A measurement as JSON, newest or not."""
    row = connection.execute(_ONE, [measurement_id]).fetchone()
    return row[0].encode() if row else None


@lru_cache(maxsize=256)
def list_statement(names: frozenset[str], latest: bool, limit: int, offset: int) -> sql.Composed:
    """Limit and offset stand in it as numbers, so that Postgres plans for them."""
    conditions = [_CONDITIONS[name] for name in sorted(names)] + ([_LATEST] if latest else []) + [_OPEN]
    where = sql.SQL(" AND ").join(conditions)
    return _LIST.format(json=_JSON, where=where, limit=sql.Literal(limit), offset=sql.Literal(offset))
