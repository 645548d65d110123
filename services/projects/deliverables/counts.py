"""`/v1/course-counts`: how many people courses reached and where they went on to (Art. 3), small numbers left out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.contracts.projects import CourseCountShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.sheets import sheets
from services.projects.deliverables.lists import PeriodFilters, counts_from
from services.projects.lists import Listing, list_answer, list_as_sheet

router = APIRouter(tags=["courses"])
Filters = Annotated[PeriodFilters, Query()]


@router.get("/v1/course-counts", response_model=Page[CourseCountShape])
@anyone
def course_counts(request: Request, asked: Filters) -> Response:
    """By the day on which the periods begin. A number that is left out is of a few people."""
    return list_answer(request, counts(request), asked)


@sheets(router, "/v1/course-counts")
@anyone
def course_counts_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, counts(request), asked)


def counts(request: Request) -> Listing:
    return counts_from(request.app.state.settings.smallest_count)
