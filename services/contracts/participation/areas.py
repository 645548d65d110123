"""Outlines of the wijken, and addresses with their point."""

from typing import Literal

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape


class AreaProperties(Shape):
    """`code` is that of a CBS buurt, or the slug of a whole wijk."""

    code: str
    name: str
    wijk: str
    wijk_name: str


class MultiPolygon(Shape):
    """Coordinates are longitude and latitude in degrees (RFC 7946 §3.1.7)."""

    type: Literal["MultiPolygon"]
    coordinates: list[list[list[tuple[float, float]]]]


class Area(Shape):
    type: Literal["Feature"]
    id: str
    properties: AreaProperties
    geometry: MultiPolygon


class AreaCollection(Shape):
    """A GeoJSON FeatureCollection."""

    type: Literal["FeatureCollection"]
    features: list[Area]


class Address(Shape):
    """An address as the register knows it; `wijk` is that of the deal, null elsewhere."""

    label: str
    street_address: str
    postcode: str | None
    city: str
    lat: float
    lon: float
    wijk: str | None


class AreaCalls(ServiceClient):
    """Outlines and addresses."""

    async def areas(self) -> AreaCollection:
        return AreaCollection.model_validate_json((await self.get("/v1/areas.geojson")).content)

    async def addresses(self, text: str, token: str) -> Page[Address]:
        """Addresses that begin like `text`, for who may change places."""
        headers = {"Authorization": f"Bearer {token}"}
        return Page[Address].model_validate_json((await self.get("/v1/addresses", {"q": text}, headers)).content)
