"""Figures of surveys, registrations and registers, as those who compute them hand them over. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.contracts.indicators import AreaKind, Asked, Measure, MeasurementStatus
from services.indicators.results.measuring import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`2019-najaar`, from its first to its last day."""

    label: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """One figure, before anything is hidden. Public by release only.

    `uncertainty` has `kind` none, sampling or rounding, and how it was come by; the bounds stand beside it. `numerator`
    is the number of people (or households) that a register's percentage counts, `denominator` what it is of. Without
    `value` the `status` is impossible or not-comparable; whatever is not provisional has a reason in words.
    """

    indicator_id: str
    definition_version: int
    measure: Measure = "value"
    area_kind: AreaKind
    area_id: str
    area_label: str
    wijk: str | None = None
    period: Period
    value: float | None
    unit: str
    status: MeasurementStatus = "provisional"
    status_reason: str | None = None
    uncertainty: Mapping[str, Any]
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    se: float | None = None
    df: float | None = None
    respondents: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    comparability_group: str | None = None
    dataset_ids: Sequence[UUID]
    target: float | None = None
    target_met: bool | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    source: Sequence[Asked] = ()

    def row(self, now: datetime) -> dict[str, Any]:
        """For the measurement table."""
        said = asdict(self)
        period, source = said.pop("period"), said.pop("source")
        said |= {
            "period": period["ends"],
            "period_label": period["label"],
            "period_starts": period["starts"],
            "period_ends": period["ends"],
            "dataset_ids": list(self.dataset_ids),
            "uncertainty": dict(self.uncertainty),
            "detail": dict(self.detail),
            "open_at_once": False,
        }
        kept = [asked.model_dump(mode="json", by_alias=True) for asked in source]
        return said | {"fingerprint": fingerprint(said), "source": kept, "measured_at": now, "confirmed_at": now}
