"""`/v1/measurements`: the figures, each with its source, moment, target and definition version."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.contracts.indicators import MeasurementShape
from services.contracts.shapes import Page
from services.indicators.results import queries
from services.indicators.results.filters import MeasurementFilters
from services.kit.access import Allow, anyone, who_asks
from services.kit.etags import JSON, matches
from services.kit.hot import KeptRoute, kept_headers, list_etag
from services.kit.paging import next_url, page_json
from services.kit.problems import Problem, bad_request, wrong

lists = APIRouter(tags=["measurements"], route_class=KeptRoute)
router = APIRouter(tags=["measurements"])
INSIDE = Allow("analyst", "approver", "admin")


@lists.get("/v1/measurements", response_model=Page[MeasurementShape])
@anyone
def measurements(request: Request, asked: Annotated[MeasurementFilters, Query()]) -> Response:
    """Figures, those of larger areas first. Counts are provisional (*voorlopig*) until a release freezes them; figures
    of surveys and registers are public by release only. `prepared` needs a token."""
    page, page_size = asked.page, asked.page_size
    if asked.prepared:
        INSIDE.check(who_asks(request))
    with request.app.state.database.reading() as connection:
        etag = list_etag(request, request.app.state.version.now(connection), None)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        try:
            items, total = queries.measurements(connection, asked.given, asked.latest, page, page_size, asked.prepared)
        except queries.UnknownIndicator:
            raise bad_request([unknown_indicator(asked.indicator)]) from None
    body = page_json(items, total, next_url(request, page, page_size, total))
    return Response(body, 200, kept_headers(etag), JSON)


@router.get("/v1/measurements/{measurement_id}", response_model=MeasurementShape)
@anyone
def measurement(request: Request, measurement_id: UUID) -> Response:
    """One figure, also when a newer one of its area has taken its place. A figure that is not public: for analysts and
    approvers."""
    who = who_asks(request)
    prepared = who is not None and bool(who.roles & INSIDE.roles)
    with request.app.state.database.reading() as connection:
        etag = list_etag(request, request.app.state.version.now(connection), None)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        body = queries.measurement(connection, measurement_id, prepared)
    if body is None:
        raise Problem(404, f"There is no measurement {measurement_id}.")
    return Response(body, 200, kept_headers(etag), JSON)


def unknown_indicator(given: str | None) -> dict[str, object]:
    return wrong("indicator", "unknown", f"There is no indicator {given}; /v1/indicators lists them.", "query")
