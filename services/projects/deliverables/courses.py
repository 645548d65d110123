"""`/v1/courses`: in which people learn (Art. 3, 4.2c); who was reached is counted per period."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.projects import CourseInput, CourseShape
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import Versioned
from services.kit.idempotency import IdempotencyKey
from services.kit.problems import Problem, also_check
from services.kit.sheets import sheets
from services.projects import records, tables
from services.projects.deliverables.lists import COURSES, CourseFilters
from services.projects.lists import list_answer, list_as_sheet
from services.projects.office import Office

router = APIRouter(tags=["courses"])
COURSE = records.Record(
    "course",
    "/v1/courses",
    tables.course,
    COURSES,
    {"kind": tables.course_kind.c.key, "wijk": tables.wijk.c.key, "projectId": tables.project.c.id},
)
Filters = Annotated[CourseFilters, Query()]


@router.get("/v1/courses", response_model=Page[CourseShape])
@anyone
def courses(request: Request, asked: Filters) -> Response:
    """By title."""
    return list_answer(request, COURSES, asked)


@sheets(router, "/v1/courses")
@anyone
def courses_sheet(request: Request, asked: Filters) -> Response:
    return list_as_sheet(request, COURSES, asked)


@router.get("/v1/courses/{course_id}", response_model=CourseShape)
@anyone
def course(request: Request, course_id: UUID) -> Response:
    return records.one(request, COURSE, course_id)


@router.post("/v1/courses", response_model=CourseShape, status_code=201)
@also_check(records.names_beside_the_shape(COURSE))
def add_course(
    request: Request, session: Write, who: Office, body: CourseInput, key: IdempotencyKey = None
) -> Response:
    """Adds a course. Safe to repeat with an `Idempotency-Key`."""
    return records.created(request, session, who, COURSE, key, body, lambda: checked(session, body))


@router.put("/v1/courses/{course_id}", response_model=CourseShape)
@also_check(records.names_beside_the_shape(COURSE))
def change_course(request: Versioned, session: Write, who: Office, course_id: UUID, body: CourseInput) -> Response:
    """Replaces it. Needs `If-Match`."""
    before = records.to_change(request, session, COURSE, course_id)
    return records.changed(session, COURSE, before, checked(session, body, before), who)


@router.delete("/v1/courses/{course_id}", status_code=204)
def remove_course(request: Versioned, session: Write, who: Office, course_id: UUID) -> Response:
    """Takes away what was entered by mistake. Needs `If-Match`."""
    before = records.to_change(request, session, COURSE, course_id)
    if session.scalar(select(tables.course_period.c.id).where(tables.course_period.c.course_id == course_id).limit(1)):
        raise Problem(409, "Learners of it were counted: take those periods away first.", code="in-use")
    return records.removed(session, COURSE, before, who)


def checked(session: Session, body: CourseInput, before: records.Json | None = None) -> records.Json:
    """The columns. Raises 400 with all that is wrong."""
    records.check(records.unknown_names(session, COURSE, body.model_dump(by_alias=True), before))
    return body.model_dump()
