"""`/v1/progress-updates`: how it goes, on a day, as somebody said it; only ever added to (Art. 7.2a)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects import ProgressUpdateInput, ProgressUpdateShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.idempotency import IdempotencyKey
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.clock import today
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office
from services.projects.progress.lists import UPDATES, UpdateFilters
from services.projects.progress.rules import wrong_correction, wrong_update
from services.projects.registry.standing import check_project, project_list

router = APIRouter(tags=["progress updates"])
UPDATE = records.Record("progress-update", "/v1/progress-updates", tables.progress_update, UPDATES)
Filters = Annotated[UpdateFilters, Query()]


@router.get("/v1/progress-updates", response_model=Page[ProgressUpdateShape])
@anyone
def progress_updates(request: Request, asked: Filters) -> Response:
    """Of all projects, the newest first."""
    return list_answer(request, UPDATES, asked)


@sheets(router, "/v1/progress-updates")
@anyone
def progress_updates_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, UPDATES, asked)


@router.get("/v1/projects/{project_id}/progress-updates", response_model=Page[ProgressUpdateShape])
@anyone
def updates_of_project(request: Request, project_id: UUID, asked: Filters) -> Response:
    return project_list(request, UPDATES, asked, project_id)


@router.get("/v1/progress-updates/{update_id}", response_model=ProgressUpdateShape)
@anyone
def progress_update(request: Request, update_id: UUID) -> Response:
    return records.one(request, UPDATE, update_id)


@router.post("/v1/projects/{project_id}/progress-updates", response_model=ProgressUpdateShape, status_code=201)
def add_update(
    request: Request,
    session: Write,
    who: Office,
    project_id: UUID,
    body: ProgressUpdateInput,
    key: IdempotencyKey = None,
) -> Response:
    """Says how a project goes. It is never changed: a mistake is put right by another one that `corrects` it."""

    def make() -> records.Json:
        check_project(session, project_id)
        records.check([*wrong_update(body, today()), *wrong_corrections(session, project_id, body.corrects)])
        values = body.model_dump(exclude={"on"})
        return values | {"project_id": project_id, "on_date": body.on, "who": who.subject}

    return records.created(request, session, who, UPDATE, key, body, make)


def wrong_corrections(session: Session, project_id: UUID, corrects: UUID | None) -> list[records.Wrong]:
    if corrects is None:
        return []
    update = tables.progress_update.c
    of_project = session.scalar(select(update.project_id).where(update.id == corrects)) == project_id
    corrected = session.scalar(select(update.id).where(update.corrects == corrects)) is not None
    return list(wrong_correction(of_project, corrected))
