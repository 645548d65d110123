"""Joining and leaving, without an account."""

import uuid
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from services.contracts.open_forms import OpenForm
from services.contracts.participation import EnrolmentInput, EnrolmentShape
from services.kit import audit
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.open_forms import check_open_form, origin_of
from services.kit.problems import Problem, also_check, bad_request
from services.kit.rate_limits import check_rate
from services.participation.clock import now
from services.participation.enrolments.joining import Joiner, join
from services.participation.enrolments.leaving import confirm, leave
from services.participation.enrolments.people import Desk, desk_of
from services.participation.enrolments.queries import by_token, enrolment_shape
from services.participation.enrolments.rules import may_join, wrong_fields
from services.participation.enrolments.subjects import Subject, public_date, public_series
from services.participation.tables import enrolment, metadata

router = APIRouter(tags=["enrolments"])
RESIDENT = "resident"
"""In the audit and with idempotency keys: somebody without an account."""


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    return wrong_fields(body)


@router.post("/v1/occurrences/{occurrence_id}/enrolments", response_model=EnrolmentShape, status_code=201)
@anyone
@also_check(wrong_beside_the_shape)
def join_date(
    request: Request, session: Write, occurrence_id: uuid.UUID, body: EnrolmentInput, key: IdempotencyKey = None
) -> Response:
    """Joins one date: a place, or the last one of the waiting list. The same `Idempotency-Key` joins once.

    A phone number or e-mail address gets one place on a date; a second time the answer looks the same, because it must
    not tell a stranger who comes.
    """
    return joined(request, session, public_date(session, occurrence_id), body, key)


@router.post("/v1/activities/{activity_id}/enrolments", response_model=EnrolmentShape, status_code=201)
@anyone
@also_check(wrong_beside_the_shape)
def join_series(
    request: Request, session: Write, activity_id: uuid.UUID, body: EnrolmentInput, key: IdempotencyKey = None
) -> Response:
    """Joins all dates of a series."""
    return joined(request, session, public_series(session, activity_id, now()), body, key)


def joined(
    request: Request, session: Session, subject: Subject | None, body: EnrolmentInput, key: str | None
) -> Response:
    if subject is None:
        raise Problem(404, "There is nothing to join with this id.")
    who, desk = on_behalf(request, body), desk_of(request.app.state.settings)
    said = body.model_dump_json(exclude={"website", "form_token"})
    once = Once(
        session, metadata, key, who.subject if who else RESIDENT, route_of(subject), desk.sealer.fingerprint(said)
    )
    enrolment_id = once.earlier()
    if enrolment_id is None:
        check_sender(request, body, who)
        check(subject, body)
        joiner = Joiner(uuid.uuid4(), body, None if who else origin_of(request))
        enrolment_id = joiner.id
        note(session, who, "join", enrolment_id)
        once.made(enrolment_id)
        join(session, desk, subject, joiner)  # last, because others wait for the row that it locks
    return shown(request, session, desk, enrolment_id, 201)


def on_behalf(request: Request, body: EnrolmentInput) -> Who | None:
    """Somebody who is signed in may join another person, who asked it."""
    if not body.on_behalf:
        return None
    return Allow("coordinator", "editor", "admin").check(who_asks(request))


def check_sender(request: Request, form: OpenForm, who: Who | None) -> None:
    """Raises 400 for a machine's form, 429 for too many; not for who is signed in."""
    check_open_form(request, form, who)
    if who is None:
        state = request.app.state
        check_rate(state.database, metadata, "join", origin_of(request), state.settings.joins_an_hour, 60)


def route_of(subject: Subject) -> str:
    if subject.occurrence_id:
        return f"POST /v1/occurrences/{subject.occurrence_id}/enrolments"
    return f"POST /v1/activities/{subject.activity_id}/enrolments"


def check(subject: Subject, body: EnrolmentInput) -> None:
    """Raises 400 with every wrong field, 409 when one can't join this."""
    if errors := wrong_fields(body.model_dump(by_alias=True), subject.for_whom):
        raise bad_request(errors)
    if refused := may_join(subject.joinable, now()):
        elsewhere = {"joinAt": f"/v1/activities/{subject.activity_id}/enrolments"} if refused.code == "series" else None
        raise Problem(409, refused.sentence, code=refused.code, extra=elsewhere)


@router.get("/v1/enrolments/{token}", response_model=EnrolmentShape)
@anyone
def one(request: Request, session: Write, token: str) -> Response:
    """An enrolment, for who holds the link to it."""
    return shown(request, session, desk_of(request.app.state.settings), held_by(session, token)[0])


@router.post("/v1/enrolments/{token}/confirmation", response_model=EnrolmentShape)
@anyone
def confirm_place(request: Request, session: Write, token: str) -> Response:
    """Takes the place that was offered from the waiting list. Safe to repeat."""
    enrolment_id, seats_id = held_by(session, token)
    if refused := confirm(session, enrolment_id, seats_id, now()):
        raise Problem(409, refused.sentence, code=refused.code)
    note(session, None, "confirm", enrolment_id)
    return shown(request, session, desk_of(request.app.state.settings), enrolment_id)


@router.delete("/v1/enrolments/{token}", status_code=204)
@anyone
def leave_by_link(request: Request, session: Write, token: str) -> Response:
    """Gives the place up, for who is next. Safe to repeat."""
    enrolment_id, seats_id = held_by(session, token)
    time = desk_of(request.app.state.settings).offer_time
    if leave(session, seats_id, enrolment.c.id == enrolment_id, now(), time):
        note(session, None, "leave", enrolment_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def held_by(session: Session, token: str) -> tuple[uuid.UUID, uuid.UUID]:
    """Ids of the enrolment and of its counts."""
    found = by_token(session, token)
    if found is None:
        raise Problem(404, "This link is not known here, or not any more.")
    return found


def shown(request: Request, session: Session, desk: Desk, enrolment_id: uuid.UUID, status: int = 200) -> Response:
    body = enrolment_shape(session, desk, enrolment_id, now()).model_dump_json(by_alias=True).encode()
    answer = json_answer(request, body, body_etag(body), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def note(session: Session, who: Who | None, action: str, enrolment_id: uuid.UUID) -> None:
    audit.record(session, metadata, who.subject if who else RESIDENT, action, "enrolment", enrolment_id)
