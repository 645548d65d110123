"""What figures stand for, in a unit that adds up over areas. Pure; figures are the JSON of measurements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from services.contracts.deal_disclosure import PeopleProtection
from services.indicators.releases.disclosure_rules import Area, Quantity, Snapshot

Figure = Mapping[str, Any]
Family = tuple[str, str | None]
"""Indicator and period."""
BASE = ("value", "number")
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Protected:
    """An indicator about people: how its figures are protected, and the ends of a survey's scale."""

    kind: str
    rule: PeopleProtection
    lowest: float = 0.0
    highest: float = PERCENT


def protected(content: Mapping[str, Any], rule: PeopleProtection | None) -> Protected | None:
    """From a definition; None when it is about things."""
    scale = content.get("scale")
    if rule is None:
        return None
    return Protected(content["kind"], rule, *((scale["minimum"], scale["maximum"]) if scale else (0.0, PERCENT)))


def area_of(figure: Figure) -> Area:
    return figure["areaKind"], figure["areaId"]


def family_of(figure: Figure) -> Family:
    return figure["indicatorId"], figure["periodLabel"]


def quantities(figures: Iterable[Figure], about: Protected) -> dict[Area, Quantity]:
    """Of one family, per area that has a value."""
    by_area: dict[Area, dict[str, Figure]] = {}
    for figure in figures:
        if figure["measure"] in BASE and figure["value"] is not None:
            by_area.setdefault(area_of(figure), {})[figure["measure"]] = figure
    of_kind = _of_survey if about.kind == "survey" else _of_register
    return {area: of_kind(area, measures, about) for area, measures in by_area.items()}


def _of_survey(area: Area, measures: Mapping[str, Figure], about: Protected) -> Quantity:
    """A mean (or a percentage) times the people that it stands for."""
    figure = measures.get("value") or measures["number"]
    respondents = figure["respondents"] or 0
    people = figure["denominator"] or respondents or 1
    width = about.rule.protection * (about.highest - about.lowest) * people
    few = respondents < about.rule.minimum
    return Quantity(
        area, figure["value"] * people, about.lowest * people, about.highest * people, width, respondents, few
    )


def _of_register(area: Area, measures: Mapping[str, Figure], about: Protected) -> Quantity:
    """A number of people or households; a percentage is hidden together with its number."""
    people = _counted(measures)
    return Quantity(area, people, 0, inf, about.rule.protection, people, people < about.rule.minimum)


def _counted(measures: Mapping[str, Figure]) -> float:
    if "number" in measures:
        return float(measures["number"]["value"])
    figure = measures["value"]
    if figure["numerator"] is not None:
        return float(figure["numerator"])
    of = figure["denominator"]
    return float(figure["value"]) if of is None else float(figure["value"]) * float(of) / PERCENT


def snapshots(
    now: Mapping[Area, Quantity], releases: Sequence[Sequence[tuple[str, Figure]]], about: Protected
) -> list[Snapshot]:
    """How a family stood after each release, the first first. `releases`: of each its (status, real figure) pairs."""
    known, shown, hidden, found = dict(now), set[Area](), set[Area](), []
    for told in releases:
        known |= quantities((figure for _, figure in told), about)
        for status, figure in told:
            if figure["measure"] in BASE:
                (shown.discard if status == "hidden" else shown.add)(area_of(figure))
                (hidden.add if status == "hidden" else hidden.discard)(area_of(figure))
        if told:
            found.append(Snapshot(dict(known), frozenset(shown & known.keys()), frozenset(hidden & known.keys())))
    return found
