"""`/v1/indicators`: what is measured, how, and what the deal agreed about it."""

import re

from fastapi import APIRouter, Request, Response

from services.contracts.indicators import IndicatorDetail, IndicatorShape
from services.contracts.shapes import Page
from services.indicators.definitions.queries import definitions_in_deal, versions_of
from services.indicators.definitions.shapes import indicator_detail, indicator_shape
from services.kit.access import anyone
from services.kit.etags import JSON, matches
from services.kit.hot import KeptRoute, kept_headers, list_etag
from services.kit.languages import preferred
from services.kit.problems import Problem

lists = APIRouter(tags=["indicators"], route_class=KeptRoute)
router = APIRouter(tags=["indicators"])
SLUG = re.compile(r"[a-z0-9-]{1,100}")


@lists.get("/v1/indicators", response_model=Page[IndicatorShape])
@anyone
def indicators(request: Request) -> Response:
    """The indicators of the deal, each in the newest version of its definition."""
    with request.app.state.database.reading() as connection:
        etag = list_etag(request, request.app.state.version.now(connection), None)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        contents = definitions_in_deal(connection)
    shapes = [indicator_shape(content, languages(request)) for content in contents]
    page = Page[IndicatorShape](items=shapes, total=len(shapes), next=None)
    return Response(page.model_dump_json(by_alias=True), 200, kept_headers(etag), JSON)


@router.get("/v1/indicators/{indicator_id}", response_model=IndicatorDetail)
@anyone
def indicator(request: Request, indicator_id: str) -> Response:
    """One indicator with every version of its definition, also one that the deal's folder no longer has."""
    with request.app.state.database.reading() as connection:
        etag = list_etag(request, request.app.state.version.now(connection), None)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        rows = versions_of(connection, indicator_id) if SLUG.fullmatch(indicator_id) else []
    if not rows:
        raise Problem(404, f"There is no indicator {indicator_id}.")
    detail = indicator_detail(rows, languages(request))
    return Response(detail.model_dump_json(by_alias=True), 200, kept_headers(etag), JSON)


def languages(request: Request) -> tuple[str, ...]:
    """Best first; Dutch is always among them."""
    return preferred(request.headers.get("accept-language"))
