"""`/v1/course-periods`: who was reached by a course in a period, and went on to what (Art. 3).

The numbers as they are, for who works with them; what everybody reads of them is `/v1/course-counts`.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects import CoursePeriodInput, CoursePeriodShape
from services.contracts.shapes import Page
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import also_check
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.clock import today
from services.projects.deliverables.lists import PERIODS, PeriodFilters
from services.projects.deliverables.rules import wrong_period
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Inside, Office

router = APIRouter(tags=["courses"])
PERIOD = records.Record(
    "course-period",
    "/v1/course-periods",
    tables.course_period,
    PERIODS,
    {"courseId": tables.course.c.id},
)
Filters = Annotated[PeriodFilters, Query()]


@router.get("/v1/course-periods", response_model=Page[CoursePeriodShape])
def course_periods(request: Request, asked: Filters, who: Inside) -> Response:
    """By the day on which they begin."""
    return list_answer(request, PERIODS, asked)


@sheets(router, "/v1/course-periods")
def course_periods_sheet(request: Request, asked: Filters, who: Inside) -> Response:
    return list_as_sheet(request, PERIODS, asked)


@router.get("/v1/course-periods/{period_id}", response_model=CoursePeriodShape)
def period(request: Request, period_id: UUID, who: Inside) -> Response:
    return records.one(request, PERIOD, period_id)


@router.post("/v1/course-periods", response_model=CoursePeriodShape, status_code=201)
@also_check(records.names_beside_the_shape(PERIOD))
def add_period(
    request: Request, session: Write, who: Office, body: CoursePeriodInput, key: IdempotencyKey = None
) -> Response:
    """Adds the counts of a period. Safe to repeat with an `Idempotency-Key`."""
    return records.created(request, session, who, PERIOD, key, body, lambda: checked(session, body))


@router.put("/v1/course-periods/{period_id}", response_model=CoursePeriodShape)
@also_check(records.names_beside_the_shape(PERIOD))
def change_period(
    request: Versioned, session: Write, who: Office, period_id: UUID, body: CoursePeriodInput
) -> Response:
    """Replaces it. Needs `If-Match`."""
    before = records.to_change(request, session, PERIOD, period_id)
    return records.changed(session, PERIOD, before, checked(session, body, before), who)


@router.delete("/v1/course-periods/{period_id}", status_code=204)
def remove_period(request: Versioned, session: Write, who: Office, period_id: UUID) -> Response:
    """Takes away what was entered by mistake. Needs `If-Match`."""
    before = records.to_change(request, session, PERIOD, period_id)
    return records.removed(session, PERIOD, before, who)


def checked(session: Session, body: CoursePeriodInput, before: records.Json | None = None) -> records.Json:
    """The columns. Raises 400 with all that is wrong."""
    unknown = records.unknown_names(session, PERIOD, body.model_dump(by_alias=True), before)
    period = tables.course_period.c
    session.execute(select(tables.course.c.id).where(tables.course.c.id == body.course_id).with_for_update())
    others = select(period.starts, period.ends).where(period.course_id == body.course_id)
    if before:
        others = others.where(period.id != UUID(before["id"]))
    counted = [(row.starts, row.ends) for row in session.execute(others)]
    records.check([*unknown, *wrong_period(body, counted, today())])
    return body.model_dump()
