"""Questions about the deal, one statement each: rows come from the database as ready JSON."""

from dataclasses import dataclass
from typing import LiteralString

from psycopg import Connection, sql
from psycopg.rows import TupleRow


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of a list: the JSON array as Postgres wrote it, and how many there are in all."""

    items: str
    total: int


_PAGE = """
    WITH found AS (SELECT key, position, body, withdrawn_on FROM {table} WHERE {where})
    SELECT (SELECT count(*) FROM found),
        coalesce((SELECT json_agg(part ORDER BY withdrawn, position, key) FROM (
            SELECT body || jsonb_build_object('withdrawnOn', withdrawn_on) AS part,
                withdrawn_on IS NOT NULL AS withdrawn, position, key
            FROM found ORDER BY withdrawn, position, key LIMIT {limit} OFFSET {offset}
        ) AS page), '[]')::text
"""
_DEAL = """
    SELECT (body || jsonb_build_object('withdrawnOn', withdrawn_on))::text FROM projects.deal
    WHERE withdrawn_on IS NULL
"""


def the_deal(connection: Connection[TupleRow]) -> str | None:
    """The deal as JSON; None before its files were loaded."""
    row = connection.execute(_DEAL).fetchone()
    return row[0] if row else None


def parts_of_the_deal(
    connection: Connection[TupleRow],
    table: LiteralString,
    limit: int,
    offset: int,
    withdrawn: bool = False,
    **asked: str | int | None,
) -> FoundPage:
    """Rows of one deal table in the order of its file; `asked` are its columns, None when not asked for."""
    given = {name: value for name, value in asked.items() if value is not None}
    conditions: list[sql.Composable] = [sql.SQL("TRUE") if withdrawn else sql.SQL("withdrawn_on IS NULL")]
    conditions += [sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in given]
    statement = sql.SQL(_PAGE).format(
        table=sql.Identifier("projects", table),
        where=sql.SQL(" AND ").join(conditions),
        limit=sql.Literal(limit),
        offset=sql.Literal(offset),
    )
    row = connection.execute(statement, given).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])
