"""A page of activities for what was asked, in one shape or another."""

from collections.abc import Callable
from datetime import datetime

from fastapi import Request, Response

from services.kit.hot import HotPage, HotRead, Onward, Values
from services.participation.activities.conditions import Given
from services.participation.activities.filters import CardFilters
from services.participation.activities.ordering import FEW
from services.participation.activities.queries import activity_count
from services.participation.search.answering import SearchPage

PageOf = Callable[[Given, str, int, int, bool], HotRead]
"""The statement of one page: filters, order, page, its size, and whether few fit."""


def list_answer(
    request: Request,
    page_of: PageOf,
    asked: CardFilters,
    given: Given,
    values: Values,
    now: datetime,
    onward: Onward | None = None,
) -> Response:
    if asked.q:
        return search_page(page_of, asked, given, values, now).answer(request)
    sort, page, page_size = asked.order, asked.page, asked.page_size
    listed = HotPage(
        items=page_of(given, sort, page, page_size, False),
        few=page_of(given, sort, page, page_size, True) if given else None,
        few_up_to=FEW,
        count=activity_count(given, sort),
        values=values,
        page=page,
        page_size=page_size,
        now=now,
        onward=onward,
    )
    return listed.answer(request)


def search_page(page_of: PageOf, asked: CardFilters, given: Given, values: Values, now: datetime) -> SearchPage:
    sort = asked.order

    def sort_of(given: Given) -> str:
        return sort if "q" in given or sort != "best" else "next"  # who only says when wants what is soonest

    return SearchPage(
        items=lambda given, few: page_of(given, sort_of(given), asked.page, asked.page_size, few),
        count=lambda given: activity_count(given, sort_of(given)),
        typed=asked.q or "",
        given=given,
        values=values,
        page=asked.page,
        page_size=asked.page_size,
        now=now,
        few_up_to=FEW,
        fills_up=sort == "best",
    )
