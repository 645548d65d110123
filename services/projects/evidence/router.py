"""`/v1/evidence`: what shows a result: what, who says so, when, and the file (Art. 3: "aantoonbaar")."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.contracts.projects import EvidenceInput, EvidenceShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import Problem, also_check
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.clock import today
from services.projects.evidence.lists import EVIDENCE, EvidenceFilters
from services.projects.evidence.rules import wrong_evidence
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office
from services.projects.registry.standing import check_project, project_list

router = APIRouter(tags=["evidence"])
ITEM = records.Record(
    "evidence",
    "/v1/evidence",
    tables.evidence,
    EVIDENCE,
    {
        "projectId": tables.project.c.id,
        "deliverableId": tables.deliverable.c.id,
        "expectedResult": tables.expected_result.c.key,
        "commitment": tables.commitment.c.key,
        "wijk": tables.wijk.c.key,
        "documentId": tables.document.c.id,
    },
)
Filters = Annotated[EvidenceFilters, Query()]


@router.get("/v1/evidence", response_model=Page[EvidenceShape])
@anyone
def evidence(request: Request, asked: Filters) -> Response:
    """The newest first."""
    return list_answer(request, EVIDENCE, asked)


@sheets(router, "/v1/evidence")
@anyone
def evidence_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, EVIDENCE, asked)


@router.get("/v1/projects/{project_id}/evidence", response_model=Page[EvidenceShape])
@anyone
def evidence_of_project(request: Request, project_id: UUID, asked: Filters) -> Response:
    return project_list(request, EVIDENCE, asked, project_id)


@router.post("/v1/projects/{project_id}/evidence", response_model=EvidenceShape, status_code=201)
@also_check(records.names_beside_the_shape(ITEM))
def add_evidence_of_project(
    request: Request, session: Write, who: Office, project_id: UUID, body: EvidenceInput, key: IdempotencyKey = None
) -> Response:
    """The same, of this project."""

    def make() -> records.Json:
        check_project(session, project_id)
        return checked(session, body.model_copy(update={"project_id": project_id}))

    return records.created(request, session, who, ITEM, key, body, make)


@router.get("/v1/evidence/{item_id}", response_model=EvidenceShape)
@anyone
def item(request: Request, item_id: UUID) -> Response:
    return records.one(request, ITEM, item_id)


@router.post("/v1/evidence", response_model=EvidenceShape, status_code=201)
@also_check(records.names_beside_the_shape(ITEM))
def add_item(
    request: Request, session: Write, who: Office, body: EvidenceInput, key: IdempotencyKey = None
) -> Response:
    """Adds an item of evidence. Safe to repeat with an `Idempotency-Key`."""
    return records.created(request, session, who, ITEM, key, body, lambda: checked(session, body))


@router.put("/v1/evidence/{item_id}", response_model=EvidenceShape)
@also_check(records.names_beside_the_shape(ITEM))
def change_item(request: Versioned, session: Write, who: Office, item_id: UUID, body: EvidenceInput) -> Response:
    """Replaces it. Needs `If-Match`."""
    before = records.to_change(request, session, ITEM, item_id)
    return records.changed(session, ITEM, before, checked(session, body, before), who)


@router.delete("/v1/evidence/{item_id}", status_code=204)
def remove_item(request: Versioned, session: Write, who: Office, item_id: UUID) -> Response:
    """Takes away what was entered by mistake. Needs `If-Match`."""
    before = records.to_change(request, session, ITEM, item_id)
    keep_what_is_realised(session, before, None)
    return records.removed(session, ITEM, before, who)


def checked(session: Session, body: EvidenceInput, before: records.Json | None = None) -> records.Json:
    """The columns. Raises 400 with all that is wrong."""
    records.check(
        [
            *records.unknown_names(session, ITEM, body.model_dump(by_alias=True), before),
            *wrong_evidence(body, today()),
        ]
    )
    if before:
        keep_what_is_realised(session, before, body.deliverable_id)
    return body.model_dump(exclude={"on"}) | {"on_date": body.on}


def keep_what_is_realised(session: Session, before: records.Json, now_for: UUID | None) -> None:
    """Raises 409 when a realised deliverable would be left without evidence. Holds the deliverable meanwhile."""
    held = before["deliverableId"]
    if held is None or UUID(held) == now_for:
        return
    deliverable, item = tables.deliverable.c, tables.evidence.c
    status = session.scalar(select(deliverable.status).where(deliverable.id == UUID(held)).with_for_update())
    items = session.scalar(select(func.count()).where(item.deliverable_id == UUID(held)))
    if status == "realised" and items == 1:
        sentence = "It is the only evidence of something that is realised (Art. 3): change that first."
        raise Problem(409, sentence, code="in-use")
