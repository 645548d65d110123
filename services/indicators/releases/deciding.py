"""From the figures that are wanted to what is shown of each. Pure; figures are the JSON of measurements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.contracts.deal_disclosure import DisclosureFile
from services.contracts.indicators.releases import Hidden, HiddenFor
from services.indicators.releases.disclosure_rules import Unprotectable, areas_to_hide
from services.indicators.releases.quantities import (
    BASE,
    Family,
    Figure,
    Protected,
    area_of,
    family_of,
    protected,
    quantities,
    snapshots,
)
from services.indicators.releases.showing import hidden, shown

Key = tuple[str, str | None, tuple[str, str]]
"""Indicator, period, area."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a decision needs. `figures`: every newest one, wanted or not; `releases`: what earlier ones showed, each
    as (status, real figure); `public`: what is public now of those."""

    figures: Sequence[Figure]
    releases: Sequence[Sequence[tuple[str, Figure]]]
    definitions: Mapping[str, Mapping[str, Any]]
    rules: DisclosureFile
    complementary: bool = True


@dataclass(frozen=True, slots=True)
class Decided:
    """A figure of a release: the real one, what is shown of it, and why not when it is hidden."""

    figure: Figure
    shown: dict[str, Any]
    why: HiddenFor | None = None

    def line(self) -> Hidden | None:
        said = self.figure
        return self.why and Hidden(
            indicator_id=said["indicatorId"],
            measure=said["measure"],
            area_id=said["areaId"],
            period_label=said["periodLabel"],
            why=self.why,
        )


class TooMuchTold(Exception):
    """An earlier release told so much of this indicator and period that something hidden would follow."""


def decide(wanted: Sequence[Figure], material: Material) -> list[Decided]:
    """Raises TooMuchTold."""
    about = {
        name: protected(content, material.rules.of_kind(content["kind"]))
        for name, content in material.definitions.items()
    }
    gone: dict[Key, HiddenFor] = {}
    for family in sorted({family_of(each) for each in wanted if about[each["indicatorId"]]}, key=str):
        gone |= _hidden_in(family, wanted, material, about[family[0]])
    public = _public(wanted, material, gone)
    return [_decided(each, about[each["indicatorId"]], material, gone, public) for each in wanted]


def _hidden_in(
    family: Family, wanted: Sequence[Figure], material: Material, about: Protected | None
) -> dict[Key, HiddenFor]:
    assert about
    now = quantities((each for each in material.figures if family_of(each) == family), about)
    told = [[pair for pair in each if family_of(pair[1]) == family] for each in material.releases]
    asked = {area_of(each) for each in wanted if family_of(each) == family and each["measure"] in BASE}
    try:
        found = areas_to_hide(
            now, frozenset(asked & now.keys()), snapshots(now, told, about), material.rules.sums, material.complementary
        )
    except Unprotectable:
        raise TooMuchTold(f"{family[0]} {family[1]}") from None
    return {(*family, area): "few" if now[area].few else "complementary" for area in found}


def _public(wanted: Sequence[Figure], material: Material, gone: Mapping[Key, HiddenFor]) -> set[Key]:
    """The figures that anybody can read once this is published."""
    public: set[Key] = set()
    for told in material.releases:
        for status, figure in told:
            if figure["measure"] in BASE:
                (public.discard if status == "hidden" else public.add)(_key(figure))
    return (public | {_key(each) for each in wanted if each["measure"] in BASE}) - gone.keys()


def _decided(
    figure: Figure, about: Protected | None, material: Material, gone: Mapping[Key, HiddenFor], public: set[Key]
) -> Decided:
    why = _why_hidden(figure, gone, public) if about and figure["value"] is not None else None
    if why:
        return Decided(figure, hidden(figure, material.rules.words), why)
    return Decided(figure, shown(figure, about, material.rules.round_to, material.rules.words))


def _why_hidden(figure: Figure, gone: Mapping[Key, HiddenFor], public: set[Key]) -> HiddenFor | None:
    """A change or a gap is shown only where all that it is made from is public: it would give the rest away."""
    if figure["measure"] in BASE:
        return gone.get(_key(figure))
    return None if all(each in public for each in _made_from(figure, public)) else "uses-hidden"


def _made_from(figure: Figure, public: set[Key]) -> Iterator[Key]:
    indicator, period, area = _key(figure)
    city = next((each[2] for each in sorted(public, key=str) if each[0] == indicator and each[2][0] == "city"), None)
    periods = [period, figure["detail"].get("since", "?")] if "change" in figure["measure"] else [period]
    for each in periods:
        yield indicator, each, area
        if "gap" in figure["measure"]:
            yield indicator, each, city or ("city", "?")


def _key(figure: Figure) -> Key:
    return (*family_of(figure), area_of(figure))
