"""`/v1/wishes` for who decides: unmet demand, approving, joining and parting, offering, calling."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.contracts.participation.wishes import (
    CalledInput,
    Demand,
    MergeInput,
    WaitingWish,
    WishCall,
    WishDecision,
    WishOffered,
    WishOfferInput,
)
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import Versioned, body_etag, item_etag, json_answer, private, require_version
from services.kit.hot import HotPage, languages_asked
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem, bad_request, wrong
from services.participation.activities.rules import may_change
from services.participation.clock import now
from services.participation.tables import metadata, wish
from services.participation.wishes import deciding, offering
from services.participation.wishes.filters import DemandFilters
from services.participation.wishes.making import hold_head
from services.participation.wishes.people import wishes_desk
from services.participation.wishes.queries import demand_count, demand_page
from services.participation.wishes.rules import Refused, may_be_supported, may_decide, wrong_words
from services.participation.wishes.saving import held, known_words, reach
from services.participation.wishes.text_rules import wrong_in_text

router = APIRouter(tags=["wishes"])
Reader = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "programme", "admin"))]
Decider = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "admin"))]
Offerer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]


@router.get("/v1/wishes/demand", response_model=Page[Demand])
def demand(request: Request, who: Reader, asked: Annotated[DemandFilters, Query()]) -> Response:
    """Unmet demand per wijk and category, what most people wish for first."""
    items = demand_page(asked.given, asked.page, asked.page_size)
    values = asked.values() | languages_asked(request)
    return HotPage(items, demand_count(asked.given), values, asked.page, asked.page_size).answer(request)


@router.get("/v1/wishes/call-list", response_model=Page[WishCall])
def call_list(
    request: Request, session: Write, who: Offerer, page: PageNumber = 1, page_size: PageSize = 20
) -> Response:
    """Whom to call about what you offered, because they left a phone number."""
    desk = wishes_desk(request.app.state.settings)
    items, total = offering.calls_of(session, desk, who, page, page_size)
    following = next_url(request, page, page_size, total)
    body = Page[WishCall](items=items, total=total, next=following).model_dump_json(by_alias=True).encode()
    return private(json_answer(request, body, body_etag(body)))


@router.put("/v1/wishes/call-list/{call_id}", status_code=204)
def call(session: Write, who: Offerer, call_id: uuid.UUID, body: CalledInput) -> Response:
    """Notes that somebody was called, or takes that back. Safe to repeat."""
    if not offering.mark_called(session, who, call_id, now() if body.called else None):
        raise Problem(404, "There is nobody to call with this id.")
    audit.record(session, metadata, who.subject, "call", "wish-call", call_id, {"called": body.called})
    return Response(status_code=204)


@router.get("/v1/wishes/{wish_id}/desk", response_model=WaitingWish)
def waiting(request: Request, session: Write, who: Decider, wish_id: uuid.UUID) -> Response:
    """A wish in any state, with what it could be joined to; the ETag is what a decision needs."""
    found = select(wish).where(wish.c.id == wish_id, wish.c.removed_at.is_(None))
    row = session.execute(found).one_or_none()
    if row is None:
        raise unknown()
    if not may_decide(reach(session, who), row.wijk):
        raise not_yours()
    return shown(request, session, row)


@router.post("/v1/wishes/{wish_id}/decision", response_model=WaitingWish)
def decide(request: Versioned, session: Write, who: Decider, wish_id: uuid.UUID, body: WishDecision) -> Response:
    """Approves, rejects, fulfils, opens again or undoes. Needs `If-Match`; of two who decide at once, one is told."""
    row = with_head(session, who, wish_id)[wish_id] if body.decision == "undo" else yours(session, who, wish_id)
    require_version(request, row.version)
    given = body.model_dump(by_alias=True, exclude_none=True)
    if errors := wrong_in_text("text", given.get("text")) + wrong_words(given, known_words(session)):
        raise bad_request(errors)
    if row.joined_to is not None and body.decision != "undo":
        raise Problem(409, "This wish is joined to another. Decide on that one.", code="joined")
    if body.wijk and not may_decide(reach(session, who), body.wijk):
        raise not_yours()
    if body.join_to:
        yours(session, who, body.join_to)
    refuse(deciding.decide(session, wishes_desk(request.app.state.settings), row, body, now()))
    audit.record(session, metadata, who.subject, body.decision, "wish", wish_id, {"reason": body.reason})
    return again(request, session, wish_id)


@router.post("/v1/wishes/{wish_id}/merge", response_model=WaitingWish)
def merge(request: Versioned, session: Write, who: Decider, wish_id: uuid.UUID, body: MergeInput) -> Response:
    """Joins a wish to another that says the same. Needs `If-Match`."""
    ids = sorted({wish_id, body.into})
    rows = {each: yours(session, who, each) for each in ids}
    require_version(request, rows[wish_id].version)
    refuse(deciding.merge(session, wish_id, body.into))
    audit.record(session, metadata, who.subject, "merge", "wish", wish_id, {"into": [None, str(body.into)]})
    return again(request, session, wish_id)


@router.post("/v1/wishes/{wish_id}/split", response_model=WaitingWish)
def split(request: Versioned, session: Write, who: Decider, wish_id: uuid.UUID) -> Response:
    """Parts a wish from the one it was joined to; its supporters go with it. Needs `If-Match`."""
    rows = with_head(session, who, wish_id)
    require_version(request, rows[wish_id].version)
    refuse(deciding.split(session, wish_id))
    audit.record(session, metadata, who.subject, "split", "wish", wish_id)
    return again(request, session, wish_id)


@router.post("/v1/wishes/{wish_id}/offers", response_model=WishOffered, status_code=201)
def offer(request: Request, session: Write, who: Offerer, wish_id: uuid.UUID, body: WishOfferInput) -> WishOffered:
    """Offers a published activity of your own to a wish. The same offer again tells nobody anything."""
    head = hold_head(session, wish_id)
    if head is None or head.status == "open":
        raise unknown()
    if not may_be_supported(head.status):
        raise Problem(409, f"This wish is {head.status} already.", code="decided-already")
    found = offering.published(session, body.activity_id)
    if found is None:
        sentence = "There is no published activity with this id."
        raise bad_request([wrong("activityId", "unknown", sentence)])
    if not may_change(who, found.place_id, found.wijk):
        raise Problem(403, "This activity is of a place that you do not work for.", title="Not allowed")
    made = offering.offer(session, wishes_desk(request.app.state.settings), head, found, who, now())
    told = {"activity": str(found.id), "letters": made.letters, "calls": made.calls}
    audit.record(session, metadata, who.subject, "offer", "wish", head.id, told)
    return made


def yours(session: Session, who: Who, wish_id: uuid.UUID) -> Row[Any]:
    """The wish, held. Raises 404, or 403 when it is of another wijk."""
    row = held(session, wish_id)
    if row is None:
        raise unknown()
    if not may_decide(reach(session, who), row.wijk):
        raise not_yours()
    return row


def with_head(session: Session, who: Who, wish_id: uuid.UUID) -> dict[uuid.UUID, Row[Any]]:
    """The wish and the one that it was joined to, held in the order of their ids."""
    joined_to = session.scalar(select(wish.c.joined_to).where(wish.c.id == wish_id))
    return {each: yours(session, who, each) for each in sorted({wish_id, joined_to or wish_id})}


def again(request: Request, session: Session, wish_id: uuid.UUID) -> Response:
    return shown(request, session, session.execute(select(wish).where(wish.c.id == wish_id)).one())


def shown(request: Request, session: Session, row: Row[Any]) -> Response:
    body = deciding.at_the_desk(session, row).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, item_etag(row.version, body_etag(body).strip('"')))


def refuse(refused: Refused | None) -> None:
    if refused is not None:
        raise Problem(409, refused.sentence, code=refused.code)


def unknown() -> Problem:
    return Problem(404, "There is no wish with this id.")


def not_yours() -> Problem:
    return Problem(403, "This wish is of a wijk that you do not work for.", title="Not allowed")
