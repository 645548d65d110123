"""`/v1/deliverables`: what Art. 3 counts and no place holds; realised only with evidence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects import DeliverableInput, DeliverableShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import Problem, also_check
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.clock import today
from services.projects.deliverables.lists import DELIVERABLES, DeliverableFilters
from services.projects.deliverables.rules import refused_status, wrong_deliverable
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office

router = APIRouter(tags=["deliverables"])
DELIVERABLE = records.Record(
    "deliverable",
    "/v1/deliverables",
    tables.deliverable,
    DELIVERABLES,
    {"kind": tables.deliverable_kind.c.key, "wijk": tables.wijk.c.key, "projectId": tables.project.c.id},
)
Filters = Annotated[DeliverableFilters, Query()]


@router.get("/v1/deliverables", response_model=Page[DeliverableShape])
@anyone
def deliverables(request: Request, asked: Filters) -> Response:
    """By kind and wijk."""
    return list_answer(request, DELIVERABLES, asked)


@sheets(router, "/v1/deliverables")
@anyone
def deliverables_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, DELIVERABLES, asked)


@router.get("/v1/deliverables/{deliverable_id}", response_model=DeliverableShape)
@anyone
def deliverable(request: Request, deliverable_id: UUID) -> Response:
    return records.one(request, DELIVERABLE, deliverable_id)


@router.post("/v1/deliverables", response_model=DeliverableShape, status_code=201)
@also_check(records.names_beside_the_shape(DELIVERABLE))
def add_deliverable(
    request: Request, session: Write, who: Office, body: DeliverableInput, key: IdempotencyKey = None
) -> Response:
    """Adds a deliverable; it becomes `realised` once evidence shows it. Safe to repeat with an `Idempotency-Key`."""
    return records.created(request, session, who, DELIVERABLE, key, body, lambda: checked(session, body))


@router.put("/v1/deliverables/{deliverable_id}", response_model=DeliverableShape)
@also_check(records.names_beside_the_shape(DELIVERABLE))
def change_deliverable(
    request: Versioned, session: Write, who: Office, deliverable_id: UUID, body: DeliverableInput
) -> Response:
    """Replaces it. Needs `If-Match`."""
    before = records.to_change(request, session, DELIVERABLE, deliverable_id)
    return records.changed(session, DELIVERABLE, before, checked(session, body, before), who)


@router.delete("/v1/deliverables/{deliverable_id}", status_code=204)
def remove_deliverable(request: Versioned, session: Write, who: Office, deliverable_id: UUID) -> Response:
    """Takes away what was entered by mistake. Needs `If-Match`."""
    before = records.to_change(request, session, DELIVERABLE, deliverable_id)
    if before["evidenceItems"]:
        raise Problem(409, "Evidence is kept for it: take that away first (Art. 3).", code="in-use")
    return records.removed(session, DELIVERABLE, before, who)


def checked(session: Session, body: DeliverableInput, before: records.Json | None = None) -> records.Json:
    """The columns. Raises 400 with all that is wrong."""
    kind = tables.deliverable_kind.c
    per = session.scalar(select(kind.per).where(kind.key == body.kind))
    unknown = records.unknown_names(session, DELIVERABLE, body.model_dump(by_alias=True), before)
    records.check([*unknown, *wrong_deliverable(body, per, today())])
    status, items = (before["status"], before["evidenceItems"]) if before else (None, 0)
    if sentence := refused_status(status, body.status, items):
        raise Problem(409, sentence, code="no-such-step", extra={"rule": "deliverables", "article": "Art. 3"})
    return body.model_dump()
