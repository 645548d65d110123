"""`/v1/risks`: what may go wrong, and what is done about it. Not public."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.contracts.projects import RiskInput, RiskShape
from services.contracts.shapes import Page
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Inside, Office
from services.projects.progress.lists import RISKS, RiskFilters
from services.projects.registry.standing import check_project, project_list

router = APIRouter(tags=["risks"])
RISK = records.Record("risk", "/v1/risks", tables.risk, RISKS)
Filters = Annotated[RiskFilters, Query()]


@router.get("/v1/risks", response_model=Page[RiskShape])
def risks(request: Request, who: Inside, asked: Filters) -> Response:
    """Of all projects, the heaviest first."""
    return list_answer(request, RISKS, asked)


@sheets(router, "/v1/risks")
def risks_sheet(request: Request, who: Inside, asked: Filters) -> Response:
    return list_as_sheet(request, RISKS, asked)


@router.get("/v1/projects/{project_id}/risks", response_model=Page[RiskShape])
def risks_of_project(request: Request, who: Inside, project_id: UUID, asked: Filters) -> Response:
    return project_list(request, RISKS, asked, project_id)


@router.post("/v1/projects/{project_id}/risks", response_model=RiskShape, status_code=201)
def add_risk(
    request: Request, session: Write, who: Office, project_id: UUID, body: RiskInput, key: IdempotencyKey = None
) -> Response:
    """Adds a risk. Safe to repeat with an `Idempotency-Key`."""

    def make() -> records.Json:
        check_project(session, project_id)
        return body.model_dump() | {"project_id": project_id}

    return records.created(request, session, who, RISK, key, body, make)


@router.get("/v1/risks/{risk_id}", response_model=RiskShape)
def risk(request: Request, who: Inside, risk_id: UUID) -> Response:
    return records.one(request, RISK, risk_id)


@router.put("/v1/risks/{risk_id}", response_model=RiskShape)
def change_risk(request: Versioned, session: Write, who: Office, risk_id: UUID, body: RiskInput) -> Response:
    """Replaces a risk; with `closedOn` it is closed. Needs `If-Match`."""
    before = records.to_change(request, session, RISK, risk_id)
    return records.changed(session, RISK, before, body.model_dump(), who)


@router.delete("/v1/risks/{risk_id}", status_code=204)
def remove_risk(request: Versioned, session: Write, who: Office, risk_id: UUID) -> Response:
    """Takes a risk away that was entered by mistake. Needs `If-Match`."""
    return records.removed(session, RISK, records.to_change(request, session, RISK, risk_id), who)
