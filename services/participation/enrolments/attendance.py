"""Who came: by numbers, or by ticking names. Counts stay, names go."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation import AttendanceInput, AttendanceShape, AttendanceTotals
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import MaybeVersioned, body_etag, item_etag, json_answer, require_version
from services.kit.problems import Problem, also_check, bad_request
from services.participation.activities.rules import may_change
from services.participation.clock import now
from services.participation.enrolments.counted import attendance_of, count_them, strangers, totals_of
from services.participation.enrolments.desk import own_date
from services.participation.enrolments.rules import wrong_attendance
from services.participation.enrolments.subjects import NOT_HELD
from services.participation.tables import activity, audience, metadata, place

router = APIRouter(tags=["attendance"])
Coordinator = Annotated[Who, Depends(Allow("coordinator"))]
OVERSEERS = ("programme", "analyst", "approver", "admin", "service")
Counter = Annotated[Who, Depends(Allow("coordinator", "editor", *OVERSEERS))]


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        return wrong_attendance(body, audiences(session))


@router.put("/v1/occurrences/{occurrence_id}/attendance", response_model=AttendanceShape)
@also_check(wrong_beside_the_shape)
def note_attendance(
    request: MaybeVersioned, session: Write, who: Coordinator, occurrence_id: uuid.UUID, body: AttendanceInput
) -> Response:
    """Notes how many came, or who. Replaces what was noted before; with `If-Match` only when nobody else did."""
    subject = own_date(session, who, occurrence_id)
    if subject.date_status in NOT_HELD:
        raise Problem(409, "This date was cancelled, so nobody came.", code="cancelled")
    errors = wrong_attendance(body.model_dump(by_alias=True), audiences(session))
    if body.present and (unknown := strangers(session, subject, body.present)):
        errors += unknown
    if errors:
        raise bad_request(errors)
    before = attendance_of(session, occurrence_id, lock=True)
    if "if-match" in request.headers:
        require_version(request, before.version)
    after = count_them(session, occurrence_id, body)
    change = {"count": [before.count, after.count]}
    audit.record(session, metadata, who.subject, "count", "occurrence", occurrence_id, change)
    return shown(request, after)


@router.get("/v1/occurrences/{occurrence_id}/attendance", response_model=AttendanceShape)
def one(request: Request, session: Write, who: Coordinator, occurrence_id: uuid.UUID) -> Response:
    """What was noted of a date."""
    own_date(session, who, occurrence_id)
    return shown(request, attendance_of(session, occurrence_id))


@router.get("/v1/activities/{activity_id}/attendance", response_model=AttendanceTotals)
def totals(request: Request, session: Write, who: Counter, activity_id: uuid.UUID) -> Response:
    """How many came to an activity, by date and in all; only numbers, for the coordinator and for reports."""
    of_it = select(activity.c.place_id, place.c.wijk).join(place, place.c.id == activity.c.place_id)
    row = session.execute(of_it.where(activity.c.id == activity_id)).one_or_none()
    if row is None:
        raise Problem(404, "There is no activity with this id.")
    if not (who.roles & set(OVERSEERS) or may_change(who, row.place_id, row.wijk)):
        raise Problem(403, "This activity is of a place that you do not work for.", title="Not allowed")
    body = totals_of(session, activity_id, now()).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def audiences(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(audience.c.id)))


def shown(request: Request, found: AttendanceShape) -> Response:
    answer = json_answer(request, found.model_dump_json(by_alias=True).encode(), item_etag(found.version))
    answer.headers["Cache-Control"] = "no-store"
    return answer
