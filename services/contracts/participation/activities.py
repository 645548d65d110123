"""Activities and their dates (Art. 4.1b)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.participation.content import (
    Ages,
    AgesInput,
    Cost,
    CostInput,
    HttpsAddress,
    LanguageCode,
    Need,
    NeedInput,
    NextStep,
    NextStepInput,
    Sdg,
    Texts,
    Translation,
    TranslationInput,
)
from services.contracts.participation.places import Answer, PlaceInActivity
from services.contracts.participation.schedules import NextDate, OccurrenceStatus, Schedule, ScheduleInput
from services.contracts.participation.search import FoundPage
from services.contracts.participation.words import Labelled
from services.contracts.shapes import Input, Page, Shape

Step = Literal["meet", "take-part", "volunteer", "learn", "work"]
Joining = Literal["walk-in", "per-date", "series"]
ActivityStatus = Literal["draft", "published", "paused", "ended"]


class ActivityShape(Shape):
    """An activity; `next` are its first dates, `accessibility` is that of its place.

    Title, summary and description are in `contentLanguage`: the first that was asked for and that there is, else Dutch.
    `nextSteps` are those that the public can see. Of one activity, `original` are the Dutch texts where
    `contentLanguage` is another language.
    """

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
    check_by: date
    """Until when the confirmation holds; from then on `callFirst`."""
    call_first: bool
    status: ActivityStatus
    next_steps: list[NextStep]
    content_language: str = "nl"
    translations: dict[str, Translation] = Field(default_factory=dict)
    original: Texts | None = None
    ages: Ages = Field(default_factory=Ages)
    sdgs: list[int] = Field(default_factory=list)
    needs: list[Need] = Field(default_factory=list)
    maex_url: str | None = None
    version: int
    updated_at: datetime
    distance: int | None = None
    """Metres from `near`, where that was given."""


class OccurrenceShape(Shape):
    id: UUID
    activity_id: UUID
    title: str
    wijk: str
    place: PlaceInActivity
    start: datetime
    end: datetime
    status: OccurrenceStatus
    reason: str | None = None
    moved_from: datetime | None = None
    capacity: int | None
    places_left: int | None
    waiting: int
    joining: Joining = "walk-in"
    full: bool = False
    """A coordinator said so of this date; of what one joins, who comes then waits."""
    call_first: bool = False
    """Nobody has confirmed lately that this goes on."""
    distance: int | None = None


class ActivityInput(Input):
    """What a coordinator sends for an activity. In a change, what `STAYING` names and is not sent stays as it was."""

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
    translations: dict[LanguageCode, TranslationInput] = Field(default_factory=dict, max_length=20)
    ages: AgesInput = Field(default_factory=AgesInput)
    sdgs: list[Sdg] = Field(default_factory=list, max_length=17)
    needs: list[NeedInput] = Field(default_factory=list, max_length=10)
    maex_url: HttpsAddress | None = None
    next_steps: list[NextStepInput] = Field(default_factory=list, max_length=10)


class NewActivityInput(ActivityInput):
    """`copiedFrom` is the activity that its texts were copied from; it tells what its translations were made of."""

    copied_from: UUID | None = None


STAYING = frozenset({"translations", "ages", "sdgs", "needs", "maex_url", "next_steps"})
"""A form that does not know these fields must not wipe them."""


class ActivityCalls(ServiceClient):
    """Activities and their dates."""

    async def activities(self, **query: Any) -> FoundPage[ActivityShape]:
        """`wijk placeId q category from to weekday partOfDay free language dutchLevel step sort page pageSize`."""
        return FoundPage[ActivityShape].model_validate_json((await self.get("/v1/activities", query)).content)

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

    async def occurrences(self, **query: Any) -> FoundPage[OccurrenceShape]:
        return FoundPage[OccurrenceShape].model_validate_json((await self.get("/v1/occurrences", query)).content)

    async def create_activity(self, body: ActivityInput, token: str, key: str) -> ActivityShape:
        answer = await self.send(
            "POST",
            "/v1/activities",
            json=body.model_dump(mode="json", by_alias=True, exclude_unset=True),
            token=token,
            headers={"Idempotency-Key": key},
        )
        return ActivityShape.model_validate_json(answer.content)

    async def change_activity(self, activity_id: UUID, body: ActivityInput, token: str, version: int) -> ActivityShape:
        answer = await self.send(
            "PUT",
            f"/v1/activities/{activity_id}",
            json=body.model_dump(mode="json", by_alias=True, exclude_unset=True),
            token=token,
            headers={"If-Match": f'"{version}"'},
        )
        return ActivityShape.model_validate_json(answer.content)

    async def end_activity(self, activity_id: UUID, token: str, version: int) -> None:
        """Withdraws it. Refused with 412 when it has another version by now."""
        headers = {"If-Match": f'"{version}"'}
        await self.send("DELETE", f"/v1/activities/{activity_id}", token=token, headers=headers)
