"""Questions about the consultation, a list in one statement."""

from datetime import date
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from services.projects.consultation.rules import Earlier
from services.projects.deal.queries import FoundPage

_ADVICE: LiteralString = """json_build_object('id', id, 'meetingId', meeting_id, 'text', text,
    'addressedTo', addressed_to)"""
_AGREEMENT: LiteralString = "json_build_object('id', id, 'meetingId', meeting_id, 'text', text)"
_ACTION: LiteralString = """json_build_object('id', id, 'meetingId', meeting_id, 'text', text, 'owner', owner,
    'ownerRole', owner_role, 'dueOn', due_on, 'doneOn', done_on,
    'overdue', done_on IS NULL AND due_on < %(today)s, 'version', version)"""
_MEETING: LiteralString = f"""
    json_build_object('id', id, 'kind', kind, 'number', number, 'heldOn', held_on, 'place', place, 'chair', chair,
        'secretariat', secretariat, 'status', status,
        'agenda', (SELECT coalesce(json_agg(json_build_object('title', title, 'discussed', discussed)
            ORDER BY position), '[]') FROM projects.agenda_item WHERE meeting_id = meeting.id),
        'attendees', (SELECT coalesce(json_agg(json_build_object('party', party, 'organisation', organisation,
            'role', role, 'present', present) ORDER BY position), '[]')
            FROM projects.attendee WHERE meeting_id = meeting.id),
        'papers', (SELECT coalesce(json_agg(json_build_object('documentId', document_id,
            'title', CASE WHEN document.public THEN title END,
            'mediaType', media_type, 'checksum', checksum, 'frozenAt', frozen_at) ORDER BY position), '[]')
            FROM projects.paper JOIN projects.document ON document.id = document_id WHERE meeting_id = meeting.id),
        'advice', (SELECT coalesce(json_agg({_ADVICE} ORDER BY created_at, id), '[]')
            FROM projects.advice WHERE meeting_id = meeting.id),
        'workingAgreements', (SELECT coalesce(json_agg({_AGREEMENT} ORDER BY created_at, id), '[]')
            FROM projects.working_agreement WHERE meeting_id = meeting.id),
        'actionPoints', (SELECT coalesce(json_agg({_ACTION} ORDER BY due_on, id), '[]')
            FROM projects.action_point WHERE meeting_id = meeting.id),
        'version', version, 'updatedAt', updated_at,
        'before', (SELECT json_build_object('number', before.number, 'side', party.body ->> 'group')
            FROM projects.meeting AS before LEFT JOIN projects.party ON party.key = before.chair
            WHERE before.kind = meeting.kind AND before.number < meeting.number ORDER BY before.number DESC LIMIT 1),
        'side', (SELECT body ->> 'group' FROM projects.party WHERE key = meeting.chair),
        'governance', (SELECT body -> 'governance' FROM projects.deal WHERE withdrawn_on IS NULL)
    )
"""  # noqa: S608 (all our own words)
_ONE: LiteralString = f"SELECT {_MEETING}::text FROM projects.meeting WHERE id = %(id)s"  # noqa: S608 (all our own words)
_PAGE: LiteralString = """
    SELECT (SELECT count(*) FROM projects.{table} WHERE {where}), coalesce((
        SELECT json_agg(shown ORDER BY place) FROM (
            SELECT {shown} AS shown, row_number() OVER (ORDER BY {order}) AS place
            FROM projects.{table} WHERE {where} ORDER BY {order} LIMIT {limit} OFFSET {offset}
        ) AS page
    ), '[]')::text
"""
_SHOWN: dict[str, tuple[LiteralString, LiteralString]] = {
    "meeting": (_MEETING, "held_on DESC, number DESC, id DESC"),
    "advice": (_ADVICE, "created_at DESC, id"),
    "working_agreement": (_AGREEMENT, "created_at DESC, id"),
    "action_point": (_ACTION, "due_on, id"),
}
_CONDITIONS: dict[str, LiteralString] = {
    "kind": "kind = %(kind)s",
    "status": "status = %(status)s",
    "owner": "owner = %(owner)s",
    "open": "(done_on IS NULL) = %(open)s",
    "id": "id = %(id)s",
}
_LAST: LiteralString = """
    SELECT number, body ->> 'group' FROM projects.meeting LEFT JOIN projects.party ON party.key = chair
    WHERE kind = %(kind)s ORDER BY number DESC LIMIT 1
"""
_SIDE: LiteralString = """
    SELECT coalesce(json_agg(key ORDER BY position), '[]')::text FROM projects.party
    WHERE body ->> 'group' = %(side)s AND (body ->> 'consultationSeat')::boolean AND withdrawn_on IS NULL
"""


def page_of(
    connection: Connection[TupleRow], table: str, limit: int, offset: int, today: date, **asked: Any
) -> FoundPage:
    """A page of `meeting`, `advice`, `working_agreement` or `action_point`."""
    given = {name: value for name, value in asked.items() if value is not None}
    shown, order = _SHOWN[table]
    statement = sql.SQL(_PAGE).format(
        table=sql.Identifier(table),
        shown=sql.SQL(shown),
        order=sql.SQL(order),
        where=sql.SQL(" AND ").join([sql.SQL(_CONDITIONS[name]) for name in given] or [sql.SQL("TRUE")]),
        limit=sql.Literal(limit),
        offset=sql.Literal(offset),
    )
    row = connection.execute(statement, given | {"today": today}).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])


def one_meeting(connection: Connection[TupleRow], meeting_id: UUID, today: date) -> dict[str, Any] | None:
    row = connection.execute(_ONE, {"id": meeting_id, "today": today}).fetchone()
    return orjson.loads(row[0]) if row else None


def last_meeting(connection: Connection[TupleRow], kind: str) -> Earlier | None:
    row = connection.execute(_LAST, {"kind": kind}).fetchone()
    return Earlier(*row) if row else None


def seats_of(connection: Connection[TupleRow], side: str) -> list[str]:
    """The parties of a side with a seat in the consultation (Art. 6.2)."""
    row = connection.execute(_SIDE, {"side": side}).fetchone()
    found: list[str] = orjson.loads(row[0]) if row else []
    return found


def governance(connection: Connection[TupleRow]) -> dict[str, Any] | None:
    row = connection.execute("SELECT body -> 'governance' FROM projects.deal WHERE withdrawn_on IS NULL").fetchone()
    return row[0] if row else None
