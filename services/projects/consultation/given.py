"""What meetings give: `/v1/advice`, `/v1/working-agreements`, `/v1/action-points` (Art. 6.3 and 6.4)."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects.consultation import (
    ActionPointInput,
    ActionPointShape,
    AdviceInput,
    AdviceShape,
    MeetingShape,
    WorkingAgreementInput,
    WorkingAgreementShape,
)
from services.contracts.shapes import Page
from services.kit.access import Who, anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, matches, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem, bad_request
from services.kit.sheets import sheet_answer, sheets
from services.projects import tables
from services.projects.clock import today
from services.projects.consultation import saving
from services.projects.consultation.queries import page_of
from services.projects.consultation.router import refuse, there, written
from services.projects.consultation.rules import may_advise
from services.projects.office import Office
from services.projects.procedures.known import parties_on

router = APIRouter(prefix="/v1", tags=["consultation"])
Open = Annotated[bool | None, Query(description="Only what is to be done still, or only what is done.")]
Owner = Annotated[str | None, Query(pattern=r"^[a-z0-9-]{1,60}$", description="Slug of a party.")]
ACTION_COLUMNS = ("id", "meetingId", "text", "owner", "ownerRole", "dueOn", "doneOn", "overdue")
ALL = 100_000


@router.get("/advice", response_model=Page[AdviceShape])
@anyone
def advice(request: Request, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """What the consultation advised to the parties, newest first. It decides nothing (Art. 6.3)."""
    return given_page(request, "advice", page, page_size)


@router.get("/working-agreements", response_model=Page[WorkingAgreementShape])
@anyone
def working_agreements(request: Request, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """How the consultation works, as it agreed for itself (Art. 6.4), newest first."""
    return given_page(request, "working_agreement", page, page_size)


@router.get("/action-points", response_model=Page[ActionPointShape])
@anyone
def action_points(
    request: Request,
    still_open: Annotated[Open, Query(alias="open")] = None,
    owner: Owner = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """Who does what by when, the first due first."""
    return given_page(request, "action_point", page, page_size, open=still_open, owner=owner)


@sheets(router, "/action-points")
@anyone
def action_points_sheet(request: Request) -> Response:
    return given_sheet(request, "action_point", "action-points", ACTION_COLUMNS)


@sheets(router, "/advice")
@anyone
def advice_sheet(request: Request) -> Response:
    return given_sheet(request, "advice", "advice", ("id", "meetingId", "text", "addressedTo"))


@sheets(router, "/working-agreements")
@anyone
def working_agreements_sheet(request: Request) -> Response:
    return given_sheet(request, "working_agreement", "working-agreements", ("id", "meetingId", "text"))


@sheets(router, "/consultations")
@anyone
def consultations_sheet(request: Request) -> Response:
    columns = ("number", "kind", "heldOn", "place", "chair", "status", "id")
    return given_sheet(request, "meeting", "consultations", columns)


def given_sheet(request: Request, table: str, name: str, columns: Sequence[str]) -> Response:
    with request.app.state.database.reading() as connection:
        found = page_of(connection, table, ALL, 0, today())
    rows = [[item[column] for column in columns] for item in orjson.loads(found.items)]
    return sheet_answer(request, name, columns, rows)


@router.post("/consultations/{meeting_id}/advice", status_code=201, response_model=MeetingShape)
def give_advice(
    session: Write, who: Office, meeting_id: UUID, body: AdviceInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Notes advice of a meeting that was held. Words of a decision are warned about (Art. 6.3)."""
    named = [(f"addressedTo.{n}", party) for n, party in enumerate(body.addressed_to)]
    return give(session, who, "advice", meeting_id, body.model_dump(), idempotency_key, named)


@router.post("/consultations/{meeting_id}/working-agreements", status_code=201, response_model=MeetingShape)
def agree(
    session: Write, who: Office, meeting_id: UUID, body: WorkingAgreementInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Notes how the consultation works from now on (Art. 6.4)."""
    return give(session, who, "working_agreement", meeting_id, body.model_dump(), idempotency_key, [])


@router.post("/consultations/{meeting_id}/action-points", status_code=201, response_model=MeetingShape)
def share_out(
    session: Write, who: Office, meeting_id: UUID, body: ActionPointInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """Notes who does what by when."""
    named = [("owner", body.owner)]
    return give(session, who, "action_point", meeting_id, body.model_dump(), idempotency_key, named)


@router.put("/action-points/{action_point_id}", response_model=MeetingShape)
def change_action_point(
    request: Versioned, session: Write, who: Office, action_point_id: UUID, body: ActionPointInput
) -> Response:
    """Done, or owner and date changed; also after the meeting closed. `If-Match` is the action point's version."""
    table = tables.action_point
    row = session.execute(select(table).where(table.c.id == action_point_id).with_for_update()).first()
    if row is None:
        raise Problem(404, f"There is no action point {action_point_id}.")
    require_version(request, row.version)
    check_parties(session, [("owner", body.owner)])
    saving.change_action(session, row, body, who.subject)
    return written(session, row.meeting_id, 200)


def give(
    session: Session,
    who: Who,
    table: str,
    meeting_id: UUID,
    values: dict[str, Any],
    key: str | None,
    named: list[tuple[str, str]],
) -> Response:
    once = Once(session, tables.metadata, key, who.subject, f"POST {table} {meeting_id}", repr(values).encode())
    if once.earlier() is None:
        refuse(may_advise(there(session, meeting_id).status))
        check_parties(session, named)
        once.made(saving.give(session, tables.metadata.tables[f"projects.{table}"], meeting_id, who.subject, values))
    return written(session, meeting_id, 201)


def check_parties(session: Session, named: list[tuple[str, str]]) -> None:
    if errors := saving.wrong_parties(parties_on(session, today()), named):
        raise bad_request(errors)


def given_page(request: Request, table: str, page: int, page_size: int, **asked: Any) -> Response:
    """A page, or 304. One statement beside that for the version."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), today().isoformat())
        if matches(request, etag):
            return json_answer(request, b"", etag)
        found = page_of(connection, table, page_size, (page - 1) * page_size, today(), **asked)
    following = next_url(request, page, page_size, found.total)
    return json_answer(request, page_json(orjson.Fragment(found.items), found.total, following), etag)
