"""`/v1/projects`: the registry, open to read; the programme office writes (Art. 4 and 7.1)."""

from typing import Annotated
from uuid import UUID, uuid4

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, field_validator

from services.contracts.projects import ProjectShape, ProjectStatus
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem
from services.kit.sheets import sheets
from services.projects import tables
from services.projects.clock import today
from services.projects.lists import PART_ID, SLUG, Asked, list_answer, list_as_sheet, one_read
from services.projects.office import Office
from services.projects.registry import saving
from services.projects.registry.input import DOCUMENTED, Body, as_sent, project_from
from services.projects.registry.queries import LISTING, deal_ends, known_parts, what_holds_it
from services.projects.registry.rules import folded, with_own
from services.projects.registry.standing import made_before, no_such_project, project_to_change
from services.projects.statuses.changing import check_step

router = APIRouter(prefix="/v1/projects", tags=["projects"])


class ProjectFilters(Asked):
    """`q` is part of the title or the texts; the others name a part of the deal that the project names."""

    pillar: int | None = Field(None, ge=1, le=99)
    theme: str | None = SLUG
    wijk: str | None = SLUG
    status: ProjectStatus | None = None
    approach: str | None = PART_ID
    programme: str | None = SLUG
    commitment: str | None = PART_ID
    co_benefit: str | None = SLUG
    target_group: str | None = SLUG
    expected_result: str | None = SLUG
    strength: str | None = SLUG
    q: str | None = Field(None, max_length=100)

    @field_validator("q")
    @classmethod
    def without_accents(cls, words: str | None) -> str | None:
        return None if words is None else folded(words)


@router.get("", response_model=Page[ProjectShape])
@anyone
def projects(request: Request, asked: Annotated[ProjectFilters, Query()]) -> Response:
    """The projects by title."""
    return list_answer(request, LISTING, asked)


@sheets(router, "")
@anyone
def projects_sheet(request: Request, asked: Annotated[ProjectFilters, Query()]) -> Response:
    return list_as_sheet(request, LISTING, asked)


@router.get("/{project_id}", response_model=ProjectShape)
@anyone
def project(request: Request, project_id: UUID) -> Response:
    with request.app.state.database.reading() as connection:
        rows = one_read(LISTING).all(connection, {"id": project_id})
    if not rows:
        raise no_such_project(project_id)
    return json_answer(request, rows[0][0].encode(), item_etag(orjson.loads(rows[0][0])["version"]))


@router.post("", status_code=201, response_model=ProjectShape, openapi_extra=DOCUMENTED)
def create_project(session: Write, who: Office, body: Body, idempotency_key: IdempotencyKey = None) -> Response:
    """Adds a project. The same `Idempotency-Key` with the same body makes one project, however often it is sent."""
    once = Once(session, tables.metadata, idempotency_key, who.subject, "POST /v1/projects", body)
    project_id = once.earlier()
    if project_id is None:
        given = project_from(body, known_parts(session), deal_ends(session), {})
        project_id = uuid4()
        made = saving.add(session, project_id, given, who.subject, today())
        once.made(project_id)
    else:
        made = made_before(session, project_id)
    return written(made, 201, {"Location": f"/v1/projects/{project_id}"})


@router.put("/{project_id}", response_model=ProjectShape, openapi_extra=DOCUMENTED)
def change_project(request: Versioned, session: Write, who: Office, project_id: UUID, body: Body) -> Response:
    """Replaces a project. Send its ETag in `If-Match`; 412 says that somebody else changed it meanwhile, and carries
    both texts: `current` and `yours`. The status goes along the table only: 409 names the steps that there are."""
    before = project_to_change(request, session, project_id, as_sent(body))
    given = project_from(body, with_own(known_parts(session), before), deal_ends(session), before)
    if given.status != before["status"]:
        check_step(before["status"], given.status, given.status_reason, "statusReason")
    made = saving.change(session, project_id, given, who.subject, before, today())
    return written(made, 200, {})


@router.delete("/{project_id}", status_code=204, response_class=Response)
def remove_project(request: Versioned, session: Write, who: Office, project_id: UUID) -> Response:
    """Takes a project that was entered by mistake out of the registry. Send its ETag in `If-Match`. One that anything
    else is about stays, and is better `stopped`: 409 names what."""
    before = project_to_change(request, session, project_id)
    if held := what_holds_it(session, project_id):
        sentence = f"The registry has more about this project ({', '.join(held)}): stop it instead (Art. 7)."
        raise Problem(409, sentence, code="in-use")
    saving.remove(session, project_id, who.subject, before)
    return Response(status_code=204)


def written(project: saving.Json, status: int, headers: dict[str, str]) -> Response:
    headers |= {"ETag": item_etag(project["version"]), "Cache-Control": "no-cache"}
    return Response(orjson.dumps(project), status, headers, "application/json")
