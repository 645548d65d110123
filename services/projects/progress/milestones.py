"""`/v1/milestones`: what a project wants to have reached, by when, and what came of it (Art. 7.2a)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects import MilestoneInput, MilestoneShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.clock import today
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office
from services.projects.progress.lists import MILESTONES, MilestoneFilters
from services.projects.progress.rules import wrong_milestone
from services.projects.registry.queries import deal_ends
from services.projects.registry.standing import no_such_project, project_list

router = APIRouter(tags=["milestones"])
MILESTONE = records.Record("milestone", "/v1/milestones", tables.milestone, MILESTONES)
Filters = Annotated[MilestoneFilters, Query()]


@router.get("/v1/milestones", response_model=Page[MilestoneShape])
@anyone
def milestones(request: Request, asked: Filters) -> Response:
    """Of all projects, by the day for which they were planned."""
    return list_answer(request, MILESTONES, asked)


@sheets(router, "/v1/milestones")
@anyone
def milestones_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, MILESTONES, asked)


@router.get("/v1/projects/{project_id}/milestones", response_model=Page[MilestoneShape])
@anyone
def milestones_of_project(request: Request, project_id: UUID, asked: Filters) -> Response:
    return project_list(request, MILESTONES, asked, project_id)


@router.post("/v1/projects/{project_id}/milestones", response_model=MilestoneShape, status_code=201)
def add_milestone(
    request: Request,
    session: Write,
    who: Office,
    project_id: UUID,
    body: MilestoneInput,
    key: IdempotencyKey = None,
) -> Response:
    """Adds a milestone; its status follows from its dates. Safe to repeat with an `Idempotency-Key`."""

    def make() -> records.Json:
        check(session, project_id, body)
        return body.model_dump() | {"project_id": project_id}

    return records.created(request, session, who, MILESTONE, key, body, make)


@router.get("/v1/milestones/{milestone_id}", response_model=MilestoneShape)
@anyone
def milestone(request: Request, milestone_id: UUID) -> Response:
    return records.one(request, MILESTONE, milestone_id)


@router.put("/v1/milestones/{milestone_id}", response_model=MilestoneShape)
def change_milestone(
    request: Versioned, session: Write, who: Office, milestone_id: UUID, body: MilestoneInput
) -> Response:
    """Replaces a milestone. Needs `If-Match`."""
    before = records.to_change(request, session, MILESTONE, milestone_id)
    check(session, UUID(before["projectId"]), body)
    return records.changed(session, MILESTONE, before, body.model_dump(), who)


@router.delete("/v1/milestones/{milestone_id}", status_code=204)
def remove_milestone(request: Versioned, session: Write, who: Office, milestone_id: UUID) -> Response:
    """Takes a milestone away that was entered by mistake. Needs `If-Match`."""
    before = records.to_change(request, session, MILESTONE, milestone_id)
    return records.removed(session, MILESTONE, before, who)


def check(session: Session, project_id: UUID, body: MilestoneInput) -> None:
    """Raises 404 for the project, 400 for dates that can't be."""
    project = tables.project.c
    row = session.execute(select(project.ends, project.after_end_reason).where(project.id == project_id)).one_or_none()
    if row is None:
        raise no_such_project(project_id)
    last_day: date | None = None if row.after_end_reason else deal_ends(session)
    records.check(wrong_milestone(body, row.ends, last_day, today()))
