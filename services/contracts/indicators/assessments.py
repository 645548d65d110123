"""What the figures say about what was agreed (Art. 1, 3, 7.8). It says how things stand, and has no consequence."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.indicators.measurements import AreaKind
from services.contracts.shapes import Input, Page, Shape

Verdict = Literal["achieved", "on-track", "uncertain", "off-track", "not-comparable", "no-baseline", "no-data"]
GapVerdict = Literal["smaller", "uncertain", "larger", "not-comparable", "no-baseline", "no-data"]
Uncertainty = Literal["none", "sampling", "rounding"]
"""`none`: everything was counted. `sampling`: bounds are a 95 % interval. `rounding`: the source rounded, bounds are
sure."""


class AssessedFigure(Shape):
    """A measurement as it was used. `lower` and `upper` are null when everything was counted; `release` is the number
    of the publication it stands in, null while it is provisional."""

    measurement_id: UUID
    period: str
    """`2019-najaar`, or the day of a count."""
    value: float
    lower: float | None
    upper: float | None
    uncertainty: Uncertainty
    status: str
    definition_version: int
    comparability_group: str | None
    release: int | None = None


class Difference(Shape):
    """A change or a gap, in the unit of the indicator (percentage points for a percentage)."""

    value: float
    lower: float | None
    upper: float | None
    uncertainty: Uncertainty


class AgreedTarget(Shape):
    """What was agreed, since when it stands in the deal's files. `since` null: the oldest that is known."""

    version: int
    since: datetime
    comparison: Literal["change", "at-least", "less", "more"]
    value: float | None
    text: str
    article: str


class CityGap(Shape):
    """The arrears of an area on the city that it is part of (Art. 1). Positive: the city is better off."""

    city: str
    verdict: GapVerdict
    reason: str | None
    latest: Difference | None
    baseline: Difference | None
    change: Difference | None
    probability_smaller: float | None


class AssessmentShape(Shape):
    """How one indicator stands in one area.

    `reason` is a code that tells more than the verdict: `break` (another survey), `low-response`, `only-baseline`, …
    `expected` is the change or the number that the straight path asks for at the moment of `latest`, `probability` how
    likely it is that this was reached; null for what was counted whole. `words` are plain Dutch.
    """

    id: str
    indicator_id: str
    title: str
    area_kind: AreaKind
    area_id: str
    area_label: str
    wijk: str | None
    verdict: Verdict
    reason: str | None
    words: str
    article: str
    unit: str
    direction: Literal["up", "down"]
    target: AgreedTarget
    earlier_targets: list[AgreedTarget]
    baseline: AssessedFigure | None
    latest: AssessedFigure | None
    change: Difference | None
    expected: float | None
    share_of_time: float | None
    """How much of the time between baseline and target had passed, 0 to 1."""
    probability: float | None
    gap: CityGap | None
    basis: list[UUID]
    """The measurements that were used."""
    source: str


class UnusableBaselineShape(Shape):
    """A baseline that can't be compared with, and why. `withdrawnAt` is set when it turned out to be usable."""

    id: UUID
    indicator_id: str
    period: str
    reason: str
    flagged_at: datetime
    withdrawn_at: datetime | None
    version: int


class UnusableBaselineInput(Input):
    indicator_id: str = Field(pattern=r"^[a-z0-9-]{1,100}$")
    period: str = Field(min_length=4, max_length=20)
    reason: str = Field(min_length=10, max_length=500)


class AssessmentCalls(ServiceClient):
    """Calls about what was agreed."""

    async def assessments(self, token: str | None = None, **query: Any) -> Page[AssessmentShape]:
        """`indicator areaKind area wijk verdict until page pageSize`; with an analyst's token also what is prepared."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return Page[AssessmentShape].model_validate_json(
            (await self.get("/v1/assessments", query, headers=headers)).content
        )

    async def unusable_baselines(self) -> Page[UnusableBaselineShape]:
        return Page[UnusableBaselineShape].model_validate_json((await self.get("/v1/unusable-baselines")).content)
