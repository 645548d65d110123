"""`/v1/editions`: what is on in a wijk in a month, on paper (Art. 4.1b)."""

from datetime import date
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from services.contracts.participation.editions import EditionFormat, EditionShape
from services.contracts.shapes import Page
from services.kit.accept import require_accepted
from services.kit.access import Allow, anyone, who_asks
from services.kit.etags import body_etag, item_etag, json_answer, matches, private
from services.kit.paging import next_url
from services.kit.problems import Problem
from services.kit.who import Who
from services.participation.clock import today
from services.participation.editions import gathering, queries
from services.participation.editions.content import EditionContent
from services.participation.editions.filters import Asked, EditionFilters, Listed, ListFilters
from services.participation.editions.printing import Press
from services.participation.editions.rules import FROZEN, first_day, may_prepare, wrong_month
from services.participation.tables import edition

PDF = "application/pdf"
DESK = Allow("editor", "moderator", "programme", "admin")
NEVER_CHANGES = "public, max-age=86400, immutable"
router = APIRouter(prefix="/v1/editions", tags=["paper"])


@router.get("", response_model=Page[EditionShape])
@anyone
def editions(request: Request, asked: Listed) -> Response:
    """The newest month first. Drafts are shown only to who makes them.

    The paper itself is at `/v1/editions/{wijk}.pdf?month=2026-12`: the newest frozen edition, else a proof of how
    things stand; `Edition-Status` tells which. `format` is `a5` (a booklet), `a4` (a poster) or `large` (a list in
    large type), `language` a second one beside Dutch, `number` an earlier edition.
    """
    who = who_asks(request)
    with request.app.state.database.writing() as session:
        where = conditions(asked, drafts=who is not None and bool(who.roles & DESK.roles))
        size = asked.page_size
        items, total = queries.editions_page(session, where, size, (asked.page - 1) * size)
    page = Page[EditionShape](items=items, total=total, next=next_url(request, asked.page, size, total))
    body = page.model_dump_json(by_alias=True).encode()
    answer = json_answer(request, body, body_etag(body))
    answer.headers["Vary"] = "Authorization"
    return answer


def conditions(asked: ListFilters, *, drafts: bool) -> list[ColumnElement[bool]]:
    wanted = {"wijk": asked.wijk, "month": asked.month and first_day(asked.month), "status": asked.status}
    found = [edition.c[name] == value for name, value in wanted.items() if value is not None]
    return found if drafts else [*found, edition.c.status == FROZEN]


@router.get("/{wijk}.{ending}", include_in_schema=False)
@anyone
def edition_pdf(request: Request, wijk: str, ending: Literal["pdf"], asked: Asked) -> Response:
    """The paper edition of a wijk: `a5` is the booklet, `a4` the poster, `large` the list in large type.

    The newest frozen edition when there is one, always the same bytes; else a proof of how things stand, which says so
    on every page. `Edition-Status` tells which: `frozen` or `proof`.
    """
    require_accepted(request, PDF)
    first = first_day(asked.month) if asked.month else today().replace(day=1)
    with request.app.state.database.writing() as session:
        name = gathering.name_of_wijk(session, wijk)
        if name is None:
            raise Problem(404, "There is no wijk with this name.", code="unknown-wijk")
        found = queries.printed(session, wijk, first, asked.key, asked.format, asked.number)
        if found:
            return frozen(request, session, found, file_name(wijk, first, asked, found.number))
    if asked.number is not None:
        raise Problem(404, "There is no frozen edition with this number.", code="no-such-edition")
    return proof(request, wijk, name, first, asked)


def frozen(request: Request, session: Session, found: queries.Printed, name: str) -> Response:
    headers = {"ETag": f'"{found.sha256}"', "Cache-Control": "no-cache", **told(FROZEN, name)}
    headers["Edition-Number"] = str(found.number)
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    kept = queries.bytes_of(session, found.edition, name.removesuffix(".pdf").rpartition("-")[2])
    assert kept is not None
    return Response(kept[0], 200, headers, PDF)


def proof(request: Request, wijk: str, name: str, first: date, asked: EditionFilters) -> Response:
    """Made outside the transaction; kept until the data changes or the day is over."""
    day, state = today(), request.app.state
    if wrong_month(first, day):
        raise nothing_confirmed(name, first)
    version = state.version.now()
    etag = item_etag(version, f"{day:%Y%m%d}")
    headers = {"ETag": etag, "Cache-Control": "no-cache", **told("proof", file_name(wijk, first, asked, None))}
    if matches(request, etag):
        return Response(status_code=304, headers=headers)
    press: Press = state.press
    key = (version, day, wijk, first, asked.language, asked.format)

    def content() -> EditionContent:
        with state.database.writing() as session:
            return gathered(session, wijk, name, first, asked.language, state.settings.addresses["frontend"])

    return Response(press.proof(key, content, asked.format), 200, headers, PDF)


def gathered(session: Session, wijk: str, name: str, first: date, language: str | None, site: str) -> EditionContent:
    """Raises Problem where there is nothing, or too much, to put on paper."""
    try:
        found = gathering.gathered(session, wijk, name, first, language, today(), site)
    except gathering.TooMany:
        raise Problem(409, "There is more in this wijk than fits in a booklet.", code="too-many") from None
    if not any(item.turns for item in found.items):
        raise nothing_confirmed(name, first)
    return found


@router.get("/{edition_id}/files/{form}.{ending}", include_in_schema=False)
@anyone
def edition_file(request: Request, edition_id: UUID, form: EditionFormat, ending: Literal["pdf"]) -> Response:
    """A file of one edition: of a frozen one the same bytes for ever, of a draft a proof, for who makes it."""
    with request.app.state.database.writing() as session:
        row = queries.with_id(session, edition_id)
        if row is None:
            raise no_such_edition()
        kept = queries.bytes_of(session, edition_id, form)
    if kept is None:
        check_desk(who_asks(request), row.wijk)
        press: Press = request.app.state.press
        made = press.proof((edition_id, row.version, form), lambda: queries.content_of(row), form)
        return private(Response(made, 200, told("proof", f"{row.wijk}-{row.month:%Y-%m}-proef-{form}.pdf"), PDF))
    headers = told(FROZEN, f"{row.wijk}-{row.month:%Y-%m}-{row.number}-{form}.pdf")
    headers |= {"ETag": f'"{kept[1]}"', "Cache-Control": NEVER_CHANGES, "Edition-Number": str(row.number)}
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(kept[0], 200, headers, PDF)


def nothing_confirmed(wijk: str, first: date) -> Problem:
    """An empty booklet would say that there is nothing to do."""
    return Problem(
        404,
        f"Nothing is confirmed in {wijk} for {first:%Y-%m} yet, so there is no edition of it. "
        "Owners are asked every eight weeks whether their activities are still right.",
        title="Nothing is confirmed",
        code="nothing-confirmed",
    )


def check_desk(who: Who | None, wijk: str) -> Who:
    """Raises Problem 401 or 403."""
    found = DESK.check(who)
    if not may_prepare(found, wijk):
        raise Problem(403, "You do not work for this wijk.", title="Not allowed")
    return found


def told(status: str, name: str) -> dict[str, str]:
    return {"Edition-Status": status, "Content-Disposition": f'inline; filename="{name}"'}


def file_name(wijk: str, first: date, asked: EditionFilters, number: int | None) -> str:
    language = f"-{asked.language}" if asked.language else ""
    return f"{wijk}-{first:%Y-%m}{language}-{number or 'proef'}-{asked.format}.pdf"


def no_such_edition() -> Problem:
    return Problem(404, "There is no edition with this id.")
