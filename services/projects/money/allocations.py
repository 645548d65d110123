"""`/v1/allocations`: the division over pillars and years (Art. 5.4), never edited: a new version takes its place."""

from typing import Any, LiteralString
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contracts.projects.money import (
    AllocationInput,
    AllocationMade,
    AllocationReviewInput,
    AllocationShape,
)
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import body_etag, item_etag, json_answer, matches
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem, bad_request
from services.kit.sheets import sheet_answer, sheets
from services.projects import tables
from services.projects.money.allocation_rules import Before, refused_version, unknown_parts
from services.projects.money.moments import AsOf
from services.projects.money.queries import how_money_stands, known_money
from services.projects.money.warning_rules import warnings_about
from services.projects.office import Office

router = APIRouter(prefix="/v1/allocations", tags=["money"])
COLUMNS = (
    "version",
    "decidedOn",
    "reason",
    "agreedBy",
    "consultation",
    "contribution",
    "pillar",
    "year",
    "amountCents",
)
_SHOWN: LiteralString = """
    SELECT json_build_object('id', id, 'version', version, 'supersedes', supersedes, 'supersededBy', (
            SELECT later.id FROM projects.allocation AS later WHERE later.supersedes = found.id
                AND (%(as_of)s::timestamptz IS NULL OR later.known_at <= %(as_of)s)),
        'decidedOn', decided_on, 'reason', reason, 'agreedBy', agreed_by, 'consultation', consultation,
        'guideline', guideline, 'knownAt', known_at,
        'parts', (SELECT coalesce(json_agg(json_build_object('contribution', contribution, 'pillar', pillar,
                'year', year, 'amountCents', amount_cents) ORDER BY contribution, pillar, year), '[]')
            FROM projects.allocation_part WHERE allocation_id = found.id),
        'totalCents', (SELECT coalesce(sum(amount_cents), 0)::bigint
            FROM projects.allocation_part WHERE allocation_id = found.id),
        'reviews', (SELECT coalesce(json_agg(json_build_object('id', review.id, 'year', review.year,
                'reviewedOn', reviewed_on, 'outcome', outcome, 'note', note, 'knownAt', review.known_at)
                ORDER BY review.year, review.known_at), '[]')
            FROM projects.allocation_review AS review WHERE allocation_id = found.id
                AND (%(as_of)s::timestamptz IS NULL OR review.known_at <= %(as_of)s))
        )::text
    FROM projects.allocation AS found
    WHERE (%(as_of)s::timestamptz IS NULL OR known_at <= %(as_of)s) AND (%(id)s::uuid IS NULL OR id = %(id)s)
    ORDER BY version DESC
"""
_GUIDELINE = "SELECT (SELECT body->'division' FROM projects.deal WHERE withdrawn_on IS NULL)"
_PARTIES = "SELECT key FROM projects.party WHERE withdrawn_on IS NULL"
_NEWEST = "SELECT id, version FROM projects.allocation ORDER BY version DESC LIMIT 1"


