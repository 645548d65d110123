"""Questions about the audit, one statement each."""

from datetime import date
from typing import Any, LiteralString

from psycopg import Connection, sql
from psycopg.rows import TupleRow

_PAGE: LiteralString = """
    SELECT (SELECT count(*) FROM projects.audit WHERE {where}), coalesce((
        SELECT json_agg(json_build_object('id', position, 'at', at, 'who', who, 'action', action,
            'objectType', object_type, 'objectId', object_id, 'change', change, 'reason', reason,
            'requestId', request_id, 'on', (at AT TIME ZONE 'Europe/Amsterdam')::date) ORDER BY position DESC)
        FROM (
            SELECT * FROM projects.audit WHERE {where} ORDER BY position DESC LIMIT {limit} OFFSET {offset}
        ) AS page
    ), '[]')
"""
_CONDITIONS: dict[str, LiteralString] = {
    "object_type": "object_type = %(object_type)s",
    "object_id": "object_id = %(object_id)s",
    "since": "at >= %(since)s::timestamp AT TIME ZONE 'Europe/Amsterdam'",
    "open_types": "(object_type = ANY(%(open_types)s) OR starts_with(object_type, %(open_prefix)s))",
}


def changes_page(
    connection: Connection[TupleRow],
    limit: int,
    offset: int,
    only_open: tuple[list[str], str] | None,
    object_type: str | None,
    object_id: str | None,
    since: date | None,
) -> tuple[list[dict[str, Any]], int]:
    """A page, newest first, and how many there are. `only_open`: types, and the beginning of others, to keep to."""
    asked: dict[str, Any] = {"object_type": object_type, "object_id": object_id, "since": since}
    given = {name: value for name, value in asked.items() if value is not None}
    if only_open is not None:
        given |= {"open_types": only_open[0]}
    where = sql.SQL(" AND ").join([sql.SQL("position IS NOT NULL"), *(sql.SQL(_CONDITIONS[name]) for name in given)])
    statement = sql.SQL(_PAGE).format(where=where, limit=sql.Literal(limit), offset=sql.Literal(offset))
    row = connection.execute(statement, given | {"open_prefix": only_open[1] if only_open else ""}).fetchone()
    assert row is not None
    return row[1], row[0]
