"""`/v1/iati.xml`: the deal and its projects in IATI 2.03, open to everybody. Streamed: it grows with the bookings."""

from collections.abc import Iterator
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from services.kit.access import anyone
from services.kit.database import Database
from services.kit.etags import item_etag, matches
from services.kit.problems import Problem
from services.projects.iati import queries, rules

router = APIRouter(prefix="/v1", tags=["iati"])
MEDIA_TYPE = "application/xml"


@router.get("/iati.xml", response_class=Response, responses={200: {"content": {MEDIA_TYPE: {}}}})
@anyone
def iati(request: Request) -> Response:
    """The deal as an activity, and every project as a child of it, with budgets, commitments and expenditure."""
    state = request.app.state
    now = datetime.now(UTC)
    with state.database.reading() as connection:
        etag = item_etag(state.version.now(connection), f"{now:%Y%m%d}")
        headers = {"ETag": etag, "Cache-Control": "no-cache"}
        if matches(request, etag):
            return Response(status_code=304, headers=headers)
        deal = queries.the_deal(connection)
    if deal is None:
        raise Problem(404, "No deal has been loaded yet.")
    reports_at = f"{state.settings.addresses['projects']}/v1/reports"
    made = rules.whole_file(activities(state.database, deal, now, reports_at), f"{now:%Y-%m-%dT%H:%M:%SZ}")
    return StreamingResponse(made, headers=headers, media_type=MEDIA_TYPE)


def activities(database: Database, deal: rules.Json, now: datetime, reports_at: str) -> Iterator[bytes]:
    yield rules.activity_of_deal(deal, now.date(), reports_at)
    with database.reading() as connection:
        for project in queries.all_projects(connection):
            yield rules.activity_of_project(project, deal, now.date())
