"""Figures: never a number without source, moment, uncertainty and definition version."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape

AreaKind = Literal["place", "wijk", "deal", "city"]
Measure = Literal["value", "number", "change", "gap", "gap-change"]
"""`value`: of the indicator itself; `number`: the number beside a percentage; `change`: since the baseline; `gap`: to
the city; `gap-change`: of that gap since the baseline."""
MeasurementStatus = Literal["provisional", "published", "unreliable", "hidden", "impossible", "not-comparable"]
"""`provisional`: open (*voorlopig*), or of a release to come; `hidden`: not shown, so that nobody is recognised;
`unreliable`: shown with a margin too wide to build on. `statusReason` says why in words, but for the first two."""


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
    measure: Measure = "value"
    area_kind: AreaKind
    area_id: str
    area_label: str
    wijk: str | None
    """The wijk of a place, or the wijk itself; null for larger areas."""
    period: date
    """Day of measuring; a definition that looks ahead does so from here."""
    period_label: str | None = None
    """As in `2019-najaar`; null for a count of now."""
    period_starts: date | None = None
    period_ends: date | None = None
    value: float | None
    lower: float | None = None
    upper: float | None = None
    """Bounds of the interval: by sampling with probability `level`, or by the rounding of the source for certain."""
    level: float | None = None
    se: float | None = None
    df: float | None = None
    respondents: int | None = None
    """How many answers it stands on; rounded in what is public."""
    numerator: float | None = None
    """Only in what is not public yet."""
    denominator: float | None = None
    """What a percentage is of, or how many people a mean stands for; rounded in what is public."""
    unit: str
    status: MeasurementStatus
    status_reason: str | None
    uncertainty: dict[str, Any]
    """`kind`: none | sampling | rounding, and how it was come by."""
    comparability_group: str | None = None
    """Figures of one indicator in different groups can't be compared."""
    dataset_ids: list[UUID] = Field(default_factory=list)
    open_at_once: bool = True
    """False: public by release only."""
    release: int | None = None
    """Number of the release that published it; null for a count that is open at once."""
    cell: int | None = None
    """What it is a figure of; the same number in every release, and the key in OData."""
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
        """`indicator measure areaKind area wijk latest page pageSize`; `latest=true` (default) gives the newest per
        area."""
        return Page[MeasurementShape].model_validate_json((await self.get("/v1/measurements", query)).content)

    async def measurement(self, measurement_id: UUID) -> MeasurementShape:
        return MeasurementShape.model_validate_json((await self.get(f"/v1/measurements/{measurement_id}")).content)
