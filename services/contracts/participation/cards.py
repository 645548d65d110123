"""Activities as cards: what a list shows of them, and no more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.participation.activities import Joining
from services.contracts.participation.search import FoundPage
from services.contracts.shapes import Shape


class ActivityCard(Shape):
    """A third of an activity. `category` is a slug; `rrule` and `scheduleStart` (local) say its rhythm.

    `occurrenceId`, `start` and `end` are of the first date that goes ahead: of those that fit the filters of time,
    where there is one. All are null when no date is planned. `full`: a coordinator said so of that date.
    """

    id: UUID
    title: str
    summary: str
    content_language: str
    category: str
    place_name: str
    address: str
    phone: str | None
    free: bool
    cost: str | None
    joining: Joining
    rrule: str | None
    schedule_start: datetime
    occurrence_id: UUID | None
    start: datetime | None
    end: datetime | None
    full: bool
    distance: int | None = None
    """Metres from `near`, where that was given."""


class CardCalls(ServiceClient):
    async def activity_cards(self, **query: Any) -> FoundPage[ActivityCard]:
        """The filters of `activities`, but for `status`."""
        return FoundPage[ActivityCard].model_validate_json((await self.get("/v1/activity-cards", query)).content)
