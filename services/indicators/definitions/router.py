"""`/v1/indicators`: what is measured, how, and what the deal agreed about it."""

from fastapi import APIRouter, Request, Response

from services.contracts.indicators import IndicatorDetail, IndicatorShape
from services.contracts.shapes import Page
from services.indicators.definitions.queries import definitions_in_deal, versions_of
from services.indicators.definitions.shapes import indicator_detail, indicator_shape
from services.kit.access import anyone
from services.kit.etags import item_etag, json_answer, matches
from services.kit.problems import Problem

router = APIRouter(prefix="/v1/indicators", tags=["indicators"])
DUTCH = "nl"


@router.get("", response_model=Page[IndicatorShape])
@anyone
def indicators(request: Request) -> Response:
    """The indicators of the deal, each in the newest version of its definition."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        contents = [] if matches(request, etag) else definitions_in_deal(connection)
    shapes = [indicator_shape(content, DUTCH) for content in contents]
    page = Page[IndicatorShape](items=shapes, total=len(shapes), next=None)
    return json_answer(request, page.model_dump_json(by_alias=True).encode(), etag)


@router.get("/{indicator_id}", response_model=IndicatorDetail)
@anyone
def indicator(request: Request, indicator_id: str) -> Response:
    """One indicator with every version of its definition, also one that the deal's folder no longer has."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        rows = versions_of(connection, indicator_id)
    if not rows:
        raise Problem(404, f"There is no indicator {indicator_id}.")
    return json_answer(request, indicator_detail(rows, DUTCH).model_dump_json(by_alias=True).encode(), etag)
