"""`/v1/tranches`: when the money comes (Art. 5.6), by version with reason."""

from typing import Any, LiteralString
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contracts.projects.money import TrancheChange, TrancheInput, TrancheState
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, matches, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem
from services.kit.sheets import sheet_answer, sheets
from services.projects import tables
from services.projects.money.moments import AsOf
from services.projects.office import Office

router = APIRouter(prefix="/v1/tranches", tags=["money"])
COLUMNS = ("id", "contribution", "number", "version", "amountCents", "dueOn", "years", "reason", "receivedCents")
_NEWEST: LiteralString = """
    SELECT tranche.id, contribution, number, version, amount_cents, due_on, years, reason, known_at, (
        SELECT coalesce(sum(amount_cents), 0)::bigint FROM projects.booking
        WHERE booking.tranche_id = tranche.id AND (%(as_of)s::timestamptz IS NULL OR known_at <= %(as_of)s)
    ) AS received_cents
    FROM projects.tranche CROSS JOIN LATERAL (
        SELECT * FROM projects.tranche_version AS each
        WHERE each.tranche_id = tranche.id AND (%(as_of)s::timestamptz IS NULL OR known_at <= %(as_of)s)
        ORDER BY version DESC LIMIT 1
    ) AS newest
    WHERE %(id)s::uuid IS NULL OR tranche.id = %(id)s
"""
_SHOWN: LiteralString = f"""
    SELECT json_build_object('id', id, 'contribution', contribution, 'number', number, 'version', version,
        'amountCents', amount_cents, 'dueOn', due_on, 'years', years, 'reason', reason, 'knownAt', known_at,
        'receivedCents', received_cents, 'versions', (
            SELECT json_agg(json_build_object('version', each.version, 'amountCents', each.amount_cents,
                'dueOn', each.due_on, 'years', each.years, 'reason', each.reason, 'knownAt', each.known_at)
                ORDER BY each.version DESC)
            FROM projects.tranche_version AS each WHERE each.tranche_id = found.id AND each.version <= found.version
        ))::text
    FROM ({_NEWEST}) AS found ORDER BY contribution, number
"""  # noqa: S608 (all our own words)


@router.get("", response_model=Page[TrancheState])
@anyone
def tranches(request: Request, as_of: AsOf = None, page: PageNumber = 1, page_size: PageSize = 100) -> Response:
    """Each in its newest version, with those before it."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        found = [row[0] for row in rows(connection, _SHOWN, as_of=as_of)]
    shown = ",".join(found[(page - 1) * page_size : page * page_size])
    body = page_json(orjson.Fragment(f"[{shown}]"), len(found), next_url(request, page, page_size, len(found)))
    return json_answer(request, body, etag)


@sheets(router, "")
@anyone
def tranches_sheet(request: Request, as_of: AsOf = None) -> Response:
    """All tranches, as a spreadsheet."""
    with request.app.state.database.reading() as connection:
        found = [orjson.loads(row[0]) for row in rows(connection, _SHOWN, as_of=as_of)]
    return sheet_answer(request, "tranches", COLUMNS, [[each[name] for name in COLUMNS] for each in found])


@router.get("/{tranche_id}", response_model=TrancheState)
@anyone
def tranche(request: Request, tranche_id: UUID) -> Response:
    with request.app.state.database.reading() as connection:
        found = rows(connection, _SHOWN, id=tranche_id)
    if not found:
        raise Problem(404, f"There is no tranche {tranche_id}.")
    return json_answer(request, found[0][0].encode(), item_etag(orjson.loads(found[0][0])["version"]))


@router.post("", status_code=201, response_model=TrancheState)
def add_tranche(session: Write, who: Office, body: TrancheInput, idempotency_key: IdempotencyKey = None) -> Response:
    """A further tranche. The deal's own are there when it is loaded."""
    sent = body.model_dump_json().encode()
    once = Once(session, tables.metadata, idempotency_key, who.subject, "POST /v1/tranches", sent)
    tranche_id = once.earlier()
    if tranche_id is None:
        tranche_id = uuid4()
        named = {"id": tranche_id, "contribution": body.contribution, "number": body.number}
        session.execute(insert(tables.tranche).values(named))
        add_version(session, tranche_id, 1, body, who.subject)
        once.made(tranche_id)
    return written(session, tranche_id, 201)


@router.put("/{tranche_id}", response_model=TrancheState)
def change_tranche(request: Versioned, session: Write, who: Office, tranche_id: UUID, body: TrancheChange) -> Response:
    """Makes a new version; the ones before stay. Send its ETag in `If-Match`."""
    before = tranche_as_json(session, tranche_id)
    if before is None:
        raise Problem(404, f"There is no tranche {tranche_id}.")
    require_version(request, before["version"])
    add_version(session, tranche_id, before["version"] + 1, body, who.subject, before)
    return written(session, tranche_id, 200)


def add_version(
    session: Session,
    tranche_id: UUID,
    version: int,
    said: TrancheChange,
    who: str,
    before: dict[str, Any] | None = None,
) -> None:
    """Two at once make the same version, of which the database takes one."""
    years = said.years or ([said.due_on.year] if said.due_on else [])
    values = {"amount_cents": said.amount_cents, "due_on": said.due_on, "years": years, "reason": said.reason}
    session.execute(insert(tables.tranche_version).values(tranche_id=tranche_id, version=version, who=who, **values))
    due_on = said.due_on.isoformat() if said.due_on else None
    after = {"amountCents": said.amount_cents, "dueOn": due_on, "years": years, "reason": said.reason}
    kept = {name: before[name] for name in after} if before else {}
    change = audit.difference(kept, after)
    audit.record(session, tables.metadata, who, "change" if before else "create", "tranche", tranche_id, change)


def tranche_as_json(session: Session, tranche_id: UUID) -> dict[str, Any] | None:
    row = session.connection().exec_driver_sql(_SHOWN, {"id": tranche_id, "as_of": None}).one_or_none()
    return orjson.loads(row[0]) if row else None


def written(session: Session, tranche_id: UUID, status: int) -> Response:
    made = tranche_as_json(session, tranche_id)
    assert made is not None
    headers = {
        "ETag": item_etag(made["version"]),
        "Location": f"/v1/tranches/{tranche_id}",
        "Cache-Control": "no-cache",
    }
    return Response(orjson.dumps(made), status, headers, "application/json")


def rows(connection: Connection[TupleRow], statement: LiteralString, **asked: Any) -> list[TupleRow]:
    return connection.execute(statement, {"as_of": None, "id": None, **asked}).fetchall()
