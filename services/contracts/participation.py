"""Participation as others see it: places, activities, occurrences (Art. 4.1a–b)."""

from datetime import date, datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Page, Shape

Wijk = str
Answer = Literal["yes", "no", "unknown"]
Step = Literal["meet", "take-part", "volunteer", "learn", "work"]
Joining = Literal["walk-in", "per-date", "series"]
ActivityStatus = Literal["draft", "published", "paused", "ended"]
OccurrenceStatus = Literal["planned", "moved", "cancelled"]
MEETING_PLACE = "meeting-place"


class Labelled(Shape):
    """A slug with its label in the language that was asked for."""

    id: str
    label: str


class WijkShape(Shape):
    """A deal wijk: a set of CBS buurten (see domain.md; CBS wijken are not deal wijken)."""

    id: str
    name: str
    buurten: list[str]
    cbs_wijk: str
    residents: int | None = None
    residents_source: str | None = None


class PlaceInActivity(Shape):
    id: UUID
    name: str
    address: str
    lat: float | None
    lon: float | None
    phone: str | None


class PlaceShape(Shape):
    """A place. `openingHours` is text; `accessibility` says yes, no or unknown per aspect."""

    id: UUID
    name: str
    kind: Labelled
    wijk: str
    organisation: str | None
    summary: str
    street_address: str
    postcode: str
    city: str
    lat: float | None
    lon: float | None
    phone: str | None
    email: str | None
    opening_hours: str | None
    accessibility: dict[str, Answer]
    professional_guidance: bool | None
    surface_m2: int | None
    tasks_taken_over: str | None
    version: int
    updated_at: datetime


class Cost(Shape):
    free: bool
    text: str | None = None


class Schedule(Shape):
    """RFC 5545 §3.3.10 rule in local time; `start` and `end` are local date-times of the first occurrence."""

    rrule: str | None
    start: datetime
    end: datetime
    time_zone: str
    exceptions: list[dict[str, Any]] = Field(default_factory=list)


class NextDate(Shape):
    id: UUID
    start: datetime
    end: datetime
    status: OccurrenceStatus


class ActivityShape(Shape):
    """An activity; `next` are its first dates, `accessibility` is that of its place."""

    id: UUID
    title: str
    summary: str
    description: str
    category: Labelled
    wijk: str
    place: PlaceInActivity
    project_id: UUID | None
    step: Step
    cost: Cost
    languages: list[str]
    dutch_level: int
    accessibility: dict[str, Answer]
    for_whom: list[str]
    bring: str | None
    joining: Joining
    capacity: int | None
    schedule: Schedule
    next: list[NextDate]
    confirmed_on: date | None
    status: ActivityStatus
    next_steps: list[dict[str, Any]]
    version: int
    updated_at: datetime


class OccurrenceShape(Shape):
    id: UUID
    activity_id: UUID
    title: str
    wijk: str
    place: PlaceInActivity
    start: datetime
    end: datetime
    status: OccurrenceStatus
    capacity: int | None
    places_left: int | None
    waiting: int


class CostInput(Input):
    free: bool
    text: str | None = Field(None, max_length=200)


class ScheduleInput(Input):
    """Local wall time in `timeZone`; weekly rule or a single date (rrule null)."""

    rrule: str | None = Field(None, max_length=300)
    start: datetime
    end: datetime
    time_zone: Literal["Europe/Amsterdam"] = "Europe/Amsterdam"

    @model_validator(mode="after")
    def local_times(self) -> Self:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("start and end are local times: leave the offset out")
        if self.end <= self.start:
            raise ValueError("the end must be after the start")
        return self


class ActivityInput(Input):
    """What a coordinator sends for an activity."""

    title: str = Field(min_length=3, max_length=100)
    summary: str = Field(min_length=10, max_length=140)
    description: str = Field("", max_length=4000)
    category: str
    place_id: UUID
    project_id: UUID | None = None
    step: Step = "meet"
    cost: CostInput
    languages: list[str] = Field(default_factory=lambda: ["nl"], min_length=1, max_length=12)
    dutch_level: int = Field(0, ge=0, le=4)
    for_whom: list[str] = Field(default_factory=lambda: ["everyone"], max_length=11)
    bring: str | None = Field(None, max_length=300)
    joining: Joining = "walk-in"
    capacity: int | None = Field(None, ge=1, le=10_000)
    schedule: ScheduleInput
    status: ActivityStatus = "draft"


