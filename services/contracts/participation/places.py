"""Places (Art. 4.1a)."""

from datetime import date, datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.participation.words import Labelled
from services.contracts.shapes import Input, Page, Shape

Answer = Literal["yes", "no", "unknown"]
MEETING_PLACE = "meeting-place"


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
    confirmed_on: date | None
    check_by: date
    call_first: bool
    version: int
    updated_at: datetime


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


class PlaceCalls(ServiceClient):
    """Places and what they offer."""

    async def places(self, **query: Any) -> Page[PlaceShape]:
        """`wijk kind page pageSize`."""
        return Page[PlaceShape].model_validate_json((await self.get("/v1/places", query)).content)

    async def place(self, place_id: UUID) -> PlaceShape:
        return PlaceShape.model_validate_json((await self.get(f"/v1/places/{place_id}")).content)

    async def place_offers(self, **query: Any) -> Page[PlaceOffer]:
        """`kind wijk page pageSize`: per place its distinct projects with a date in the next 13 weeks."""
        return Page[PlaceOffer].model_validate_json((await self.get("/v1/place-offers", query)).content)
