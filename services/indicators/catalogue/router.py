"""`/dcat.ttl`: all data sets and services for catalogues that harvest (DCAT-AP-NL 3)."""

from fastapi import APIRouter, Request, Response

from services.indicators.catalogue.graph import turtle
from services.indicators.catalogue.queries import releases_told
from services.indicators.statistics import queries
from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.etags import matches
from services.kit.problems import Problem

TURTLE = "text/turtle"
router = APIRouter(include_in_schema=False)


@router.get("/dcat.ttl")
@anyone
def catalogue(request: Request) -> Response:
    """The catalogue as Turtle."""
    require_accepted(request, TURTLE)
    with request.app.state.database.reading() as connection:
        headers = {"ETag": f'"{request.app.state.version.now(connection)}"', "Cache-Control": "no-cache"}
        if matches(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        said = queries.open_data(connection)
        if said is None:
            raise Problem(404, "There is no catalogue yet: no deal says what is published.")
        releases = releases_told(connection)
    body = turtle(said, releases, request.app.state.settings.addresses)
    return Response(body, 200, headers, f"{TURTLE}; charset=utf-8")
