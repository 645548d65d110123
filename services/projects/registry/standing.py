"""The project that a request is about: whether it is there, and whether the asker knows its newest version."""

from typing import Any
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.kit.etags import require_version
from services.kit.hot import compiled
from services.kit.problems import Problem
from services.projects import tables
from services.projects.lists import Asked, Listing, list_answer
from services.projects.registry.queries import locked_project, project_as_json

THERE = compiled(select(tables.project.c.id).where(tables.project.c.id == bindparam("id")))
NOTHING = b'{"items":[],"total":0,'


def project_to_change(
    request: Request, session: Session, project_id: UUID, yours: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The project as it is, locked. Raises 404; 412 with both texts for a stale `If-Match`, 428 without."""
    version = locked_project(session, project_id)
    if version is None:
        raise no_such_project(project_id)
    before = project_as_json(session, project_id)
    assert before is not None
    require_version(request, version, before, yours)
    return before


def made_before(session: Session, project_id: UUID) -> dict[str, Any]:
    """What this Idempotency-Key made. Raises 410 when it was removed since."""
    made = project_as_json(session, project_id)
    if made is None:
        raise Problem(410, "The project that this Idempotency-Key made was removed since.")
    return made


def check_project(session: Session, project_id: UUID) -> None:
    """Raises 404."""
    if session.scalar(select(tables.project.c.id).where(tables.project.c.id == project_id)) is None:
        raise no_such_project(project_id)


def project_list(request: Request, listing: Listing, asked: Asked, project_id: UUID, **fixed: Any) -> Response:
    """A list of what is of one project. Raises 404: only an empty list asks whether the project is there."""
    answer = list_answer(request, listing, asked, project=project_id, **fixed)
    if bytes(answer.body).startswith(NOTHING):
        with request.app.state.database.reading() as connection:
            if not THERE.all(connection, {"id": project_id}):
                raise no_such_project(project_id)
    return answer


def no_such_project(project_id: UUID) -> Problem:
    return Problem(404, f"There is no project {project_id}.")
