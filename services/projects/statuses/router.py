"""`/v1/projects/{id}/status`: one step at a time, with its history (Art. 7.1)."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import func, update

from services.contracts.projects import ProjectShape, StatusChangeInput, StatusChangeShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.sheets import sheets
from services.projects import tables
from services.projects.clock import today
from services.projects.lists import Asked, Listing, list_as_sheet, same
from services.projects.office import Office
from services.projects.registry.saving import Json, audited
from services.projects.registry.standing import made_before, project_list, project_to_change
from services.projects.statuses.changing import check_day, check_step, note_change

router = APIRouter(tags=["projects"])
change = tables.status_change.c
LISTING = Listing(
    "status-changes",
    fields={
        "id": change.id,
        "projectId": change.project_id,
        "fromStatus": change.from_status,
        "toStatus": change.to_status,
        "on": change.on_date,
        "reason": change.reason,
        "at": change.at,
    },
    source=tables.status_change,
    key=change.id,
    order=(change.at, change.id),
    filters=same(project=change.project_id),
)


@router.post("/v1/projects/{project_id}/status", response_model=ProjectShape)
def change_status(
    request: Versioned,
    session: Write,
    who: Office,
    project_id: UUID,
    body: StatusChangeInput,
    key: IdempotencyKey = None,
) -> Response:
    """Takes one step along the table in docs/rules/projects.md, and keeps when and why. Send the project's ETag in
    `If-Match`; 409 says which steps there are. Safe to repeat with an `Idempotency-Key`. Answers the project."""
    once = Once(session, tables.metadata, key, who.subject, f"POST {request.url.path}", body.model_dump_json().encode())
    if once.earlier() is not None:
        return written(made_before(session, project_id))
    before = project_to_change(request, session, project_id)
    check_step(before["status"], body.to, body.reason, "reason")
    check_day(session, project_id, body.on, today())
    step = {"status": body.to, "version": tables.project.c.version + 1, "updated_at": func.now()}
    session.execute(update(tables.project).where(tables.project.c.id == project_id).values(step))
    note_change(session, project_id, before["status"], body.to, body.on, body.reason or "", who.subject)
    once.made(project_id)
    return written(audited(session, project_id, who.subject, "change-status", before))


@router.get("/v1/projects/{project_id}/status-changes", response_model=Page[StatusChangeShape])
@anyone
def status_changes(request: Request, project_id: UUID, asked: Annotated[Asked, Query()]) -> Response:
    """How the status came to be, the first first."""
    return project_list(request, LISTING, asked, project_id)


@sheets(router, "/v1/projects/{project_id}/status-changes")
@anyone
def status_changes_sheet(request: Request, project_id: UUID, asked: Annotated[Asked, Query()]) -> Response:
    return list_as_sheet(request, LISTING, asked, project=project_id)


def written(project: Json) -> Response:
    headers = {"ETag": item_etag(project["version"]), "Cache-Control": "no-cache"}
    return Response(orjson.dumps(project), 200, headers, "application/json")
