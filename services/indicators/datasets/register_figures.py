"""From a register's rounded counts to figures: a percentage and a number, each between the bounds of rounding (Art. 3,
note 5). Pure.

A count rounded to r can be r/2 off either way, and a sum of k such counts k times as much. That is no interval of
confidence: the real number surely lies in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl

from services.contracts.indicators import AreaKind
from services.contracts.indicators.datasets import ELSEWHERE, DatasetMetadata
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.period_rules import period_of
from services.indicators.datasets.survey_figures import Place
from services.indicators.results.estimated import Estimated

NO_ROWS, NO_HOUSEHOLDS = "no-rows", "no-households"
"""Reason codes: the register says nothing of (a part of) the area; it does not say of how many households."""
NUMBER_UNIT = "huishoudens"


@dataclass(frozen=True, slots=True)
class Counted:
    """A whole number between two others, which are sure."""

    value: int
    lower: int
    upper: int

    def percentage_of(self, whole: "Counted") -> tuple[float, float, float] | None:
        """Value and bounds from 0 to 100; None of nothing."""
        if whole.value == 0 or whole.lower == 0:
            return None
        share = (self.value / whole.value, self.lower / whole.upper, min(self.upper / whole.lower, 1.0))
        return 100 * share[0], 100 * share[1], 100 * share[2]


@dataclass(frozen=True, slots=True)
class Area:
    kind: AreaKind
    id: str
    label: str
    parts: tuple[str, ...]
    wijk: str | None = None


def register_figures(
    counts: pl.DataFrame, metadata: DatasetMetadata, edition: Edition, place: Place, dataset_id: UUID
) -> list[Estimated]:
    """`counts` has `area count` and, where the file knows them, `households`, a row per unit of the source."""
    return [
        figure for area in areas_of(counts, place) for figure in _figures(counts, metadata, edition, area, dataset_id)
    ]


def areas_of(counts: pl.DataFrame, place: Place) -> Iterator[Area]:
    """The city only where the file tells of all of it."""
    wijken = tuple(place.wijken)
    for slug, name in place.wijken.items():
        yield Area("wijk", slug, name, (slug,), slug)
    yield Area("deal", *place.deal, wijken)
    if (counts["area"].cast(pl.String) == ELSEWHERE).any():
        yield Area("city", *place.city, (*wijken, ELSEWHERE))


def summed(counts: pl.DataFrame, column: str, area: Area, rounded_to: int) -> Counted | None:
    """None when a part of the area has no row: what is not known is not nothing."""
    of_area = counts.filter(pl.col("area").cast(pl.String).is_in(area.parts))
    if column not in counts.columns or of_area["area"].n_unique() < len(area.parts):
        return None
    value, margin = int(of_area[column].sum()), rounded_to // 2
    lower = sum(max(int(each) - margin, 0) for each in of_area[column])
    return Counted(value, lower, value + margin * of_area.height)


def _figures(
    counts: pl.DataFrame, metadata: DatasetMetadata, edition: Edition, area: Area, dataset_id: UUID
) -> Iterator[Estimated]:
    number = summed(counts, "count", area, metadata.rounded_to)
    whole = summed(counts, "households", area, metadata.rounded_to)
    share = number.percentage_of(whole) if number and whole else None
    reason = NO_HOUSEHOLDS if number else NO_ROWS
    said: dict[str, Any] = {
        "denominator": whole.value if whole else None,
        "numerator": number.value if number else None,
    }
    unit = edition.definition.unit["nl"].partition(",")[0]
    yield _told(metadata, edition, area, dataset_id, "value", unit, share, reason, **said)
    exact = (number.value, number.lower, number.upper) if number else None
    yield _told(metadata, edition, area, dataset_id, "number", NUMBER_UNIT, exact, NO_ROWS)


def _told(
    metadata: DatasetMetadata, edition: Edition, area: Area, dataset_id: UUID, measure: Any, unit: str,
    bounds: tuple[float, float, float] | None, reason: str, **said: Any,
) -> Estimated:  # fmt: skip
    value, lower, upper = bounds or (None, None, None)
    return Estimated(
        indicator_id=edition.indicator_id,
        definition_version=edition.version,
        measure=measure,
        area_kind=area.kind,
        area_id=area.id,
        area_label=area.label,
        wijk=area.wijk,
        period=period_of(metadata.period),
        value=value,
        lower=lower,
        upper=upper,
        unit=unit,
        status="provisional" if bounds else "impossible",
        status_reason=None if bounds else reason,
        uncertainty={"kind": "rounding", "roundedTo": metadata.rounded_to},
        comparability_group=edition.definition.comparability_group,
        dataset_ids=[dataset_id],
        **(said if bounds else {}),
    )
