"""`/v1/reports`: something wrong here?"""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.contracts.participation.reports import ReportInput, ReportReceipt, ReportShape, ResolutionInput
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write, connection_of
from services.kit.etags import body_etag, json_answer
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.open_forms import check_open_form, origin_of
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import Problem, also_check, bad_request, wrong
from services.kit.rate_limits import check_rate
from services.kit.sealing import Sealer
from services.participation.clock import now, today
from services.participation.reports import queries, saving
from services.participation.reports.asking import ask_owner
from services.participation.reports.rules import may_handle, wrong_fields
from services.participation.tables import metadata, report

router = APIRouter(tags=["reports"])
Handler = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "admin"))]
RESIDENT = "resident"
"""In the audit and with idempotency keys: somebody without an account."""
AN_HOUR = 10
"""Reports from one address: a household, or the computer of a library."""


def wrong_beside_the_shape(_: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    return wrong_fields(body)


@router.post("/v1/reports", response_model=ReportReceipt, status_code=201)
@anyone
@also_check(wrong_beside_the_shape)
def add(request: Request, session: Write, body: ReportInput, key: IdempotencyKey = None) -> ReportReceipt:
    """Says that something of an activity or a place is not right. The same `Idempotency-Key` says it once."""
    who, sealer = who_asks(request), sealer_of(request)
    said = body.model_dump_json(exclude={"website", "form_token"})
    by = who.subject if who else RESIDENT
    once = Once(session, metadata, key, by, "POST /v1/reports", sealer.fingerprint(said))
    report_id = once.earlier()
    if report_id is None:
        check_sender(request, body, who)
        subject = checked(session, body)
        report_id = saving.add_report(session, subject, body, None if who else origin_of(request), sealer)
        audit.record(session, metadata, by, "report", subject.kind, subject.id, {"report": str(report_id)})
        ask_owner(session, subject, today(), now())
        once.made(report_id)
    row = session.execute(select(report).where(report.c.id == report_id)).one()
    kind = "activity" if row.activity_id else "place"
    return ReportReceipt.model_validate({"id": row.id, "kind": kind, "what": row.what, "created_at": row.created_at})


@router.get("/v1/reports", response_model=Page[ReportShape])
def reports(
    request: Request,
    who: Handler,
    page: PageNumber = 1,
    page_size: PageSize = 20,
    resolved: bool = False,
    activity_id: Annotated[uuid.UUID | None, Query(alias="activityId")] = None,
    place_id: Annotated[uuid.UUID | None, Query(alias="placeId")] = None,
) -> Response:
    """What was said of the places that you work for, the oldest first."""
    everything = bool(who.roles & {"admin", "moderator"})
    asked = queries.Asked(list(who.places), list(who.wijken), everything, resolved, activity_id, place_id)
    with request.app.state.database.reading() as connection:
        items, total = queries.reports(connection, asked, page, page_size, sealer_of(request))
    following = next_url(request, page, page_size, total)
    body = Page[ReportShape](items=items, total=total, next=following).model_dump_json(by_alias=True).encode()
    return private(json_answer(request, body, body_etag(body)))


@router.post("/v1/reports/{report_id}/resolution", response_model=ReportShape)
def resolve(request: Request, session: Write, who: Handler, report_id: uuid.UUID, body: ResolutionInput) -> Response:
    """What came of it; who left an e-mail address hears of it. Safe to repeat; another outcome is a 409."""
    row = session.execute(select(report).where(report.c.id == report_id).with_for_update()).one_or_none()
    if row is None:
        raise Problem(404, "There is no report with this id.")
    found = shown(request, session, report_id)
    if not may_handle(who, found.place_id, found.wijk):
        raise Problem(403, "This report is about a place that you do not work for.", title="Not allowed")
    if row.outcome not in (None, body.outcome):
        raise Problem(409, "Somebody else has handled this report already.", code="resolved")
    if row.outcome is None:
        done = {"outcome": body.outcome, "resolved_by": who.subject, "resolved_at": now()}
        session.execute(update(report).where(report.c.id == report_id).values(done))
        audit.record(session, metadata, who.subject, "resolve", "report", report_id, {"outcome": [None, body.outcome]})
        saving.thank(session, row, body.outcome, found.name, secret_of(request))
    answer = shown(request, session, report_id).model_dump_json(by_alias=True).encode()
    return private(json_answer(request, answer, body_etag(answer)))


def check_sender(request: Request, body: ReportInput, who: Who | None) -> None:
    """Raises 400 for a machine's form, 429 for too many; not for who is signed in."""
    check_open_form(request, body, who)
    if who is None:
        check_rate(request.app.state.database, metadata, "report", origin_of(request), AN_HOUR, 60)


def checked(session: Session, body: ReportInput) -> saving.Subject:
    """Raises 400 with every wrong field."""
    errors = wrong_fields(body.model_dump(mode="json", by_alias=True))
    found = None if errors and errors[0]["location"]["name"] == "activityId" else saving.subject_of(session, body)
    if found is None and not errors:
        what = "activity" if body.activity_id else "place"
        errors.append(wrong(f"{what}Id", "unknown", f"There is no {what} with this id."))
    if found is None or errors:
        raise bad_request(errors)
    return found


def shown(request: Request, session: Session, report_id: uuid.UUID) -> ReportShape:
    found = queries.one(connection_of(session), report_id, sealer_of(request))
    assert found is not None
    return found


def private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def sealer_of(request: Request) -> Sealer:
    return Sealer(secret_of(request), saving.PURPOSE)


def secret_of(request: Request) -> str:
    found: str = request.app.state.settings.secret.get_secret_value()
    return found
