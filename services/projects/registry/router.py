"""`/v1/projects`: the registry, open to read; the programme office writes (Art. 4 and 7.1)."""

from typing import Annotated
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.orm import Session

from services.contracts.projects import ProjectShape, ProjectStatus
from services.contracts.shapes import Page
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write
from services.kit.etags import item_etag, json_answer, matches, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem
from services.projects import tables
from services.projects.registry import saving
from services.projects.registry.input import DOCUMENTED, Body, project_from
from services.projects.registry.queries import (
    known_parts,
    locked_project,
    project_as_json,
    project_with_id,
    projects_page,
)
from services.projects.registry.rules import with_own

router = APIRouter(prefix="/v1/projects", tags=["projects"])
Office = Annotated[Who, Depends(Allow("programme", "admin"))]
Slug = Annotated[str | None, Query(pattern=r"^[a-z0-9-]{1,60}$")]
PillarNumber = Annotated[int | None, Query(ge=1, le=99, description="Number of the pillar.")]
Words = Annotated[str | None, Query(max_length=100, pattern=r"^[^\x00]*$", description="Part of the title or texts.")]


@router.get("", response_model=Page[ProjectShape])
@anyone
def projects(
    request: Request,
    pillar: PillarNumber = None,
    theme: Slug = None,
    wijk: Slug = None,
    status: ProjectStatus | None = None,
    q: Words = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """The projects by title. One statement beside that for the version, whatever the length."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        asked = {"pillar": pillar, "theme": theme, "wijk": wijk, "status": status, "q": q}
        found = projects_page(connection, page_size, (page - 1) * page_size, **asked)
    following = next_url(request, page, page_size, found.total)
    return json_answer(request, page_json(orjson.Fragment(found.items), found.total, following), etag)


@router.get("/{project_id}", response_model=ProjectShape)
@anyone
def project(request: Request, project_id: UUID) -> Response:
    with request.app.state.database.reading() as connection:
        found = project_with_id(connection, project_id)
    if found is None:
        raise no_such_project(project_id)
    return json_answer(request, found.json.encode(), item_etag(found.version))


@router.post("", status_code=201, response_model=ProjectShape, openapi_extra=DOCUMENTED)
def create_project(session: Write, who: Office, body: Body, idempotency_key: IdempotencyKey = None) -> Response:
    """Adds a project. The same `Idempotency-Key` with the same body makes one project, however often it is sent."""
    once = Once(session, tables.metadata, idempotency_key, who.subject, "POST /v1/projects", body)
    project_id = once.earlier()
    if project_id is None:
        given = project_from(body, known_parts(session))
        project_id = uuid4()
        made = saving.add(session, project_id, given, who.subject)
        once.made(project_id)
    else:
        made = made_before(session, project_id)
    return written(made, 201, {"Location": f"/v1/projects/{project_id}"})


@router.put("/{project_id}", response_model=ProjectShape, openapi_extra=DOCUMENTED)
def change_project(request: Request, session: Write, who: Office, project_id: UUID, body: Body) -> Response:
    """Replaces a project. Send its ETag in `If-Match`; 412 says that somebody else changed it meanwhile."""
    before = project_to_change(request, session, project_id)
    given = project_from(body, with_own(known_parts(session), before | {"pillar": [str(before["pillar"])]}))
    made = saving.change(session, project_id, given, who.subject, before)
    return written(made, 200, {})


@router.delete("/{project_id}", status_code=204, response_class=Response)
def remove_project(request: Request, session: Write, who: Office, project_id: UUID) -> Response:
    """Takes a project out of the registry. Send its ETag in `If-Match`. A project that ended is better `stopped`."""
    before = project_to_change(request, session, project_id)
    saving.remove(session, project_id, who.subject, before)
    return Response(status_code=204)


def project_to_change(request: Request, session: Session, project_id: UUID) -> saving.Json:
    """The project as it is, locked. Raises 404, or 412 and 428 for a stale or missing `If-Match`."""
    version = locked_project(session, project_id)
    if version is None:
        raise no_such_project(project_id)
    require_version(request, version)
    before = project_as_json(session, project_id)
    assert before is not None
    return before


def made_before(session: Session, project_id: UUID) -> saving.Json:
    """What this Idempotency-Key made. Raises 410 when it was removed since."""
    made = project_as_json(session, project_id)
    if made is None:
        raise Problem(410, "The project that this Idempotency-Key made was removed since.")
    return made


def written(project: saving.Json, status: int, headers: dict[str, str]) -> Response:
    headers |= {"ETag": item_etag(project["version"]), "Cache-Control": "no-cache"}
    return Response(orjson.dumps(project), status, headers, "application/json")


def no_such_project(project_id: UUID) -> Problem:
    return Problem(404, f"There is no project {project_id}.")
