"""`/v1/proposals`: residents propose, somebody of the wijk decides."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.participation.proposals import (
    OwnProposal,
    ProposalDecision,
    ProposalDetails,
    ProposalInput,
    ProposalKind,
    ProposalShape,
    ProposalStatus,
)
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import Versioned, body_etag, item_etag, json_answer, private, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.open_forms import check_open_form, origin_of
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem, also_check, bad_request, wrong
from services.kit.rate_limits import check_rate
from services.participation.clock import now, today
from services.participation.proposals import queries, saving
from services.participation.proposals.rules import may_judge, next_status, wrong_texts
from services.participation.tables import metadata
from services.participation.wishes.people import Desk, proposals_desk, token_hash
from services.participation.wishes.rules import Refused, wrong_words
from services.participation.wishes.saving import known_words, reach

router = APIRouter(tags=["proposals"])
Judge = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "admin"))]
RESIDENT = "resident"
PROPOSALS_AN_HOUR = 10


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        found = wrong_texts(body) + wrong_words(body, known_words(session))
        place_id = body.get("placeId")
        if isinstance(place_id, uuid.UUID) and saving.wijk_of(session, place_id) is None:
            found.append(wrong("placeId", "unknown", "There is no place with this id."))
    return found


@router.post("/v1/proposals", response_model=OwnProposal, status_code=201)
@anyone
@also_check(wrong_beside_the_shape)
def propose(request: Request, session: Write, body: ProposalInput, key: IdempotencyKey = None) -> Response:
    """Proposes an activity or a place. Somebody of the wijk reads it; nothing is shown before.

    The same `Idempotency-Key` with the same body proposes once.
    """
    desk, who = proposals_desk(request.app.state.settings), who_asks(request)
    said = desk.sealer.fingerprint(body.model_dump_json(exclude={"website", "form_token"}))
    once = Once(session, metadata, key, who.subject if who else RESIDENT, "POST /v1/proposals", said)
    proposal_id = once.earlier()
    if proposal_id is None:
        check_open_form(request, body, who)
        if errors := wrong_beside_the_shape(request, body.model_dump(by_alias=True)):
            raise bad_request(errors)
        origin = None if who else origin_of(request)
        if origin is not None:
            check_rate(request.app.state.database, metadata, "proposal", origin, PROPOSALS_AN_HOUR, 60)
        proposal_id = saving.add_proposal(session, desk, body, origin, now())
        audit.record(session, metadata, who.subject if who else RESIDENT, "add", "proposal", proposal_id)
        once.made(proposal_id)
    row = queries.by_id(session, proposal_id)
    if row is None:
        raise gone()
    return Response(json_of(queries.own(desk, row)), 201, media_type="application/json")


@router.get("/v1/proposals/mine/{token}", response_model=OwnProposal)
@anyone
def mine(request: Request, session: Write, token: str) -> Response:
    """One's own proposal, by the link that only oneself has."""
    row = queries.by_token(session, token_hash(token))
    if row is None:
        raise gone()
    body = json_of(queries.own(proposals_desk(request.app.state.settings), row))
    return private(json_answer(request, body, body_etag(body)))


@router.delete("/v1/proposals/mine/{token}", status_code=204)
@anyone
def withdraw(session: Write, token: str) -> Response:
    """Takes it back, until somebody decided; how to reach you is forgotten at once."""
    row = queries.by_token(session, token_hash(token))
    if row is None:
        raise gone()
    if row.status != "open":
        raise Problem(409, f"This proposal is {row.status} already.", code="decided-already")
    saving.close(session, row.id, "withdrawn", now())
    audit.record(session, metadata, RESIDENT, "withdraw", "proposal", row.id)
    return Response(status_code=204)


@router.get("/v1/proposals", response_model=Page[ProposalShape])
def proposals(
    request: Request,
    session: Write,
    who: Judge,
    status: Annotated[ProposalStatus, Query()] = "open",
    kind: Annotated[ProposalKind | None, Query()] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Those you may decide on, the oldest first."""
    mine = queries.of_the_asker(who, reach(session, who))
    items, total = queries.proposals_page(session, mine, status, kind, page, page_size)
    following = next_url(request, page, page_size, total)
    body = json_of(Page[ProposalShape](items=items, total=total, next=following))
    return json_answer(request, body, body_etag(body))


@router.get("/v1/proposals/{proposal_id}", response_model=ProposalDetails)
def one(request: Request, session: Write, who: Judge, proposal_id: uuid.UUID) -> Response:
    """With how to reach whoever proposed it, and what a new place or activity would start from."""
    row = queries.by_id(session, proposal_id)
    if row is None:
        raise unknown()
    if not may_judge(who, reach(session, who), row.place_id, row.wijk):
        raise not_yours()
    return shown(request, session, proposal_id)


@router.post("/v1/proposals/{proposal_id}/decision", response_model=ProposalDetails)
def decide(request: Versioned, session: Write, who: Judge, proposal_id: uuid.UUID, body: ProposalDecision) -> Response:
    """Accepts or rejects, and tells whoever left an e-mail address; or takes that back. Needs `If-Match`."""
    row = queries.by_id(session, proposal_id, held=True)
    if row is None:
        raise unknown()
    if not may_judge(who, reach(session, who), row.place_id, row.wijk):
        raise not_yours()
    require_version(request, row.version)
    status = next_status(row.status, body.decision)
    if isinstance(status, Refused):
        raise Problem(409, status.sentence, code=status.code)
    if body.decision == "reject" and body.reason is None:
        raise bad_request([wrong("reason", "missing", "Say why, in one of the kind ways.")])
    desk = proposals_desk(request.app.state.settings)
    note = undo(session, desk, row) if body.decision == "undo" else closed(session, desk, who, row, body, status)
    audit.record(session, metadata, who.subject, body.decision, "proposal", proposal_id, note)
    return shown(request, session, proposal_id)


def closed(
    session: Session, desk: Desk, who: Who, row: Row[Any], body: ProposalDecision, status: ProposalStatus
) -> dict[str, Any]:
    """Accepted, with a draft of an activity, or rejected; gives what the audit keeps of it."""
    accepted = body.decision == "accept" and row.kind == "activity"
    activity_id = saving.add_draft(session, who, row, body, today()) if accepted else None
    why = body.reason if body.decision == "reject" else None
    saving.close(session, row.id, status, now(), activity_id=activity_id, refused_because=why)
    told = saving.tell(session, desk, row, saving.letter_for(row, body))
    return {"kind": row.kind, "reason": why, "draft": activity_id and str(activity_id), "letter": told}


def undo(session: Session, desk: Desk, row: Row[Any]) -> dict[str, Any]:
    """Raises 409 when the draft was published meanwhile."""
    if not saving.end_draft(session, row.activity_id, today()):
        raise Problem(409, "The activity that was made of it is public by now. End that first.", code="published")
    return {"kind": row.kind, "letter": saving.open_again(session, desk, row)}


def shown(request: Request, session: Session, proposal_id: uuid.UUID) -> Response:
    row = queries.by_id(session, proposal_id)
    assert row is not None
    body = json_of(queries.details(proposals_desk(request.app.state.settings), row, today()))
    return private(json_answer(request, body, item_etag(row.version, body_etag(body).strip('"'))))


def json_of(found: BaseModel) -> bytes:
    return found.model_dump_json(by_alias=True).encode()


def gone() -> Problem:
    return Problem(404, "There is no proposal with this link (any more).")


def unknown() -> Problem:
    return Problem(404, "There is no proposal with this id.")


def not_yours() -> Problem:
    return Problem(403, "This proposal is for a place or wijk that you do not work for.", title="Not allowed")
