"""`/v1/business-spaces`: room for businesses, also in property that stood empty (Art. 4.3d)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from services.contracts.projects import BusinessSpaceInput, BusinessSpaceShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import also_check
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.deliverables.lists import SPACES, SpaceFilters
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office

router = APIRouter(tags=["business spaces"])
SPACE = records.Record(
    "business-space",
    "/v1/business-spaces",
    tables.business_space,
    SPACES,
    {"wijk": tables.wijk.c.key, "projectId": tables.project.c.id},
)
Filters = Annotated[SpaceFilters, Query()]


@router.get("/v1/business-spaces", response_model=Page[BusinessSpaceShape])
@anyone
def business_spaces(request: Request, asked: Filters) -> Response:
    """By wijk and name."""
    return list_answer(request, SPACES, asked)


@sheets(router, "/v1/business-spaces")
@anyone
def business_spaces_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, SPACES, asked)


@router.get("/v1/business-spaces/{space_id}", response_model=BusinessSpaceShape)
@anyone
def space(request: Request, space_id: UUID) -> Response:
    return records.one(request, SPACE, space_id)


@router.post("/v1/business-spaces", response_model=BusinessSpaceShape, status_code=201)
@also_check(records.names_beside_the_shape(SPACE))
def add_space(
    request: Request, session: Write, who: Office, body: BusinessSpaceInput, key: IdempotencyKey = None
) -> Response:
    """Adds business space. Safe to repeat with an `Idempotency-Key`."""
    return records.created(request, session, who, SPACE, key, body, lambda: checked(session, body))


@router.put("/v1/business-spaces/{space_id}", response_model=BusinessSpaceShape)
@also_check(records.names_beside_the_shape(SPACE))
def change_space(request: Versioned, session: Write, who: Office, space_id: UUID, body: BusinessSpaceInput) -> Response:
    """Replaces it. Needs `If-Match`."""
    before = records.to_change(request, session, SPACE, space_id)
    return records.changed(session, SPACE, before, checked(session, body, before), who)


@router.delete("/v1/business-spaces/{space_id}", status_code=204)
def remove_space(request: Versioned, session: Write, who: Office, space_id: UUID) -> Response:
    """Takes away what was entered by mistake. Needs `If-Match`."""
    before = records.to_change(request, session, SPACE, space_id)
    return records.removed(session, SPACE, before, who)


def checked(session: Session, body: BusinessSpaceInput, before: records.Json | None = None) -> records.Json:
    """The columns. Raises 400 with all that is wrong."""
    records.check(records.unknown_names(session, SPACE, body.model_dump(by_alias=True), before))
    return body.model_dump()
