"""Figures as others see them: never a number without source, moment, uncertainty and definition version."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape

AreaKind = Literal["place", "wijk", "deal", "city"]
MeasurementStatus = Literal["provisional", "published", "impossible"]


class IndicatorShape(Shape):
    """A definition in its newest version; `target` is what the deal agreed, with its article."""

    id: str
    version: int
    title: str
    definition: str
    unit: str
    direction: Literal["up", "down"]
    target: dict[str, Any] | None
    article: str
    source: str
    areas: list[str]
    interpretation: list[dict[str, str]]


class Asked(Shape):
    """One question put to another service to get a figure: so that it can be done again."""

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
    period: date
    value: float | None
    unit: str
    status: MeasurementStatus
    status_reason: str | None
    uncertainty: dict[str, Any]
    target: float | None
    target_met: bool | None
    detail: dict[str, Any]
    """For projects-per-meeting-place: `places` (m) and `placesWithThree` (n); for a place its `projects`."""
    source: list[Asked]
    measured_at: datetime


class RefreshShape(Shape):
    id: UUID
    status: Literal["waiting", "running", "done", "failed"]
    requested_at: datetime
    finished_at: datetime | None
    reason: str | None


class IndicatorsClient(ServiceClient):
    """Typed client. Every method raises ServiceDown or ServiceRefused."""

    async def indicators(self) -> Page[IndicatorShape]:
        return Page[IndicatorShape].model_validate_json((await self.get("/v1/indicators")).content)

    async def measurements(self, **query: Any) -> Page[MeasurementShape]:
        """`indicator areaKind area wijk latest page pageSize`; `latest=true` (default) gives the newest per area."""
        return Page[MeasurementShape].model_validate_json((await self.get("/v1/measurements", query)).content)

    async def refresh(self, token: str) -> RefreshShape:
        return RefreshShape.model_validate_json((await self.send("POST", "/v1/refreshes", token=token)).content)

    async def refresh_state(self, refresh_id: UUID, token: str) -> RefreshShape:
        headers = {"Authorization": f"Bearer {token}"}
        return RefreshShape.model_validate_json(
            (await self.get(f"/v1/refreshes/{refresh_id}", headers=headers)).content
        )
