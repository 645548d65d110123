"""From figures and definitions to assessments: one per indicator and area. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.contracts.indicators import AgreedTarget, AssessedFigure, AssessmentShape, CityGap, Difference
from services.indicators.assessments.chances import Amount, less
from services.indicators.assessments.gap_rules import GapJudgement, arrears, judge_gap
from services.indicators.assessments.known import (
    Area,
    DealKnown,
    Definition,
    Known,
    Pair,
    Placed,
    agreement_of,
    areas_of,
    pair_of,
)
from services.indicators.assessments.rules import Judgement, Measured, both, judge
from services.indicators.assessments.words import PERCENT, Told, words
from services.indicators.definitions.shapes import Languages, said

Unusable = set[tuple[str, str]]
"""Indicator and period of baselines that may not be compared with."""
NOT_SHOWN = {"hidden": "hidden", "impossible": "impossible"}


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is known. `figures`: per indicator, kind and id of the area and measure, by period."""

    deal: DealKnown
    definitions: Mapping[str, Definition]
    figures: Mapping[tuple[str, str, str, str], Sequence[Known]]
    unusable: Unusable

    def of(self, indicator: str, area: Placed, measure: str = "value") -> Sequence[Known]:
        return self.figures.get((indicator, *area, measure), ())


def by_area(figures: Iterable[tuple[str, Known]]) -> dict[tuple[str, str, str, str], list[Known]]:
    """`figures` with the indicator of each."""
    found: dict[tuple[str, str, str, str], list[Known]] = defaultdict(list)
    for indicator, figure in figures:
        found[indicator, figure.area.kind, figure.area.id, figure.measure].append(figure)
    for each in found.values():
        each.sort(key=lambda figure: figure.ends)
    return found


def assessments(world: World, languages: Languages) -> list[AssessmentShape]:
    """In the order of the definitions; of each the deal, its wijken, and its places."""
    return [
        assess(world, name, definition, area, languages)
        for name, definition in world.definitions.items()
        for area in areas_of(definition, world.deal, _all_of(world, name))
    ]


def _all_of(world: World, indicator: str) -> Iterator[Known]:
    return (each for (name, *_), figures in world.figures.items() if name == indicator for each in figures)


def assess(world: World, name: str, definition: Definition, area: Area, languages: Languages) -> AssessmentShape:
    content = definition.content
    agreed = agreement_of(content, world.deal)
    pair = pair_of(world.of(name, (area.kind, area.id)), content, world.deal)
    unusable = pair.baseline is not None and (name, pair.baseline.label) in world.unusable
    judged = _judged(judge(agreed, _measured(pair.latest), _measured(pair.baseline), unusable), pair)
    numbers = pair_of(world.of(name, (area.kind, area.id), "number"), content, world.deal)
    judged = both(judged, judge(agreed, _measured(numbers.latest), _measured(numbers.baseline), unusable))
    lag, gap = _gap(world, name, area, pair, unusable)
    told = Told(
        agreed, judged, content["target"]["text"]["nl"], *_units(content), content["decimals"],
        pair.latest.amount if pair.latest else None, pair.baseline.amount if pair.baseline else None,
        world.deal.compared_with, lag[-1] if lag else None, gap,
    )  # fmt: skip
    targets = targets_of(definition, languages)
    return AssessmentShape(
        id=f"{name}.{area.kind}.{area.id}",
        indicator_id=name,
        title=said(content["titles"], languages),
        area_kind=area.kind,
        area_id=area.id,
        area_label=area.label,
        wijk=area.wijk,
        verdict=judged.verdict,
        reason=judged.reason,
        words=words(told),
        article=content["article"],
        unit=said(content["unit"], languages),
        direction=content["direction"],
        target=targets[-1],
        earlier_targets=targets[:-1],
        baseline=_used(pair.baseline),
        latest=_used(pair.latest),
        change=_difference(judged.change),
        expected=judged.expected,
        share_of_time=judged.share_of_time,
        probability=judged.probability,
        gap=_city_gap(world.deal, lag, gap),
        basis=[each.id for each in (pair.latest, pair.baseline) if each],
        source="; ".join(content["sources"]),
    )


def _measured(figure: Known | None) -> Measured | None:
    return figure.measured if figure else None


