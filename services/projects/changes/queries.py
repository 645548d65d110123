"""Questions about the audit, one statement each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from psycopg import Connection, sql
from psycopg.rows import TupleRow

BATCH = 1000
_SHOWN: LiteralString = """
    json_build_object('id', position, 'at', at, 'who', who, 'action', action, 'objectType', object_type,
        'objectId', object_id, 'change', change, 'reason', reason, 'requestId', request_id,
        'on', (at AT TIME ZONE 'Europe/Amsterdam')::date)
"""
_PAGE: LiteralString = f"""
    SELECT (SELECT count(*) FROM projects.audit WHERE {{where}}), coalesce((
        SELECT json_agg({_SHOWN} ORDER BY position DESC) FROM (
            SELECT * FROM projects.audit WHERE {{where}} ORDER BY position DESC LIMIT {{limit}} OFFSET {{offset}}
        ) AS page
    ), '[]')
"""  # noqa: S608 (all our own words)
_ALL: LiteralString = f"SELECT {_SHOWN} FROM projects.audit WHERE {{where}} ORDER BY position DESC"  # noqa: S608 (all our own words)
_CONDITIONS: dict[str, LiteralString] = {
    "object_type": "object_type = %(object_type)s",
    "object_id": "object_id = %(object_id)s",
    "since": "at >= %(since)s::timestamp AT TIME ZONE 'Europe/Amsterdam'",
    "open_types": "(object_type = ANY(%(open_types)s) OR starts_with(object_type, %(open_prefix)s))",
}


@dataclass(frozen=True)
class Asked:
    """`only_open`: types, and the beginning of others, to keep to."""

    only_open: tuple[list[str], str] | None
    object_type: str | None = None
    object_id: str | None = None
    since: date | None = None

    def given(self) -> dict[str, Any]:
        asked = {"object_type": self.object_type, "object_id": self.object_id, "since": self.since}
        given = {name: value for name, value in asked.items() if value is not None}
        return given | ({"open_types": self.only_open[0]} if self.only_open else {})

    def where(self) -> sql.Composed:
        return sql.SQL(" AND ").join(
            [sql.SQL("position IS NOT NULL"), *(sql.SQL(_CONDITIONS[name]) for name in self.given())]
        )

    def values(self) -> dict[str, Any]:
        return self.given() | {"open_prefix": self.only_open[1] if self.only_open else ""}


def changes_page(
    connection: Connection[TupleRow], asked: Asked, limit: int, offset: int
) -> tuple[list[dict[str, Any]], int]:
    """A page, newest first, and how many there are."""
    limits = {"limit": sql.Literal(limit), "offset": sql.Literal(offset)}
    row = connection.execute(sql.SQL(_PAGE).format(where=asked.where(), **limits), asked.values()).fetchone()
    assert row is not None
    return row[1], row[0]


def every_change(connection: Connection[TupleRow], asked: Asked) -> Iterator[dict[str, Any]]:
    """All of them, newest first, a batch at a time; in a transaction."""
    with connection.cursor(name="changes") as cursor:
        cursor.itersize = BATCH
        for row in cursor.execute(sql.SQL(_ALL).format(where=asked.where()), asked.values()):
            yield row[0]
