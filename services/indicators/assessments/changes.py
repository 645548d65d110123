"""Changes since the baseline as figures of their own, so that every channel says the same of them: JSON, tables, OData,
reports. What can't be compared is a figure without a value that says so. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.contracts.indicators import Measure
from services.indicators.assessments.assessing import World
from services.indicators.assessments.chances import LEVEL, Amount, less
from services.indicators.assessments.known import Known, is_baseline
from services.indicators.assessments.rules import WITH_BASELINE, comparable
from services.indicators.results.estimated import Estimated, Period

CHANGES: Mapping[str, Measure] = {"value": "change", "gap": "gap-change"}
REASONS = {"break": "break", "unusable": "unusable-baseline"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure of a later period and that of the baseline, of one indicator."""

    indicator: str
    latest: Known
    baseline: Known
    period: Period


def changes_of(world: World, indicator: str) -> list[Estimated]:
    """Every later period against the baseline, per area: the value, and its gap to the city."""
    definition = world.definitions.get(indicator)
    if definition is None or definition.content["target"]["comparison"] not in WITH_BASELINE:
        return []
    return [_told(world, each, definition.content) for each in _pairs(world, indicator, definition.content)]


def _pairs(world: World, indicator: str, content: Mapping[str, Any]) -> Iterator[Changed]:
    named = content["period"]["baseline"]
    for (name, *_, measure), figures in world.figures.items():
        if name != indicator or measure not in CHANGES:
            continue
        first = [each for each in figures if is_baseline(each, named, world.deal.baseline_year)]
        for latest in figures:
            later = first and latest not in first and latest.ends > first[-1].ends
            if later and latest.period and latest.dataset_ids:
                yield Changed(indicator, latest, first[-1], latest.period)


def _told(world: World, pair: Changed, content: Mapping[str, Any]) -> Estimated:
    latest, baseline = pair.latest, pair.baseline
    unusable = (pair.indicator, baseline.label) in world.unusable
    hindrance = comparable(latest.measured, baseline.measured, unusable)
    amount = less(latest.amount, baseline.amount) if not hindrance and latest.amount and baseline.amount else None
    return Estimated(
        indicator_id=pair.indicator,
        definition_version=latest.version,
        measure=CHANGES[latest.measure],
        area_kind=latest.area.kind,
        area_id=latest.area.id,
        area_label=latest.area.label,
        wijk=latest.area.wijk,
        period=pair.period,
        unit=content["target"]["unit"]["nl"],
        comparability_group=latest.group,
        dataset_ids=sorted({*latest.dataset_ids, *baseline.dataset_ids}),
        detail={"since": baseline.label},
        **_numbers(amount, hindrance.reason if hindrance else None, latest),
    )


def _numbers(amount: Amount | None, reason: str | None, latest: Known) -> dict[str, Any]:
    if amount is None:
        broken = reason in REASONS
        said = REASONS.get(reason or "", "no-figure")
        status = "not-comparable" if broken else "impossible"
        return {"value": None, "status": status, "status_reason": said, "uncertainty": {"kind": latest.uncertainty}}
    low, high = amount.bounds or (None, None)
    sampled = amount.uncertainty == "sampling"
    return {
        "value": amount.value,
        "lower": low,
        "upper": high,
        "level": LEVEL if sampled else None,
        "se": amount.se if sampled else None,
        "df": amount.df if sampled else None,
        "uncertainty": {"kind": amount.uncertainty, "waves": "independent"},
    }
