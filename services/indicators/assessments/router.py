"""`/v1/assessments`: what the figures say about what was agreed. No verdict has a consequence (Art. 7.3)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.contracts.indicators import AssessmentShape
from services.contracts.shapes import Page
from services.indicators.assessments.assessing import assessments
from services.indicators.assessments.filters import AssessmentFilters
from services.indicators.assessments.worlds import world_of
from services.indicators.definitions.router import languages
from services.indicators.results.router import unknown_indicator
from services.kit.access import anyone, who_asks
from services.kit.etags import JSON, matches
from services.kit.hot import KeptRoute, kept_headers, list_etag
from services.kit.paging import next_url
from services.kit.problems import bad_request

lists = APIRouter(tags=["assessments"], route_class=KeptRoute)
PREPARING = frozenset({"analyst", "approver", "admin"})


@lists.get("/v1/assessments", response_model=Page[AssessmentShape])
@anyone
def all_assessments(request: Request, asked: Annotated[AssessmentFilters, Query()]) -> Response:
    """Per indicator and area what was agreed, what came of it and how sure that is; an analyst also sees what is
    prepared for a release."""
    prepared = sees_prepared(request)
    with request.app.state.database.reading() as connection:
        etag = etag_of(list_etag(request, request.app.state.version.now(connection), None), prepared)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        world = world_of(connection, prepared, asked.until)
    if asked.indicator and (world is None or asked.indicator not in world.definitions):
        raise bad_request([unknown_indicator(asked.indicator)])
    found = [each for each in assessments(world, languages(request)) if asked.takes(each)] if world else []
    return Response(page_of(request, found, asked).model_dump_json(by_alias=True), 200, kept_headers(etag), JSON)


def page_of(request: Request, found: list[AssessmentShape], asked: AssessmentFilters) -> Page[AssessmentShape]:
    first = (asked.page - 1) * asked.page_size
    following = next_url(request, asked.page, asked.page_size, len(found))
    return Page[AssessmentShape](items=found[first : first + asked.page_size], total=len(found), next=following)


def sees_prepared(request: Request) -> bool:
    who = who_asks(request)
    return who is not None and bool(who.roles & PREPARING)


def etag_of(public: str, prepared: bool) -> str:
    return f'{public[:-1]}.prepared"' if prepared else public
