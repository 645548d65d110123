"""Figures: never a number without source, moment, uncertainty and definition version."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape

AreaKind = Literal["place", "wijk", "deal", "city"]
MeasurementStatus = Literal["provisional", "published", "impossible"]


class Asked(Shape):
    """One question put to another service to get a figure: so that it can be done again.

    `total` is the number of items on all pages together, `checksum` the SHA-256 of them in the order of their ids.
    """

    service: str
    path: str
    asked_at: datetime
    total: int | None = None
    checksum: str | None = None


class MeasurementShape(Shape):
    """A figure. `value` is null only with a `status` that says why; counts have no sampling uncertainty."""

    id: UUID
    indicator_id: str
    definition_version: int
    area_kind: AreaKind
    area_id: str
    area_label: str
    wijk: str | None
    """The wijk of a place, or the wijk itself; null for larger areas."""
    period: date
    """Day of measuring; a definition that looks ahead does so from here."""
    value: float | None
    unit: str
    status: MeasurementStatus
    status_reason: str | None
    uncertainty: dict[str, Any]
    target: float | None
    target_met: bool | None
    detail: dict[str, Any]
    """projects-per-meeting-place: of a wijk and the deal `places` (m) and `placesWithThree` (n); of a place `projects`
    ({id, title}), `stoppedProjects` ({id, title}) and `unknownProjects` (ids), of which only the first count.
    meeting-places-per-wijk: of a wijk `meetingPlaces` ({id, name}); of the deal `wijken` and `wijkenReachingTarget`."""
    source: list[Asked]
    measured_at: datetime
    confirmed_at: datetime
    """When it was last counted again with the same outcome: the age of the figure. `measuredAt` when never."""


class MeasurementCalls(ServiceClient):
    """Calls about figures."""

    async def measurements(self, **query: Any) -> Page[MeasurementShape]:
        """`indicator areaKind area wijk latest page pageSize`; `latest=true` (default) gives the newest per area."""
        return Page[MeasurementShape].model_validate_json((await self.get("/v1/measurements", query)).content)

    async def measurement(self, measurement_id: UUID) -> MeasurementShape:
        return MeasurementShape.model_validate_json((await self.get(f"/v1/measurements/{measurement_id}")).content)
