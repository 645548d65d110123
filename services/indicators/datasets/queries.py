"""Questions about data sets, and what a new one is held against; one statement each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow

_JSON = sql.SQL(
    "json_build_object('id', d.id, 'kind', d.kind, 'metadata', d.metadata, 'checksum', d.checksum, 'fileBytes',"
    " d.file_bytes, 'rows', d.rows, 'report', d.report, 'uploadedAt', d.uploaded_at, 'uploadedBy', d.uploaded_by,"
    " 'supersededBy', (SELECT id FROM indicators.dataset WHERE supersedes = d.id))::text"
)
_CONDITIONS = {
    "kind": sql.SQL("d.kind = %(kind)s"),
    "period": sql.SQL("d.period = %(period)s"),
    "indicator": sql.SQL(
        "EXISTS (SELECT FROM indicators.dataset_definition WHERE dataset_id = d.id AND indicator_id = %(indicator)s)"
    ),
    "current": sql.SQL("NOT EXISTS (SELECT FROM indicators.dataset WHERE supersedes = d.id)"),
}
_LIST = sql.SQL(
    "SELECT (SELECT count(*) FROM indicators.dataset d WHERE {where}),"
    " ARRAY(SELECT {json} FROM indicators.dataset d WHERE {where}"
    " ORDER BY d.uploaded_at DESC, d.id LIMIT {limit} OFFSET {offset})"
)
_ONE = sql.SQL("SELECT {json} FROM indicators.dataset d WHERE d.id = %s").format(json=_JSON)
_BY_FINGERPRINT = "SELECT id FROM indicators.dataset WHERE fingerprint = %s"
_VERSIONS = "SELECT indicator_id, version, content FROM indicators.definition WHERE indicator_id = ANY(%s)"
_DEAL = "SELECT slug, name, city, wijken FROM indicators.deal"
_SUPERSEDED = """
    SELECT d.kind, d.period, later.id FROM indicators.dataset d
    LEFT JOIN indicators.dataset later ON later.supersedes = d.id WHERE d.id = %s
"""
_SAME_PERIOD = """
    SELECT d.id FROM indicators.dataset d
    WHERE d.kind = %(kind)s AND d.period = %(period)s
        AND EXISTS (SELECT FROM indicators.dataset_definition
            WHERE dataset_id = d.id AND indicator_id = ANY(%(indicators)s))
        AND NOT EXISTS (SELECT FROM indicators.dataset WHERE supersedes = d.id)
    ORDER BY d.uploaded_at DESC
"""
_STANDING = """
    SELECT d.id, d.metadata, d.uploaded_at FROM indicators.dataset d
    JOIN indicators.dataset_definition of ON of.dataset_id = d.id AND of.indicator_id = %s
    WHERE d.kind = %s AND NOT EXISTS (SELECT FROM indicators.dataset WHERE supersedes = d.id)
    ORDER BY d.uploaded_at, d.id
"""


def datasets(
    connection: Connection[TupleRow], wanted: Mapping[str, Any], page: int, page_size: int
) -> tuple[list[orjson.Fragment], int]:
    """One page, the last taken in first, and how many there are. `wanted`: `kind period indicator current`."""
    conditions = [_CONDITIONS[name] for name in sorted(wanted)]
    where = sql.SQL(" AND ").join(conditions) if conditions else sql.SQL("true")
    limits = {"limit": sql.Literal(page_size), "offset": sql.Literal((page - 1) * page_size)}
    row = connection.execute(_LIST.format(json=_JSON, where=where, **limits), dict(wanted)).fetchone()
    assert row
    return [orjson.Fragment(item) for item in row[1]], row[0]


def dataset_json(connection: Connection[TupleRow], dataset_id: UUID) -> bytes | None:
    row = connection.execute(_ONE, [dataset_id]).fetchone()
    return row[0].encode() if row else None


def dataset_with(connection: Connection[TupleRow], fingerprint: str) -> UUID | None:
    """The data set that this very file with this very metadata made."""
    row = connection.execute(_BY_FINGERPRINT, [fingerprint]).fetchone()
    return row[0] if row else None


def versions_of(connection: Connection[TupleRow], indicators: Sequence[str]) -> dict[str, dict[int, Any]]:
    """Content of every version of these indicators."""
    found: dict[str, dict[int, Any]] = {}
    for indicator, version, content in connection.execute(_VERSIONS, [list(indicators)]):
        found.setdefault(indicator, {})[version] = content
    return found


def deal_row(connection: Connection[TupleRow]) -> tuple[Any, ...] | None:
    """`slug name city wijken`; None before the deal was loaded."""
    return connection.execute(_DEAL).fetchone()


def superseded(connection: Connection[TupleRow], dataset_id: UUID) -> tuple[str, str, UUID | None] | None:
    """Kind and period of a data set, and the one that took its place; None when there is no such data set."""
    row = connection.execute(_SUPERSEDED, [dataset_id]).fetchone()
    return (row[0], row[1], row[2]) if row else None


def of_same_period(connection: Connection[TupleRow], kind: str, period: str, indicators: Sequence[str]) -> list[UUID]:
    """Data sets of the same kind, period and indicators whose place nobody took."""
    values = {"kind": kind, "period": period, "indicators": list(indicators)}
    return [row[0] for row in connection.execute(_SAME_PERIOD, values)]


def standing(connection: Connection[TupleRow], kind: str, indicator: str) -> list[tuple[UUID, Any, datetime]]:
    """Id, metadata and moment of each data set of an indicator whose place nobody took, the oldest first."""
    return [(row[0], row[1], row[2]) for row in connection.execute(_STANDING, [indicator, kind])]
