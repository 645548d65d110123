"""Questions about the deal, one statement each: rows come from the database as ready JSON."""

from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from psycopg import Connection, sql
from psycopg.rows import TupleRow


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of a list: the JSON array as Postgres wrote it, and how many there are in all."""

    items: str
    total: int


_PAGE = """
    WITH found AS (
        SELECT key, position, coalesce(old.body, part.body) AS body, withdrawn_on FROM {table} AS part
        LEFT JOIN LATERAL (
            SELECT body, true AS replaced FROM projects.replaced_part
            WHERE part = {name} AND replaced_part.key = part.key::text AND replaced_in > ({version})
            ORDER BY replaced_in LIMIT 1
        ) AS old ON true
        WHERE (old.replaced IS NULL OR old.body IS NOT NULL) AND {where}
    )
    SELECT (SELECT count(*) FROM found),
        coalesce((SELECT json_agg(part ORDER BY withdrawn, position, key) FROM (
            SELECT body || jsonb_build_object('withdrawnOn', withdrawn_on) AS part,
                withdrawn_on IS NOT NULL AS withdrawn, position, key
            FROM found ORDER BY withdrawn, position, key LIMIT {limit} OFFSET {offset}
        ) AS page), '[]')::text
"""
_DEAL: LiteralString = """
    SELECT (coalesce((
        SELECT body FROM projects.replaced_part WHERE part = 'deal' AND key = deal.key AND replaced_in > ({version})
        ORDER BY replaced_in LIMIT 1
    ), body) || jsonb_build_object('withdrawnOn', withdrawn_on))::text FROM projects.deal
    WHERE withdrawn_on IS NULL
"""
_MEMBER_THEN: LiteralString = """
    part.key IN (SELECT party FROM projects.party_membership WHERE since IS NULL OR since <= %(on)s)
"""
_NEWEST: LiteralString = "2147483647"
_ON_DAY: LiteralString = "SELECT coalesce(max(number), 1) FROM projects.deal_version WHERE in_force_on <= %(on)s"
_VERSIONS: LiteralString = """
    SELECT json_agg(json_build_object('number', number, 'inForceOn', in_force_on, 'amendmentId', amendment_id,
        'accessionId', accession_id, 'title', title) ORDER BY number)::text
    FROM (
        SELECT 1 AS number, (body #>> '{term,startsOn}')::date AS in_force_on, NULL::uuid AS amendment_id,
            NULL::uuid AS accession_id, body ->> 'name' AS title
        FROM projects.deal WHERE withdrawn_on IS NULL
        UNION ALL
        SELECT deal_version.number, in_force_on, amendment_id, accession_id, coalesce(amendment.title, accession.name)
        FROM projects.deal_version
        LEFT JOIN projects.amendment ON amendment.id = amendment_id
        LEFT JOIN projects.accession ON accession.id = accession_id
    ) AS version
"""


def the_deal(connection: Connection[TupleRow], on: date | None = None) -> str | None:
    """The deal as JSON, as it holds now or held on a day; None before its files were loaded."""
    row = connection.execute(sql.SQL(_DEAL).format(version=version_on(on)), {"on": on}).fetchone()
    return row[0] if row else None


def versions_of_the_deal(connection: Connection[TupleRow]) -> str:
    """A JSON array of every version, the first as it was signed."""
    row = connection.execute(_VERSIONS).fetchone()
    return (row[0] if row else None) or "[]"


def version_on(day: date | None) -> sql.SQL:
    """What stands for the number of the version in a statement."""
    return sql.SQL(_NEWEST if day is None else _ON_DAY)


def parts_of_the_deal(
    connection: Connection[TupleRow],
    table: LiteralString,
    limit: int,
    offset: int,
    withdrawn: bool = False,
    on: date | None = None,
    **asked: str | int | None,
) -> FoundPage:
    """Rows of one deal table in the order of its file; `asked` are its columns, None when not asked for.

    With `on` they say what they said on that day, before later amendments.
    """
    given = {name: value for name, value in asked.items() if value is not None}
    conditions: list[sql.Composable] = [sql.SQL("TRUE") if withdrawn else sql.SQL("withdrawn_on IS NULL")]
    if table == "party" and on is not None:
        conditions.append(sql.SQL(_MEMBER_THEN))
    conditions += [sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in given]
    statement = sql.SQL(_PAGE).format(
        table=sql.Identifier("projects", table),
        name=sql.Literal(table),
        version=version_on(on),
        where=sql.SQL(" AND ").join(conditions),
        limit=sql.Literal(limit),
        offset=sql.Literal(offset),
    )
    row = connection.execute(statement, {**given, "on": on}).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])