@router.get("", response_model=Page[AllocationShape])
@anyone
def allocations(request: Request, as_of: AsOf = None, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """The newest first: that one holds."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        found = shown(connection, as_of=as_of)
    items = ",".join(found[(page - 1) * page_size : page * page_size])
    body = page_json(orjson.Fragment(f"[{items}]"), len(found), next_url(request, page, page_size, len(found)))
    return json_answer(request, body, etag)


@sheets(router, "")
@anyone
def allocations_sheet(request: Request, as_of: AsOf = None) -> Response:
    """All parts of all versions, as a spreadsheet."""
    with request.app.state.database.reading() as connection:
        found = [orjson.loads(each) for each in shown(connection, as_of=as_of)]
    lines = [{**each, **part} for each in found for part in each["parts"]]
    return sheet_answer(request, "allocations", COLUMNS, [[line[name] for name in COLUMNS] for line in lines])


@router.get("/{allocation_id}", response_model=AllocationShape)
@anyone
def allocation(request: Request, allocation_id: UUID) -> Response:
    with request.app.state.database.reading() as connection:
        found = shown(connection, id=allocation_id)
    if not found:
        raise no_such_allocation(allocation_id)
    return json_answer(request, found[0].encode(), body_etag(found[0].encode()))


@router.post("", status_code=201, response_model=AllocationMade)
def allocate(session: Write, who: Office, body: AllocationInput, idempotency_key: IdempotencyKey = None) -> Response:
    """A new version. Warnings tell of more than there is; they block nothing (Art. 7.3)."""
    sent = body.model_dump_json().encode()
    once = Once(session, tables.metadata, idempotency_key, who.subject, "POST /v1/allocations", sent)
    allocation_id = once.earlier()
    if allocation_id is None:
        version = next_version(session, body)
        allocation_id = add(session, body, version, who.subject)
        once.made(allocation_id)
    made = allocation_as_json(session, allocation_id)
    money, _ = how_money_stands(session)
    made["warnings"] = [each.model_dump(by_alias=True) for each in warnings_about(money)]
    return written(made, f"/v1/allocations/{allocation_id}")


@router.post("/{allocation_id}/reviews", status_code=201, response_model=AllocationShape)
def review(
    session: Write,
    who: Office,
    allocation_id: UUID,
    body: AllocationReviewInput,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Notes that the division was looked at, as parties do each year (Art. 5.7)."""
    route, sent = f"POST /v1/allocations/{allocation_id}/reviews", body.model_dump_json().encode()
    once = Once(session, tables.metadata, idempotency_key, who.subject, route, sent)
    if once.earlier() is None:
        allocation_as_json(session, allocation_id)
        once.made(add_review(session, allocation_id, body, who.subject))
    return written(allocation_as_json(session, allocation_id), f"/v1/allocations/{allocation_id}")


def next_version(session: Session, body: AllocationInput) -> int:
    """Raises a 400 for what the deal does not have, 409 for a version that is not the newest."""
    known = known_money(session, [])
    parties = frozenset(session.connection().exec_driver_sql(_PARTIES).scalars())
    if wrong := list(unknown_parts(body, known, parties)):
        raise bad_request(wrong)
    newest = session.connection().exec_driver_sql(_NEWEST).one_or_none()
    before = Before(newest.id, newest.version) if newest else None
    if refusal := refused_version(body.supersedes, before):
        raise Problem(409, refusal, code="not-the-newest")
    return before.version + 1 if before else 1


def add(session: Session, body: AllocationInput, version: int, who: str) -> UUID:
    allocation_id = uuid4()
    guideline = session.connection().exec_driver_sql(_GUIDELINE).scalar_one() or {}
    values = body.model_dump(exclude={"parts"})
    row = {"id": allocation_id, "version": version, "guideline": guideline, "who": who, **values}
    session.execute(insert(tables.allocation).values(row))
    parts = [{"allocation_id": allocation_id, **part.model_dump()} for part in body.parts]
    session.execute(insert(tables.allocation_part), parts)
    change = audit.difference({}, body.model_dump(mode="json", by_alias=True) | {"version": version})
    audit.record(session, tables.metadata, who, "allocate", "allocation", allocation_id, change)
    return allocation_id


def add_review(session: Session, allocation_id: UUID, body: AllocationReviewInput, who: str) -> UUID:
    review_id = uuid4()
    row = {"id": review_id, "allocation_id": allocation_id, "who": who, **body.model_dump()}
    session.execute(insert(tables.allocation_review).values(row))
    change = audit.difference({}, body.model_dump(mode="json"))
    audit.record(session, tables.metadata, who, "review", "allocation", allocation_id, change)
    return review_id


def allocation_as_json(session: Session, allocation_id: UUID) -> dict[str, Any]:
    row = session.connection().exec_driver_sql(_SHOWN, {"id": allocation_id, "as_of": None}).one_or_none()
    if row is None:
        raise no_such_allocation(allocation_id)
    found: dict[str, Any] = orjson.loads(row[0])
    return found


def shown(connection: Connection[TupleRow], **asked: Any) -> list[str]:
    return [row[0] for row in connection.execute(_SHOWN, {"as_of": None, "id": None, **asked})]


def written(made: dict[str, Any], location: str) -> Response:
    return Response(orjson.dumps(made), 201, {"Location": location, "Cache-Control": "no-cache"}, "application/json")


def no_such_allocation(allocation_id: UUID) -> Problem:
    return Problem(404, f"There is no allocation {allocation_id}.")
