"""`/v1/activity-cards`: the list of activities with a third of what `/v1/activities` tells, for who shows a list."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.contracts.participation import ActivityCard, FoundPage
from services.kit.access import anyone
from services.kit.hot import KeptMinuteRoute, languages_asked, this_minute
from services.participation.activities.card_queries import card_page, onward
from services.participation.activities.filters import CardFilters
from services.participation.activities.listing import list_answer

router = APIRouter(tags=["activities"], route_class=KeptMinuteRoute)


@router.get("/v1/activity-cards", response_model=FoundPage[ActivityCard])
@anyone
def cards(request: Request, asked: Annotated[CardFilters, Query()]) -> Response:
    """The same published activities in the same order as `/v1/activities`, each with the one date that matters."""
    now = this_minute()
    values, further = asked.values(now) | languages_asked(request), onward(asked.given, asked.order, asked.page_size)
    return list_answer(request, card_page, asked, asked.given, values, now, further)
