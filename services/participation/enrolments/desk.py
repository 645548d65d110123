"""What a coordinator does at the desk of the own place: who comes, somebody who calls off, who is to be called."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from services.contracts.participation import CallShape, LeavingInput, ListedEnrolment, PhoneCallInput
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.open_forms import check_open_form, origin_of
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem
from services.kit.rate_limits import check_rate
from services.participation.clock import now
from services.participation.enrolments.leaving import leave
from services.participation.enrolments.people import desk_of
from services.participation.enrolments.phone_list import Call, answer_call, call_of, calls, calls_total
from services.participation.enrolments.queries import by_code, listed, listed_total
from services.participation.enrolments.router import RESIDENT
from services.participation.enrolments.rules import works_at
from services.participation.enrolments.subjects import Subject, date_of
from services.participation.tables import enrolment, metadata

router = APIRouter(tags=["enrolments"])
Coordinator = Annotated[Who, Depends(Allow("coordinator"))]
CODES_TRIED = 20
"""Codes that one address may try in an hour; one in 160,000 is right."""


@router.get("/v1/occurrences/{occurrence_id}/enrolments", response_model=Page[ListedEnrolment])
def enrolments(
    request: Request,
    session: Write,
    who: Coordinator,
    occurrence_id: uuid.UUID,
    page: PageNumber = 1,
    page_size: PageSize = 100,
) -> Response:
    """Who comes and who waits, with names: for the coordinator of the place. That it was looked at is kept."""
    subject = own_date(session, who, occurrence_id)
    items = listed(session, desk_of(request.app.state.settings), subject, page, page_size)
    total = listed_total(session, subject)
    audit.record(session, metadata, who.subject, "look", "enrolments", occurrence_id, {"count": [None, len(items)]})
    return never_kept(
        request, Page[ListedEnrolment](items=items, total=total, next=next_url(request, page, page_size, total))
    )


@router.post("/v1/occurrences/{occurrence_id}/leavings", status_code=204)
@anyone
def leave_by_code(request: Request, session: Write, occurrence_id: uuid.UUID, body: LeavingInput) -> Response:
    """Gives a place up by the code in the letter; a coordinator of the place types it for who calls. Safe to repeat."""
    subject = date_of(session, occurrence_id)
    who = who_asks(request)
    if who is None or subject is None or not works_at(who, subject.place_id):
        who = None
        check_open_form(request, body)
        check_rate(request.app.state.database, metadata, "leave by code", origin_of(request), CODES_TRIED, 60)
    desk = desk_of(request.app.state.settings)
    found = by_code(session, desk, subject, body.code) if subject else None
    if found is None:
        raise Problem(404, "There is no enrolment with this code on this date.")
    enrolment_id, seats_id = found
    if leave(session, seats_id, enrolment.c.id == enrolment_id, now(), desk.offer_time):
        audit.record(session, metadata, who.subject if who else RESIDENT, "leave", "enrolment", enrolment_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.get("/v1/places/{place_id}/phone-list", response_model=Page[CallShape])
def phone_list(
    request: Request,
    session: Write,
    who: Coordinator,
    place_id: uuid.UUID,
    page: PageNumber = 1,
    page_size: PageSize = 100,
) -> Response:
    """Who has no e-mail and must hear something: who to call, why, and what to say."""
    at_own_place(who, place_id)
    items = calls(session, desk_of(request.app.state.settings), place_id, now(), page, page_size)
    total = calls_total(session, place_id, now())
    audit.record(session, metadata, who.subject, "look", "phone-list", place_id, {"count": [None, len(items)]})
    return never_kept(
        request, Page[CallShape](items=items, total=total, next=next_url(request, page, page_size, total))
    )


@router.post("/v1/places/{place_id}/phone-list/{item}/called", status_code=204)
def called(
    request: Request, session: Write, who: Coordinator, place_id: uuid.UUID, item: uuid.UUID, body: PhoneCallInput
) -> Response:
    """Ticks a line off; `comes` takes an offered place, `comes-not` gives a place up. Safe to repeat."""
    at_own_place(who, place_id)
    call = call_of(session, place_id, item)
    if call is None:
        raise Problem(404, "There is no such line on the phone list of this place.")
    if call.open:
        answered(request, session, call, body)
        change = {"answer": [None, body.answer]}
        audit.record(session, metadata, who.subject, "call", "enrolment", call.enrolment_id, change)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def answered(request: Request, session: Session, call: Call, body: PhoneCallInput) -> None:
    time = desk_of(request.app.state.settings).offer_time
    if refused := answer_call(session, call, body.answer, now(), time):
        raise Problem(409, refused.sentence, code=refused.code)


def own_date(session: Session, who: Who, occurrence_id: uuid.UUID) -> Subject:
    subject = date_of(session, occurrence_id)
    if subject is None:
        raise Problem(404, "There is no date with this id.")
    at_own_place(who, subject.place_id)
    return subject


def at_own_place(who: Who, place_id: uuid.UUID) -> None:
    if not works_at(who, place_id):
        raise Problem(403, "Only the coordinator of the place sees who comes.", title="Not allowed")


def never_kept(request: Request, page: Page[ListedEnrolment] | Page[CallShape]) -> Response:
    body = page.model_dump_json(by_alias=True).encode()
    answer = json_answer(request, body, body_etag(body))
    answer.headers["Cache-Control"] = "no-store"
    return answer
