"""An outsider who reads everything that is public, and computes what can be known of what is hidden.

Knows only HTTP, how many people live in each wijk, what the scale of a survey is, and which areas are parts of which.
Figures of two releases that never contradict one another are taken to be the same.
The arithmetic is in tests/puzzles.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from typing import Any

from tests.indicators.releases.reading import Cell, Seen
from tests.puzzles import Puzzle, Range

PEOPLE = {"bouwlust": 16_685, "vrederust": 12_345, "morgenstond": 19_345, "moerwijk": 21_300}
DEAL, CITY = "den-haag-zuidwest", "gm0518"
IN_CITY = 545_000
SCALES = {"social-cohesion": (0.0, 10.0), "feeling-unsafe": (0.0, 100.0)}
COUNTED = {"activated": "value", "problematic-debt": "number"}
"""The measure that adds up over areas."""
ROUNDED = 2.5
"""So far is a denominator that is shown from the real one."""
BASELINE = "2019-najaar"
MADE_FROM: dict[str, tuple[int, tuple[tuple[int, str, str | None, str | None], ...]]] = {
    "gap": (1, ((1, "value", None, None), (-1, "value", None, CITY))),
    "change": (1, ((1, "value", None, None), (-1, "value", BASELINE, None))),
    "gap-change": (1, ((1, "gap", None, None), (-1, "gap", BASELINE, None))),
    "lag": (-1, ((1, "gap", None, None),)),
    "lag-change": (-1, ((1, "gap-change", None, None),)),
}
"""Of each difference its sign, and what it is the sum of: weight, measure, period and area (None: its own)."""
TIGHT = 1e-7


@dataclass
class Edition:
    """What one release, or more that agree, say of an indicator."""

    values: dict[Cell, Range] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)

    def agrees(self, other: "Edition") -> bool:
        return all(meet(range_, other.values.get(cell, range_)) for cell, range_ in self.values.items())

    def learn(self, cell: Cell, range_: Range) -> None:
        low, high = self.values.get(cell, (-inf, inf))
        self.values[cell] = max(low, range_[0]), min(high, range_[1])

    def add(self, other: "Edition") -> None:
        for cell, range_ in other.values.items():
            self.learn(cell, range_)
        self.hidden |= other.hidden


def meet(one: Range, other: Range) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1]) + TIGHT


def ranges_of_hidden(found: Iterable[Seen]) -> dict[tuple[str, Cell], Range]:
    """The narrowest range for every hidden figure of a level, over all ways to combine editions."""
    ranges: dict[tuple[str, Cell], Range] = {}
    for indicator, editions in read_all(found).items():
        for edition in together(editions):
            for cell in edition.hidden:
                if cell[0] == COUNTED.get(indicator, "value"):
                    low, high = bounds(indicator, edition, cell)
                    least, most = ranges.get((indicator, cell), (-inf, inf))
                    ranges[indicator, cell] = max(low, least), min(high, most)
    return ranges


def together(editions: list[Edition]) -> Iterator[Edition]:
    """The largest sets of editions that agree: fewer of them never tell more."""
    found: list[set[int]] = []
    for size in range(len(editions), 0, -1):
        for some in combinations(range(len(editions)), size):
            if any(known.issuperset(some) for known in found):
                continue
            if all(editions[one].agrees(editions[other]) for one, other in combinations(some, 2)):
                found.append(set(some))
                whole = Edition()
                for each in some:
                    whole.add(editions[each])
                yield whole


def read_all(found: Iterable[Seen]) -> dict[str, list[Edition]]:
    """Per indicator an edition for each release, from every format."""
    editions: dict[str, dict[int, Edition]] = {}
    for each in found:
        edition = editions.setdefault(each.indicator, {}).setdefault(each.release, Edition())
        if each.value is not None:
            edition.learn(each.cell, (each.value - each.off, each.value + each.off))
            for cell, range_ in counted_from(each):
                edition.learn(cell, range_)
        elif each.status == "hidden":
            edition.hidden.add(each.cell)
    return {indicator: list(by_release.values()) for indicator, by_release in editions.items()}


def counted_from(each: Seen) -> Iterator[tuple[Cell, Range]]:
    """A percentage of a rounded denominator gives its number away, nearly."""
    if COUNTED.get(each.indicator) == "number" and each.cell[0] == "value" and each.of and each.value is not None:
        low, high = (each.value * (each.of + off) / 100 for off in (-ROUNDED, ROUNDED))
        yield ("number", *each.cell[1:]), (low, high)


class World:
    """All that an edition says of its figures."""

    def __init__(self, indicator: str, edition: Edition) -> None:
        self.puzzle = Puzzle()
        self.scale = SCALES.get(indicator)
        self.edition = edition
        self.numbers: dict[Cell, Any] = {}
        self.explained: set[Cell] = set()
        summed = COUNTED.get(indicator, "value")
        cells = sorted(edition.values.keys() | edition.hidden)
        for period in sorted({cell[1] for cell in cells if cell[0] == summed}):
            self.add_up(summed, period)
        for cell in cells:
            if cell in edition.values:
                self.differ(*cell)

    def number(self, measure: str, period: str, area: str) -> Any:
        cell = measure, period, area
        if cell not in self.numbers:
            lowest, highest = (-inf, inf) if measure not in ("value", "number") else self.scale or (0.0, inf)
            low, high = self.edition.values.get(cell, (lowest, highest))
            self.numbers[cell] = self.puzzle.number(max(low, lowest), min(high, highest))
        return self.numbers[cell]

    def add_up(self, measure: str, period: str) -> None:
        """The wijken make the deal's area, and the city has more: people who are somewhere on the scale too."""
        weights = {wijk: people if self.scale else 1 for wijk, people in PEOPLE.items()}
        everyone = sum(weights.values()) if self.scale else 1
        parts = sum((share / everyone) * self.number(measure, period, wijk) for wijk, share in weights.items())
        self.puzzle.told(parts == self.number(measure, period, DEAL))
        if (measure, period, CITY) not in self.edition.values:
            return
        share = everyone / IN_CITY if self.scale else 1
        low, high = self.scale or (0.0, inf)
        rest = self.puzzle.number(low * (1 - share), high * (1 - share) if self.scale else inf)
        inside = share * self.number(measure, period, DEAL)
        self.puzzle.told(inside + rest == self.number(measure, period, CITY))

    def differ(self, measure: str, period: str, area: str) -> None:
        """What a difference says of the figures that it was made from, down to those of a level."""
        if measure not in MADE_FROM or (measure, period, area) in self.explained:
            return
        self.explained.add((measure, period, area))
        sign, terms = MADE_FROM[measure]
        made_from = [(weight, name, when or period, where or area) for weight, name, when, where in terms]
        self.puzzle.told(
            sum(weight * self.number(*cell) for weight, *cell in made_from) == sign * self.number(measure, period, area)
        )
        for _, *cell in made_from:
            self.differ(*cell)


def bounds(indicator: str, edition: Edition, wanted: Cell) -> Range:
    """By linear programming over all that the edition says."""
    world = World(indicator, edition)
    return world.puzzle.range_of(world.number(*wanted))
