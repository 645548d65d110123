"""What Art. 3 counts and no place holds, as others see it: deliverables, business space, courses."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.projects.registry import LongText, Title
from services.contracts.shapes import Input, Page, Shape

DeliverableStatus = Literal["planned", "preparing", "realised", "ended"]
Persons = Annotated[int, Field(ge=0, le=100_000, strict=True)]
SquareMetres = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]


class DeliverableInput(Input):
    """`kind` is one of `/v1/deliverable-kinds`; those per wijk name one. `since` is the day from which the status
    counts. No names of people: a figurehead is called by what they do."""

    kind: Title
    wijk: Title | None = None
    title: Title
    status: DeliverableStatus
    since: date
    project_id: UUID | None = None
    note: LongText = ""


class DeliverableShape(Shape):
    """`evidenceItems` is how many items of evidence show it (`/v1/evidence?deliverable=`)."""

    id: UUID
    kind: str
    wijk: str | None
    title: str
    status: DeliverableStatus
    since: date
    project_id: UUID | None
    evidence_items: int
    note: str
    version: int
    updated_at: datetime


class BusinessSpaceInput(Input):
    """Room for businesses (Art. 4.3d). `wasVacant`: vacant property given a new use."""

    name: Title
    wijk: Title
    square_metres: SquareMetres
    in_use_since: date
    in_use_until: date | None = None
    was_vacant: Annotated[bool, Field(strict=True)]
    previous_use: Title | None = None
    project_id: UUID | None = None
    note: LongText = ""

    @model_validator(mode="after")
    def check_until_after_since(self) -> Self:
        if self.in_use_until and self.in_use_until < self.in_use_since:
            raise ValueError("It is in use until a day before it is in use.")
        return self


class BusinessSpaceShape(Shape):
    """In use while `inUseUntil` is empty."""

    id: UUID
    name: str
    wijk: str
    square_metres: int
    in_use_since: date
    in_use_until: date | None
    was_vacant: bool
    previous_use: str | None
    project_id: UUID | None
    note: str
    version: int
    updated_at: datetime


class CourseInput(Input):
    """`kind` is one of `/v1/course-kinds`; `organiser` is an organisation."""

    title: Title
    kind: Title
    wijk: Title | None = None
    organiser: Title
    project_id: UUID | None = None
    note: LongText = ""


class CourseShape(Shape):
    id: UUID
    title: str
    kind: str
    wijk: str | None
    organiser: str
    project_id: UUID | None
    note: str
    version: int
    updated_at: datetime


class CoursePeriodInput(Input):
    """Persons who took part in a period of a course, and of them the low-literate ones, and who went on to what.

    Somebody can go on to more than one, so the flows need not add up; none is more than were reached.
    """

    course_id: UUID
    starts: date
    ends: date
    reached: Persons
    low_literate_reached: Persons
    to_education: Persons
    to_voluntary_work: Persons
    to_work: Persons
    source: Title

    @model_validator(mode="after")
    def check_ends_after_start(self) -> Self:
        if self.ends < self.starts:
            raise ValueError("The period ends before it starts.")
        return self


class CoursePeriodShape(Shape):
    """`kind`, `wijk` and `projectId` are those of the course."""

    id: UUID
    course_id: UUID
    kind: str
    wijk: str | None
    project_id: UUID | None
    starts: date
    ends: date
    reached: int
    low_literate_reached: int
    to_education: int
    to_voluntary_work: int
    to_work: int
    source: str
    version: int
    updated_at: datetime


class CourseCountShape(Shape):
    """A period of a course as everybody may read it: None is a number of a few people, one at least."""

    id: UUID
    course_id: UUID
    kind: str
    wijk: str | None
    project_id: UUID | None
    starts: date
    ends: date
    reached: int | None
    low_literate_reached: int | None
    to_education: int | None
    to_voluntary_work: int | None
    to_work: int | None
    source: str
    updated_at: datetime


class DeliverableCalls(ServiceClient):
    """Calls about what Art. 3 counts. Lists: `kind wijk project` and what each names, `page pageSize`."""

    async def deliverables(self, **query: Any) -> Page[DeliverableShape]:
        """`status`."""
        return Page[DeliverableShape].model_validate_json((await self.get("/v1/deliverables", query)).content)

    async def business_spaces(self, **query: Any) -> Page[BusinessSpaceShape]:
        """`wasVacant inUseOn`; no `kind`."""
        return Page[BusinessSpaceShape].model_validate_json((await self.get("/v1/business-spaces", query)).content)

    async def courses(self, **query: Any) -> Page[CourseShape]:
        return Page[CourseShape].model_validate_json((await self.get("/v1/courses", query)).content)

    async def course_counts(self, **query: Any) -> Page[CourseCountShape]:
        """`course from to` (periods that begin between)."""
        return Page[CourseCountShape].model_validate_json((await self.get("/v1/course-counts", query)).content)
