"""Amendments and accessions as JSON, a list in one statement."""

from datetime import date
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy.orm import Session

from services.kit.database import connection_of
from services.projects.deal.queries import FoundPage

_PARTS: LiteralString = """
    'status', status, 'endedOn', ended_on, 'askedOn', asked_on, 'requestedOn', requested_on, 'request', request,
    'steps', (SELECT coalesce(json_agg(json_build_object('status', step.status, 'takenOn', taken_on, 'party', party,
            'note', note, 'documentId', document_id, 'recordedAt', recorded_at) ORDER BY step.number), '[]')
        FROM projects.{name}_step AS step WHERE {name}_id = asked.id),
    'consents', (SELECT coalesce(json_agg(json_build_object('party', party, 'answer', answer,
            'answeredOn', answered_on, 'statement', statement, 'documentId', document_id) ORDER BY party), '[]')
        FROM projects.{name}_consent WHERE {name}_id = asked.id),
    'annex', (SELECT number FROM projects.deal_version WHERE {name}_id = asked.id),
    'version', version, 'updatedAt', updated_at
"""
_OWN: dict[str, LiteralString] = {
    "amendment": """'id', id, 'number', number, 'title', title, 'requestedBy', requested_by,
        'madeKnownOn', made_known_on, 'talksStartedOn', talks_started_on, 'changes', changes,""",
    "accession": """'id', id, 'number', number, 'slug', slug, 'name', name, 'fullName', full_name, 'side', side,
        'contribution', contribution,""",
}
_ONE: LiteralString = (
    "SELECT version, json_build_object({own} {parts})::text FROM projects.{table} AS asked WHERE {where}"
)
_PAGE: LiteralString = """
    SELECT (SELECT count(*) FROM projects.{table} WHERE {where}), coalesce((
        SELECT json_agg(shown ORDER BY number DESC) FROM (
            SELECT json_build_object({own} {parts}) AS shown, number FROM projects.{table} AS asked
            WHERE {where} ORDER BY number DESC LIMIT {limit} OFFSET {offset}
        ) AS page
    ), '[]')::text
"""
_TALKS: LiteralString = """
    SELECT (body #>> '{governance,talksWithinWeeks}')::int, body #>> '{governance,amendmentArticle}'
    FROM projects.deal WHERE withdrawn_on IS NULL
"""


def filled(template: LiteralString, name: str, **more: sql.Composable) -> sql.Composed:
    """The statement for `amendment` or `accession`."""
    parts = sql.SQL(_PARTS.replace("{name}", name))
    return sql.SQL(template).format(own=sql.SQL(_OWN[name]), parts=parts, table=sql.Identifier(name), **more)


def procedures_page(
    connection: Connection[TupleRow], name: str, limit: int, offset: int, status: str | None
) -> FoundPage:
    where = sql.SQL("TRUE" if status is None else "status = %(status)s")
    statement = filled(_PAGE, name, where=where, limit=sql.Literal(limit), offset=sql.Literal(offset))
    row = connection.execute(statement, {"status": status}).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])


def one_procedure(connection: Connection[TupleRow], name: str, id_: UUID) -> dict[str, Any] | None:
    row = connection.execute(filled(_ONE, name, where=sql.SQL("id = %(id)s")), {"id": id_}).fetchone()
    return orjson.loads(row[1]) if row else None


def procedure_in(session: Session, name: str, id_: UUID) -> dict[str, Any]:
    """The same, in the transaction of a change."""
    found = one_procedure(connection_of(session), name, id_)
    assert found is not None
    return found


def weeks_for_talks(connection: Connection[TupleRow]) -> tuple[int, str]:
    """How many the deal gives, and its article."""
    row = connection.execute(_TALKS).fetchone()
    return (row[0], row[1]) if row else (0, "")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
