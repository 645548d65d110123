"""What lists of deliverables, business space and courses show, and what they can be asked."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, bindparam, case, func, null, or_, select

from services.contracts.projects import DeliverableStatus
from services.kit.hot import number
from services.projects import tables
from services.projects.lists import SLUG, Asked, AskedBetween, Listing, between, same

deliverable = tables.deliverable.c
space = tables.business_space.c
course = tables.course.c
period = tables.course_period.c
evidence = tables.evidence.c


class InWijk(Asked):
    wijk: str | None = SLUG
    project: UUID | None = None


class DeliverableFilters(InWijk):
    kind: str | None = SLUG
    status: DeliverableStatus | None = None


class SpaceFilters(InWijk):
    """`inUseOn` leaves out what was not in use on that day."""

    was_vacant: bool | None = None
    in_use_on: date | None = None


class CourseFilters(InWijk):
    kind: str | None = SLUG


class PeriodFilters(CourseFilters, AskedBetween):
    """`from` and `to`: periods that begin between, both days included."""

    course: UUID | None = None


def in_wijk(columns: Any) -> dict[str, Any]:
    return same(wijk=columns.wijk, project=columns.project_id)


EVIDENCE_ITEMS = (
    select(func.count())
    .select_from(tables.evidence)
    .where(evidence.deliverable_id == deliverable.id)
    .correlate(tables.deliverable)
    .scalar_subquery()
)
DELIVERABLES = Listing(
    "deliverables",
    fields={
        "id": deliverable.id,
        "kind": deliverable.kind,
        "wijk": deliverable.wijk,
        "title": deliverable.title,
        "status": deliverable.status,
        "since": deliverable.since,
        "projectId": deliverable.project_id,
        "evidenceItems": EVIDENCE_ITEMS,
        "note": deliverable.note,
        "version": deliverable.version,
        "updatedAt": deliverable.updated_at,
    },
    source=tables.deliverable,
    key=deliverable.id,
    order=(deliverable.kind, deliverable.wijk, deliverable.id),
    filters=in_wijk(deliverable) | same(kind=deliverable.kind, status=deliverable.status),
)
SPACES = Listing(
    "business-spaces",
    fields={
        "id": space.id,
        "name": space.name,
        "wijk": space.wijk,
        "squareMetres": space.square_metres,
        "inUseSince": space.in_use_since,
        "inUseUntil": space.in_use_until,
        "wasVacant": space.was_vacant,
        "previousUse": space.previous_use,
        "projectId": space.project_id,
        "note": space.note,
        "version": space.version,
        "updatedAt": space.updated_at,
    },
    source=tables.business_space,
    key=space.id,
    order=(space.wijk, space.name, space.id),
    filters=in_wijk(space)
    | same(was_vacant=space.was_vacant)
    | {
        "in_use_on": (space.in_use_since <= bindparam("in_use_on"))
        & or_(space.in_use_until.is_(None), space.in_use_until >= bindparam("in_use_on")),
    },
)
COURSES = Listing(
    "courses",
    fields={
        "id": course.id,
        "title": course.title,
        "kind": course.kind,
        "wijk": course.wijk,
        "organiser": course.organiser,
        "projectId": course.project_id,
        "note": course.note,
        "version": course.version,
        "updatedAt": course.updated_at,
    },
    source=tables.course,
    key=course.id,
    order=(course.title, course.id),
    filters=in_wijk(course) | same(kind=course.kind),
)
PERIODS = Listing(
    "course-periods",
    fields={
        "id": period.id,
        "courseId": period.course_id,
        "kind": course.kind,
        "wijk": course.wijk,
        "projectId": course.project_id,
        "starts": period.starts,
        "ends": period.ends,
        "reached": period.reached,
        "lowLiterateReached": period.low_literate_reached,
        "toEducation": period.to_education,
        "toVoluntaryWork": period.to_voluntary_work,
        "toWork": period.to_work,
        "source": period.source,
        "version": period.version,
        "updatedAt": period.updated_at,
    },
    source=tables.course_period.join(tables.course, course.id == period.course_id),
    key=period.id,
    order=(period.starts, period.id),
    filters=in_wijk(course) | same(kind=course.kind, course=period.course_id) | between(period.starts),
)
COUNTED = ("reached", "lowLiterateReached", "toEducation", "toVoluntaryWork", "toWork")


@lru_cache(maxsize=8)
def counts_from(smallest: int) -> Listing:
    """The periods as everybody may read them: a number from one to below `smallest` is left out. Nothing is shown
    that was added up with it, so that it can't be taken off again."""
    hidden = {name: not_small(PERIODS.fields[name], smallest) for name in COUNTED}
    shown = {name: column for name, column in PERIODS.fields.items() if name != "version"} | hidden
    return Listing("course-counts", shown, PERIODS.source, PERIODS.key, PERIODS.order, PERIODS.filters)


def not_small(column: Column[Any], smallest: int) -> ColumnElement[Any]:
    return case((column.between(number(1), number(smallest - 1)), null()), else_=column)