def _judged(judged: Judgement, pair: Pair) -> Judgement:
    """A figure that is not shown is no missing figure: the reason says which."""
    if judged.verdict == "no-data" and pair.latest and pair.latest.status in NOT_SHOWN:
        return Judgement("no-data", NOT_SHOWN[pair.latest.status])
    return judged


def _units(content: Mapping[str, Any]) -> tuple[str, str]:
    """Behind a number and behind a change. A mark out of ten has no unit, and percentages differ by points."""
    unit = content["unit"]["nl"].partition(",")[0]
    if unit.startswith(PERCENT):
        return unit, "procentpunt"
    return ("" if "(" in unit else unit), content["target"]["unit"]["nl"]


def targets_of(definition: Definition, languages: Languages) -> list[AgreedTarget]:
    """Each target that ever held, the oldest first, the one that holds last; a version that kept it adds none."""
    found: list[tuple[Any, AgreedTarget]] = []
    for version in definition.versions:
        target = version.content["target"]
        if version.number <= definition.current.number and (not found or found[-1][0] != target):
            kept = {name: target[name] for name in ("comparison", "value", "article")}
            text = said(target["text"], languages)
            found.append((target, AgreedTarget(version=version.number, since=version.loaded_at, text=text, **kept)))
    return [each for _, each in found]


def _gap(world: World, name: str, area: Area, pair: Pair, unusable: bool) -> tuple[list[Amount], GapJudgement | None]:
    """Arrears at the baseline (where known) and now, and what they say; nothing when there is no gap of now."""
    if area.kind not in ("deal", "wijk") or not pair.latest:
        return [], None
    latest, baseline = (_arrears(world, name, area, figure) for figure in (pair.latest, pair.baseline))
    if latest is None:
        return [], None
    known = [each.amount for each in (baseline, latest) if each]
    return known, judge_gap(latest, baseline, unusable)


def _arrears(world: World, name: str, area: Area, figure: Known | None) -> Measured | None:
    """By the gap that was estimated with its covariance; of counts and registers the two figures are enough."""
    amount = _estimated_gap(world, name, area, figure) or _counted_gap(world, name, figure) if figure else None
    if figure is None or amount is None:
        return None
    return Measured(arrears(amount, world.definitions[name].content["direction"]), figure.ends, figure.group)


def _estimated_gap(world: World, name: str, area: Area, figure: Known) -> Amount | None:
    of_period = [each for each in world.of(name, (area.kind, area.id), "gap") if each.label == figure.label]
    return of_period[-1].amount if of_period else None


def _counted_gap(world: World, name: str, figure: Known) -> Amount | None:
    if world.deal.city is None or figure.uncertainty == "sampling" or figure.amount is None:
        return None
    of_city = [each for each in world.of(name, ("city", world.deal.city.id)) if each.label == figure.label]
    city = of_city[-1].amount if of_city else None
    return less(figure.amount, city) if city else None


def _used(figure: Known | None) -> AssessedFigure | None:
    amount = figure.amount if figure else None
    if figure is None or amount is None:
        return None
    low, high = amount.bounds or (None, None)
    return AssessedFigure(
        measurement_id=figure.id,
        period=figure.label,
        value=amount.value,
        lower=figure.lower if figure.lower is not None else low,
        upper=figure.upper if figure.upper is not None else high,
        uncertainty=amount.uncertainty,
        status=figure.status,
        definition_version=figure.version,
        comparability_group=figure.group,
        release=figure.release,
    )


def _difference(amount: Amount | None) -> Difference | None:
    if amount is None:
        return None
    low, high = amount.bounds or (None, None)
    return Difference(value=amount.value, lower=low, upper=high, uncertainty=amount.uncertainty)


def _city_gap(deal: DealKnown, lag: Sequence[Amount], gap: GapJudgement | None) -> CityGap | None:
    if gap is None or not lag:
        return None
    return CityGap(
        city=deal.city.label if deal.city else "",
        verdict=gap.verdict,
        reason=gap.reason,
        latest=_difference(lag[-1]),
        baseline=_difference(lag[0]) if len(lag) > 1 else None,
        change=_difference(gap.change),
        probability_smaller=gap.probability_smaller,
    )
