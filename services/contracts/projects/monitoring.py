"""Monitoring on the three levels of Art. 7.2: realisation, results, division of the money."""

from datetime import date, datetime
from typing import Any, Literal

from services.contracts.calling import ServiceClient
from services.contracts.deal_shapes import MeasuredByShape, ResultTargetShape
from services.contracts.indicators.assessments import AssessmentShape
from services.contracts.projects.money import MoneyWarning
from services.contracts.shapes import Shape


class Standing(Shape):
    """How many projects of a pillar or wijk had which status; milestones by their dates as they are known now."""

    projects: dict[str, int]
    project_count: int
    milestones_planned: int
    milestones_reached: int
    milestones_late: int


class PillarStanding(Standing):
    pillar: int


class WijkStanding(Standing):
    """A project counts in each of its wijken, so wijken do not add up to the deal."""

    wijk: str


class Depletion(Shape):
    """How far money is used up, in cents: kept apart as Art. 5 does."""

    allocated_cents: int
    budget_cents: int
    forecast_cents: int
    committed_cents: int
    paid_cents: int


class PillarDepletion(Depletion):
    pillar: int


class ContributionDepletion(Depletion):
    """`commitment` says whether `amountCents` is reserved or a best effort."""

    contribution: str
    commitment: str
    amount_cents: int
    received_cents: int
    left_cents: int


class YearDepletion(Depletion):
    year: int


class RealisationShape(Shape):
    """Art. 7.2a. The deal divides its money over pillars, not over wijken: so money is not shown per wijk."""

    as_of: datetime | None
    last_known_at: datetime | None
    pillars: list[PillarStanding]
    wijken: list[WijkStanding]
    money_by_pillar: list[PillarDepletion]
    money_by_contribution: list[ContributionDepletion]
    money_by_year: list[YearDepletion]
    warnings: list[MoneyWarning]


class DivisionPart(Shape):
    """`shareOfAllocation` in thousandths of all allocated; `deviation` from an equal share, which is no norm."""

    pillar: int
    allocated_cents: int
    budget_cents: int
    committed_cents: int
    paid_cents: int
    share_of_allocation: int | None
    deviation: int | None
    allocated_but_not_committed_cents: int


class DivisionShape(Shape):
    """Art. 7.2c: the money over the pillars against the guideline of Art. 5.4."""

    as_of: datetime | None
    last_known_at: datetime | None
    allocation_id: str | None
    allocation_version: int | None
    decided_on: date | None
    reason: str | None
    agreed_by: list[str]
    reviewed_years: list[int]
    guideline: dict[str, Any]
    parts: list[DivisionPart]
    explanation: str
    warnings: list[MoneyWarning]


class ResultShape(Shape):
    """One expected result (Art. 3). `state` says whether there is a figure, and if not, why. Each assessment has its
    figures with uncertainty, source and definition version, and a verdict that can be "not-comparable"."""

    id: str
    pillar: int | None
    per: str
    title: str
    article: str
    target: ResultTargetShape
    direction: str
    measured_by: MeasuredByShape
    state: Literal["measured", "not-measured-yet", "by-evidence"]
    evidence: int
    """How many items of evidence there are for it."""
    assessments: list[AssessmentShape]


class ResultsShape(Shape):
    """Art. 7.2b. `askedAt` is when the figures were asked of the indicators service; `fresh` is false for the last good
    answer of a service that is away, and for an earlier day."""

    as_of: datetime | None
    asked_at: datetime | None
    fresh: bool
    why_not_fresh: str | None
    items: list[ResultShape]
    total: int
    next: None = None


class MonitoringCalls(ServiceClient):
    """Calls about monitoring; each takes `asOf`, a day or a moment."""

    async def realisation(self, **query: Any) -> RealisationShape:
        return RealisationShape.model_validate_json((await self.get("/v1/monitoring/realisation", query)).content)

    async def results(self, **query: Any) -> ResultsShape:
        """`asOf pillar`."""
        return ResultsShape.model_validate_json((await self.get("/v1/monitoring/results", query)).content)

    async def division(self, **query: Any) -> DivisionShape:
        return DivisionShape.model_validate_json((await self.get("/v1/monitoring/division", query)).content)
