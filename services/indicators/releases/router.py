"""`/v1/releases`: what is published at once, prepared by one person and approved by another."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import RowMapping, update

from services.contracts.indicators import ReleaseInput, ReleaseShape
from services.contracts.shapes import Page
from services.indicators.releases import queries
from services.indicators.releases.files import MEDIA_TYPES
from services.indicators.releases.preparing import create, prepare_again
from services.indicators.releases.publishing import publish
from services.indicators.releases.rules import why_not, why_not_approve
from services.indicators.tables import metadata, release
from services.kit import audit
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import JSON, Versioned, body_etag, item_etag, json_answer, names, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem

router = APIRouter(prefix="/v1/releases", tags=["releases"])
Analyst = Annotated[Who, Depends(Allow("analyst"))]
Approver = Annotated[Who, Depends(Allow("approver"))]
INSIDE = frozenset({"analyst", "approver", "admin"})
LINKS = {"csv": {"Link": '<measurements.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'}}


def files(form: str) -> dict[int | str, dict[str, Any]]:
    """For the document of the API."""
    return {200: {"content": {MEDIA_TYPES[form].partition(";")[0]: {}}}}


@router.post("", status_code=201, response_model=ReleaseShape)
def prepare(request: Request, body: ReleaseInput, session: Write, who: Analyst, key: IdempotencyKey = None) -> Response:
    """A draft, with what is hidden in it and why. Somebody else approves it."""
    once = Once(session, metadata, key, who.subject, "POST /v1/releases", body.model_dump_json().encode())
    release_id = once.earlier()
    if release_id is None:
        release_id = create(session, body, who.subject)
        once.made(release_id)
        audit.record(session, metadata, who.subject, "prepare", "release", release_id)
    return _said(session, release_id, 201)


@router.get("", response_model=Page[ReleaseShape])
@anyone
def releases(request: Request, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """The newest first. With a token of who prepares or approves: drafts too."""
    inside = _is_inside(request)
    with request.app.state.database.reading() as connection:
        items, total = queries.releases(connection, inside, page, page_size)
    body = page_json(items, total, next_url(request, page, page_size, total))
    return json_answer(request, body, body_etag(body))


@router.get("/{release_id}", response_model=ReleaseShape)
@anyone
def one_release(request: Request, release_id: str) -> Response:
    """By id or by number, also when a later one corrected it."""
    inside = _is_inside(request)
    with request.app.state.database.reading() as connection:
        found = queries.release_json(connection, release_id, inside)
    if found is None:
        raise _unknown(release_id)
    body, version = found
    return json_answer(request, body, item_etag(version, body_etag(body).strip('"')[:12]))


@router.get("/{release_id}/measurements.csv", response_class=Response, responses=files("csv"))
@anyone
def figures_as_csv(request: Request, release_id: str) -> Response:
    """The figures as they were published, to the byte: a row each, with a status where there is no value."""
    return _file(request, release_id, "csv")


@router.get("/{release_id}/measurements.json", response_class=Response, responses=files("json"))
@anyone
def figures_as_json(request: Request, release_id: str) -> Response:
    """The figures as they were published, to the byte."""
    return _file(request, release_id, "json")


@router.get("/{release_id}/measurements.parquet", response_class=Response, responses=files("parquet"))
@anyone
def figures_as_parquet(request: Request, release_id: str) -> Response:
    """The same table as the CSV, with its types."""
    return _file(request, release_id, "parquet")


@router.put("/{release_id}", response_model=ReleaseShape)
def change(request: Versioned, release_id: UUID, body: ReleaseInput, session: Write, who: Analyst) -> Response:
    """The draft anew: other notes, another choice, and always the figures of now."""
    row = _draft(session, release_id, "published")
    require_version(request, row["version"])
    prepare_again(session, row, body, who.subject)
    audit.record(session, metadata, who.subject, "change", "release", release_id)
    return _said(session, release_id)


@router.delete("/{release_id}", status_code=204)
def discard(request: Versioned, release_id: UUID, session: Write, who: Analyst) -> Response:
    row = _draft(session, release_id, "discarded")
    require_version(request, row["version"])
    session.execute(
        update(release).where(release.c.id == release_id).values(status="discarded", version=row["version"] + 1)
    )
    audit.record(session, metadata, who.subject, "discard", "release", release_id)
    return Response(status_code=204)


@router.post("/{release_id}/approval", response_model=ReleaseShape)
def approve(request: Versioned, release_id: UUID, session: Write, who: Approver) -> Response:
    """Signs and publishes. `If-Match` says which draft was looked at."""
    row = _draft(session, release_id, "published")
    if refusal := why_not_approve(who.subject, row["preparers"]):
        raise Problem(403, refusal, code="own-work")
    require_version(request, row["version"])
    change = publish(session, row, who.subject)
    audit.record(session, metadata, who.subject, "approve", "release", release_id, change)
    return _said(session, release_id)


def _file(request: Request, release_id: str, form: str) -> Response:
    given = request.headers.get("if-none-match", "")
    with request.app.state.database.reading() as connection:
        found = queries.release_file(connection, release_id, form, given.removeprefix("W/").strip('"'))
    if found is None:
        raise _unknown(release_id)
    headers = {"ETag": f'"{found[0]}"', "Cache-Control": "no-cache"} | LINKS.get(form, {})
    if found[1] is None or names(given, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(found[1], 200, headers, MEDIA_TYPES[form])


def _draft(session: Write, release_id: UUID, wanted: str) -> RowMapping:
    row = queries.locked(session, release_id)
    if row is None:
        raise _unknown(release_id)
    if refusal := why_not(row["status"], wanted):
        raise Problem(409, refusal, code="frozen")
    return row


def _said(session: Write, release_id: UUID, status: int = 200) -> Response:
    body, version = queries.said(session, release_id)
    headers = {"ETag": item_etag(version), "Location": f"/v1/releases/{release_id}"}
    return Response(body, status, headers, JSON)


def _is_inside(request: Request) -> bool:
    who = who_asks(request)
    return who is not None and bool(who.roles & INSIDE)


def _unknown(name: UUID | str) -> Problem:
    return Problem(404, f"There is no release {name}.")
