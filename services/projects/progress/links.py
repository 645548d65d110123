"""`/v1/project-links`: along which projects residents can flow on (Art. 3), as a graph."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import ColumnElement, Text, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.contracts.projects import LinkGraph, LinkInput, LinkShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, matches
from services.kit.hot import compiled, json_object
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import Problem, also_check, wrong
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.lists import Asked, list_as_sheet
from services.projects.office import Office
from services.projects.progress.lists import LINKS
from services.projects.registry.standing import check_project, project_list

router = APIRouter(tags=["links"])
LINK = records.Record(
    "project-link",
    "/v1/project-links",
    tables.project_link,
    LINKS,
    {"kind": tables.link_kind.c.key, "toProject": tables.project.c.id},
)
Paging = Annotated[Asked, Query()]
project, link = tables.project.c, tables.project_link.c
NODE = json_object(id=project.id, title=project.title, pillar=project.pillar, status=project.status)
EDGE = json_object(id=link.id, fromProject=link.from_project, toProject=link.to_project, kind=link.kind)
NONE: ColumnElement[Any] = literal_column("'[]'::json")
NODES = select(func.coalesce(func.json_agg(aggregate_order_by(NODE, project.sort_title, project.id)), NONE))
EDGES = select(func.coalesce(func.json_agg(aggregate_order_by(EDGE, link.from_project, link.to_project)), NONE))
GRAPH = compiled(select(json_object(nodes=NODES.scalar_subquery(), edges=EDGES.scalar_subquery()).cast(Text)))


@router.get("/v1/project-links", response_model=LinkGraph)
@anyone
def link_graph(request: Request) -> Response:
    """The whole graph: every project, also one without links, and every link. One statement beside the version's."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        body = b"" if matches(request, etag) else GRAPH.all(connection, {})[0][0].encode()
    return json_answer(request, body, etag)


@sheets(router, "/v1/project-links")
@anyone
def links_sheet(request: Request, asked: Paging) -> Response:
    return list_as_sheet(request, LINKS, asked)


@router.get("/v1/projects/{project_id}/links", response_model=Page[LinkShape])
@anyone
def links_of_project(request: Request, project_id: UUID, asked: Paging) -> Response:
    """From and to this project."""
    return project_list(request, LINKS, asked, project_id)


@router.post("/v1/projects/{project_id}/links", response_model=LinkShape, status_code=201)
@also_check(records.names_beside_the_shape(LINK))
def add_link(
    request: Request, session: Write, who: Office, project_id: UUID, body: LinkInput, key: IdempotencyKey = None
) -> Response:
    """Residents can flow from this project to another. Each pair is linked once; a project not to itself."""

    def make() -> records.Json:
        check_project(session, project_id)
        errors = records.unknown_names(session, LINK, body.model_dump(by_alias=True))
        if body.to_project == project_id:
            errors.append(wrong("toProject", "itself", "A project leads to another project, not to itself (Art. 3)."))
        records.check(errors)
        there = select(link.id).where(link.from_project == project_id, link.to_project == body.to_project)
        if session.scalar(there) is not None:
            raise Problem(409, "These projects are linked already, in this direction (Art. 3).", code="exists")
        return body.model_dump() | {"from_project": project_id}

    return records.created(request, session, who, LINK, key, body, make)


@router.get("/v1/project-links/{link_id}", response_model=LinkShape)
@anyone
def project_link(request: Request, link_id: UUID) -> Response:
    return records.one(request, LINK, link_id)


@router.delete("/v1/project-links/{link_id}", status_code=204)
def remove_link(request: Versioned, session: Write, who: Office, link_id: UUID) -> Response:
    """Takes a link away. Needs `If-Match`."""
    return records.removed(session, LINK, records.to_change(request, session, LINK, link_id), who)
