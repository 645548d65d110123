"""`/v1/occurrences`: the same by date."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.contracts.participation import FoundPage, OccurrenceShape
from services.kit.access import anyone
from services.kit.hot import HotPage, KeptMinuteRoute, Values, languages_asked, this_minute
from services.participation.activities.filters import OccurrenceFilters
from services.participation.activities.ordering import FEW
from services.participation.activities.queries import occurrence_count, occurrence_page
from services.participation.search.answering import SearchPage

router = APIRouter(tags=["occurrences"], route_class=KeptMinuteRoute)


@router.get("/v1/occurrences", response_model=FoundPage[OccurrenceShape])
@anyone
def occurrences(request: Request, asked: Annotated[OccurrenceFilters, Query()]) -> Response:
    """Dates of published activities, soonest first; without `from` those that are not over."""
    now = this_minute()
    if asked.q:
        return search_page(asked, now, asked.values(now) | languages_asked(request)).answer(request)
    page = HotPage(
        items=occurrence_page(asked.given, asked.page, asked.page_size),
        few=occurrence_page(asked.given, asked.page, asked.page_size, few=True) if asked.given else None,
        few_up_to=10 * FEW,
        count=occurrence_count(asked.given),
        values=asked.values(now) | languages_asked(request),
        page=asked.page,
        page_size=asked.page_size,
        now=now,
    )
    return page.answer(request)


def search_page(asked: OccurrenceFilters, now: datetime, values: Values) -> SearchPage:
    return SearchPage(
        items=lambda given, few: occurrence_page(given, asked.page, asked.page_size, few),
        count=occurrence_count,
        typed=asked.q or "",
        given=asked.given,
        values=values,
        page=asked.page,
        page_size=asked.page_size,
        now=now,
        few_up_to=10 * FEW,
    )