class PlaceInput(Input):
    """What an editor sends for a place. Aspects of `accessibility` that are left out are unknown."""

    name: str = Field(min_length=3, max_length=100)
    kind: str
    wijk: str
    organisation: str | None = Field(None, max_length=100)
    summary: str = Field("", max_length=300)
    street_address: str = Field(min_length=3, max_length=100)
    postcode: str = Field(pattern=r"^[1-9][0-9]{3} ?[A-Za-z]{2}$")
    city: str = Field("Den Haag", min_length=2, max_length=60)
    lat: float | None = Field(None, ge=50, le=54)
    lon: float | None = Field(None, ge=3, le=8)
    phone: str | None = Field(None, max_length=20, pattern=r"^[0-9+() -]{3,}$")
    email: str | None = Field(None, max_length=120, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    opening_hours: str | None = Field(None, max_length=300)
    accessibility: dict[str, Answer] = Field(default_factory=dict)
    professional_guidance: bool | None = None
    surface_m2: int | None = Field(None, ge=1, le=100_000)
    tasks_taken_over: str | None = Field(None, max_length=500)

    @model_validator(mode="after")
    def whole_point(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("a point needs lat and lon")
        return self


class PlaceOffer(Shape):
    """For the monitoring: which registry projects a meeting place offers (Art. 3)."""

    place_id: UUID
    name: str
    wijk: str
    kind: str
    project_ids: list[UUID]


class ParticipationClient(ServiceClient):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""

    async def wijken(self) -> Page[WijkShape]:
        return Page[WijkShape].model_validate_json((await self.get("/v1/wijken")).content)

    async def places(self, **query: Any) -> Page[PlaceShape]:
        """`wijk kind page pageSize`."""
        return Page[PlaceShape].model_validate_json((await self.get("/v1/places", query)).content)

    async def words(self, vocabulary: str, language: str = "nl") -> Page[Labelled]:
        """`vocabulary`: categories, place-kinds, steps, audiences, accessibility-aspects, dutch-levels, languages."""
        headers = {"Accept-Language": language}
        return Page[Labelled].model_validate_json((await self.get(f"/v1/{vocabulary}", headers=headers)).content)

    async def place(self, place_id: UUID) -> PlaceShape:
        return PlaceShape.model_validate_json((await self.get(f"/v1/places/{place_id}")).content)

    async def activities(self, **query: Any) -> Page[ActivityShape]:
        """`wijk placeId q category from to weekday partOfDay free language dutchLevel step sort page pageSize`."""
        return Page[ActivityShape].model_validate_json((await self.get("/v1/activities", query)).content)

    async def activity(self, activity_id: UUID, token: str | None = None) -> ActivityShape:
        """A draft is only found with the token of somebody who may change it."""
        headers = {"Authorization": f"Bearer {token}"} if token else None
        return ActivityShape.model_validate_json(
            (await self.get(f"/v1/activities/{activity_id}", headers=headers)).content
        )

    async def own_activities(self, token: str, status: ActivityStatus, **query: Any) -> Page[ActivityShape]:
        """Those in this status that the bearer may change; otherwise asked for like `activities`."""
        headers = {"Authorization": f"Bearer {token}"}
        answer = await self.get("/v1/activities", {"status": status} | query, headers=headers)
        return Page[ActivityShape].model_validate_json(answer.content)

    async def occurrences(self, **query: Any) -> Page[OccurrenceShape]:
        return Page[OccurrenceShape].model_validate_json((await self.get("/v1/occurrences", query)).content)

    async def place_offers(self, **query: Any) -> Page[PlaceOffer]:
        """`kind wijk page pageSize`: per place its distinct projects with a date in the next 13 weeks."""
        return Page[PlaceOffer].model_validate_json((await self.get("/v1/place-offers", query)).content)

    async def create_activity(self, body: ActivityInput, token: str, key: str) -> ActivityShape:
        answer = await self.send(
            "POST",
            "/v1/activities",
            json=body.model_dump(mode="json", by_alias=True),
            token=token,
            headers={"Idempotency-Key": key},
        )
        return ActivityShape.model_validate_json(answer.content)

    async def change_activity(self, activity_id: UUID, body: ActivityInput, token: str, version: int) -> ActivityShape:
        answer = await self.send(
            "PUT",
            f"/v1/activities/{activity_id}",
            json=body.model_dump(mode="json", by_alias=True),
            token=token,
            headers={"If-Match": f'"{version}"'},
        )
        return ActivityShape.model_validate_json(answer.content)

    async def end_activity(self, activity_id: UUID, token: str, version: int) -> None:
        """Withdraws it. Refused with 412 when it has another version by now."""
        headers = {"If-Match": f'"{version}"'}
        await self.send("DELETE", f"/v1/activities/{activity_id}", token=token, headers=headers)
