"""What one can go to, day by day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.participation.activities import Joining
from services.contracts.participation.schedules import OccurrenceStatus
from services.contracts.shapes import Page, Shape


class AgendaDate(Shape):
    """One date that goes ahead. `full`: a coordinator said so."""

    id: UUID
    activity_id: UUID
    title: str
    wijk: str
    place_name: str
    phone: str | None
    start: datetime
    end: datetime
    status: OccurrenceStatus
    joining: Joining
    full: bool


class AgendaDay(Shape):
    """The first dates of a day that are not over; none when there are none."""

    date: date
    dates: list[AgendaDate]


class AgendaCalls(ServiceClient):
    async def agenda(self, **query: Any) -> Page[AgendaDay]:
        """`wijk from days perDay`."""
        return Page[AgendaDay].model_validate_json((await self.get("/v1/agenda", query)).content)
