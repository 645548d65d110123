"""Places (Art. 4.1a)."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import PATIENT, ServiceClient
from services.contracts.participation.opening import Opening
from services.contracts.participation.place_parts import (
    WEB_ADDRESS,
    AccessibilityCheck,
    AccessibilityCheckInput,
    AspectChecked,
    Photo,
    PhotoSent,
    TaskTakenOver,
)
from services.contracts.participation.place_parts import Answer as Answer
from services.contracts.participation.words import Labelled
from services.contracts.shapes import Input, Page, Shape

MEETING_PLACE = "meeting-place"


class PlaceInActivity(Shape):
    id: UUID
    name: str
    address: str
    lat: float | None
    lon: float | None
    phone: str | None


class PlaceShape(Shape):
    """A place. `openingHours` says in Dutch what `opening` holds, in lines; `accessibility` says yes, no or unknown per
    aspect, `accessibilityChecked` by whom that was seen. `openNow`, `closesAt` and `opensAt` only come with one place;
    `distance` in metres only with `near`."""

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
    website: str | None = None
    opening_hours: str | None
    opening: Opening | None = None
    open_now: bool | None = None
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    photo: Photo | None = None
    accessibility: dict[str, Answer]
    accessibility_checked: dict[str, AspectChecked] = Field(default_factory=dict)
    professional_guidance: bool | None
    guidance_by: str | None = None
    guidance_since: date | None = None
    surface_m2: int | None
    tasks_taken_over: list[TaskTakenOver] = Field(default_factory=list)
    point_checked: bool = False
    distance: int | None = None
    confirmed_on: date | None
    check_by: date
    call_first: bool
    version: int
    updated_at: datetime


class PlaceInput(Input):
    """What an editor sends for a place. Aspects of `accessibility` that are left out are unknown. `pointChecked` says
    that the point is right although it lies outside the wijk as it was imported."""

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
    website: str | None = Field(None, max_length=200, pattern=WEB_ADDRESS)
    opening: Opening | None = None
    accessibility: dict[str, Answer] = Field(default_factory=dict)
    professional_guidance: bool | None = None
    guidance_by: str | None = Field(None, max_length=100)
    guidance_since: date | None = None
    surface_m2: int | None = Field(None, ge=1, le=100_000)
    tasks_taken_over: list[TaskTakenOver] = Field(default_factory=list, max_length=30)
    point_checked: bool = False

    @model_validator(mode="after")
    def whole(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("a point needs lat and lon")
        if not self.professional_guidance and (self.guidance_by or self.guidance_since):
            raise ValueError("say by whom and since when only where there is professional guidance")
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
        """`wijk kind q accessible near radius sort page pageSize`."""
        return Page[PlaceShape].model_validate_json((await self.get("/v1/places", query)).content)

    async def place(self, place_id: UUID) -> PlaceShape:
        return PlaceShape.model_validate_json((await self.get(f"/v1/places/{place_id}")).content)

    async def create_place(self, body: PlaceInput, token: str, key: str) -> PlaceShape:
        sent = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
        answer = await self.send("POST", "/v1/places", json=sent, token=token, headers={"Idempotency-Key": key})
        return PlaceShape.model_validate_json(answer.content)

    async def check_accessibility(
        self, place_id: UUID, body: AccessibilityCheckInput, token: str, key: str
    ) -> PlaceShape:
        """The place as it is after it."""
        answer = await self.send(
            "POST",
            f"/v1/places/{place_id}/accessibility-checks",
            json=body.model_dump(mode="json", by_alias=True),
            token=token,
            headers={"Idempotency-Key": key},
        )
        return PlaceShape.model_validate_json(answer.content)

    async def accessibility_checks(self, place_id: UUID, **query: Any) -> Page[AccessibilityCheck]:
        answer = await self.get(f"/v1/places/{place_id}/accessibility-checks", query)
        return Page[AccessibilityCheck].model_validate_json(answer.content)

    async def photo_content(self, name: str) -> bytes:
        """One size of a photo: `name` is the end of its address."""
        return (await self.get(f"/v1/photos/{name}")).content

    async def keep_photo(self, place_id: UUID, photo: PhotoSent, token: str, version: int) -> PlaceShape:
        """The place with its new photo. Refused with 400 when it is no photo, 412 when somebody changed the place."""
        answer = await self.send(
            "PUT",
            f"/v1/places/{place_id}/photo",
            data={"alt": photo.alt, "shape": photo.cut, "x": str(photo.x), "y": str(photo.y)},
            files={"file": ("photo", photo.content)},
            token=token,
            headers={"If-Match": f'"{version}"'},
            timeout=PATIENT,
        )
        return PlaceShape.model_validate_json(answer.content)

    async def remove_photo(self, place_id: UUID, token: str, version: int) -> PlaceShape:
        headers = {"If-Match": f'"{version}"'}
        answer = await self.send("DELETE", f"/v1/places/{place_id}/photo", token=token, headers=headers)
        return PlaceShape.model_validate_json(answer.content)

    async def place_offers(self, **query: Any) -> Page[PlaceOffer]:
        """`kind wijk page pageSize`: per place its distinct projects with a date in the next 13 weeks."""
        return Page[PlaceOffer].model_validate_json((await self.get("/v1/place-offers", query)).content)
