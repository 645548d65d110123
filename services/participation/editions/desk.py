"""`/v1/editions` for who makes them: draft, look, refresh, approve by somebody else, and never change again."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.participation.editions import EditionAtDesk, EditionInput
from services.kit.access import Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, private, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, also_check, bad_request, wrong
from services.participation.clock import today
from services.participation.editions import gathering, queries, saving
from services.participation.editions.content import EditionContent
from services.participation.editions.filters import known_language
from services.participation.editions.router import DESK, check_desk, gathered, no_such_edition
from services.participation.editions.rules import (
    DRAFT,
    FROZEN,
    changed_titles,
    first_day,
    may_approve,
    why_not_approved,
    wrong_month,
)
from services.participation.editions.wording import FIRST
from services.participation.tables import metadata

router = APIRouter(prefix="/v1/editions", tags=["paper"])
Maker = Annotated[Who, Depends(DESK)]


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Words and months that there are not; parts of a wrong shape are passed over."""
    with request.app.state.database.writing() as session:
        return wrong_parts(session, body)


def wrong_parts(session: Session, body: dict[str, Any]) -> list[dict[str, Any]]:
    found, wijk, month, language = [], body.get("wijk"), body.get("month"), body.get("language")
    if isinstance(wijk, str) and gathering.name_of_wijk(session, wijk) is None:
        found.append(wrong("wijk", "unknown", "There is no wijk with this name."))
    try:
        if isinstance(month, str) and (why := wrong_month(first_day(month), today())):
            found.append(wrong("month", "too-far", why))
    except ValueError:
        found.append(wrong("month", "month", "A month is YYYY-MM."))
    try:
        known_language(language if isinstance(language, str) else None)
    except ValueError as error:
        found.append(wrong("language", "unknown", f"{error}."))
    return found


@router.post("", response_model=EditionAtDesk, status_code=201)
@also_check(wrong_beside_the_shape)
def draft_edition(
    request: Request, session: Write, who: Maker, body: EditionInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """A draft of what is confirmed now. One draft at a time of a wijk, month and language."""
    if errors := wrong_parts(session, body.model_dump()):
        raise bad_request(errors)
    check_desk(who, body.wijk)
    once = Once(session, metadata, idempotency_key, who.subject, "POST /v1/editions", body.model_dump_json().encode())
    edition_id = once.earlier()
    if edition_id is None:
        edition_id, first, language = uuid4(), first_day(body.month), known_language(body.language)
        content = gathered_now(request, session, body.wijk, body.month, language)
        number = queries.next_number(session, body.wijk, first, language or FIRST)
        saving.add(session, edition_id, content, number, who.subject)
        once.made(edition_id)
    return shown(request, session, who, edition_id, 201)


@router.get("/{edition_id}", response_model=EditionAtDesk)
@anyone
def edition(request: Request, session: Write, edition_id: UUID) -> Response:
    """An edition. Of a draft, for who makes it: what has changed since, and whether you may approve it.

    Its pages are at `/files/a5.pdf`, `/files/a4.pdf` and `/files/large.pdf` behind this address.
    """
    row = queries.with_id(session, edition_id)
    if row is None:
        raise no_such_edition()
    who = who_asks(request)
    return shown(request, session, who if row.status == FROZEN else check_desk(who, row.wijk), edition_id)


@router.post("/{edition_id}/refresh", response_model=EditionAtDesk)
def refresh_edition(request: Versioned, session: Write, who: Maker, edition_id: UUID) -> Response:
    """Gathers again what is confirmed. Needs `If-Match`. Who refreshes a draft has prepared it."""
    row = yours(session, who, edition_id, held=True)
    require_version(request, row.version)
    if row.status != DRAFT:
        raise Problem(409, "This edition is frozen already. Make a new one.", code="frozen")
    before = queries.content_of(row)
    content = gathered_now(request, session, row.wijk, f"{row.month:%Y-%m}", before.language)
    saving.refresh(session, row, content, who.subject)
    return shown(request, session, who, edition_id)


@router.post("/{edition_id}/approval", response_model=EditionAtDesk)
def approve_edition(request: Versioned, session: Write, who: Maker, edition_id: UUID) -> Response:
    """Freezes the draft, byte for byte. Needs `If-Match`, somebody else than who prepared it, and facts that still are
    as in the draft."""
    row = yours(session, who, edition_id, held=True)
    require_version(request, row.version)
    if not may_approve(who, row.wijk):
        raise Problem(403, "An editor of this wijk or a moderator approves it.", title="Not allowed")
    content = queries.content_of(row)
    changed = changed_since(session, row, content) if row.status == DRAFT else []
    if why := why_not_approved(row.status, row.prepared_by, who.subject, len(changed)):
        raise Problem(409, why, code="not-approved", extra={"changed": changed})
    saving.freeze(session, row, content, who.subject, today())
    return shown(request, session, who, edition_id)


@router.delete("/{edition_id}", status_code=204)
def drop_edition(request: Versioned, session: Write, who: Maker, edition_id: UUID) -> Response:
    """Throws a draft away. Needs `If-Match`."""
    row = yours(session, who, edition_id, held=True)
    require_version(request, row.version)
    if row.status != DRAFT:
        raise Problem(409, "A frozen edition stays.", code="frozen")
    saving.drop(session, row, who.subject)
    return Response(status_code=204)


def yours(session: Session, who: Who, edition_id: UUID, *, held: bool = False) -> Row[Any]:
    row = queries.with_id(session, edition_id, held=held)
    if row is None:
        raise no_such_edition()
    check_desk(who, row.wijk)
    return row


def gathered_now(request: Request, session: Session, wijk: str, month: str, language: str | None) -> EditionContent:
    name = gathering.name_of_wijk(session, wijk)
    if name is None:
        raise Problem(409, "This wijk is not of the deal any more.", code="unknown-wijk")
    site = request.app.state.settings.addresses["frontend"]
    return gathered(session, wijk, name, first_day(month), language, site)


def shown(request: Request, session: Session, who: Who | None, edition_id: UUID, status: int = 200) -> Response:
    row = queries.with_id(session, edition_id)
    assert row is not None
    changed = changed_since(session, row, queries.content_of(row)) if row.status != FROZEN else []
    found = queries.one_listed(session, edition_id)
    shape = EditionAtDesk(**found.model_dump(), may_approve=who is not None and may_now(who, row), changed=changed)
    return private(json_answer(request, shape.model_dump_json(by_alias=True).encode(), item_etag(row.version), status))


def may_now(who: Who, row: Row[Any]) -> bool:
    return may_approve(who, row.wijk) and not why_not_approved(row.status, row.prepared_by, who.subject, 0)


def changed_since(session: Session, row: Row[Any], content: EditionContent) -> list[str]:
    """Titles of the activities that are not as in the draft: changed, come or gone."""
    now = gathering.items_of(session, row.wijk, row.month, content.language, today())
    return changed_titles(content.items, now)
