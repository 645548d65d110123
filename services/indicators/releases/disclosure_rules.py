"""What is hidden so that nobody can be recognised, and so that nothing hidden can be computed back. Pure.

A *family* is one indicator in one period: its figures are of areas that add up. A figure of too few people is hidden;
then the cheapest other figures are hidden too, until whoever puts together everything that was ever published about the
family, and knows all that anybody can know of it, is still left with a wide enough range for every hidden figure. Every
choice is tried out on that outsider (`linear_rules`), so the answer is right by construction and not by a rule of thumb
(Hundepool e.a., Statistical Disclosure Control, 2012, ch. 4).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import inf

from services.contracts.deal_disclosure import SumOfAreas
from services.indicators.releases.linear_rules import ONE, Equation, Range, System

Area = tuple[str, str]
"""Kind and id."""
MANY = 8
"""With more figures to choose from only small choices are tried, and then all."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a figure stands for, in a unit that adds up: people, or a mean times the people it stands for.

    Outsiders know beforehand that it lies between `lowest` and `highest` (infinite: no end); a range of `protection`
    must be left to them. `people` says how dear it is to hide.
    """

    area: Area
    amount: float
    lowest: float
    highest: float
    protection: float
    people: float
    few: bool

    @property
    def name(self) -> str:
        """The same number in another release is the same secret."""
        return f"{self.area[0]}/{self.area[1]}/{self.amount!r}/{self.lowest!r}/{self.highest!r}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A family as it stood after one release: the real numbers, those that were shown, and those hidden."""

    quantities: Mapping[Area, Quantity]
    shown: frozenset[Area]
    hidden: frozenset[Area]

    @property
    def told(self) -> frozenset[str]:
        return frozenset(self.quantities[area].name for area in self.shown)

    @property
    def secrets(self) -> dict[str, Quantity]:
        """What must stay unknown: what was hidden, and what is of few people though nobody asked to publish it."""
        few = {area for area, quantity in self.quantities.items() if quantity.few} - self.shown
        return {quantity.name: quantity for area in self.hidden | few if (quantity := self.quantities.get(area))}


class Unprotectable(Exception):
    """Whatever is hidden now, something hidden could be computed: an earlier release told too much."""


def areas_to_hide(
    quantities: Mapping[Area, Quantity],
    wanted: frozenset[Area],
    earlier: Sequence[Snapshot],
    sums: Sequence[SumOfAreas],
    complementary: bool = True,
) -> frozenset[Area]:
    """Which of the `wanted` figures are hidden; the cheapest safe choice. Raises Unprotectable.

    Without `complementary` only figures of few people are hidden: for the test that shows why that is not enough.
    """
    few = frozenset(area for area in wanted if quantities[area].few)
    if not complementary:
        return few
    hidden_before = {name for snapshot in earlier for name in snapshot.secrets}
    told_before = {name for snapshot in earlier for name in snapshot.told}
    first = few | {area for area in wanted if quantities[area].name in hidden_before - told_before}
    free = [quantities[area] for area in wanted - first if quantities[area].name not in told_before]
    for more in choices(free, sums):
        hidden = first | more
        if is_safe([*earlier, Snapshot(quantities, wanted - hidden, hidden)], sums):
            return hidden
    raise Unprotectable


def choices(free: Sequence[Quantity], sums: Sequence[SumOfAreas]) -> Iterator[frozenset[Area]]:
    """Cheapest first: few people rather than many, parts rather than totals."""
    cost = {quantity.area: _cost(quantity, free, sums) for quantity in free}
    sizes = range(len(free) + 1) if len(free) <= MANY else [0, 1, 2, len(free)]
    found = [frozenset(chosen) for size in sizes for chosen in combinations(sorted(cost), size)]
    yield from sorted(found, key=lambda chosen: (sum(cost[area] for area in chosen), sorted(chosen)))


def _cost(quantity: Quantity, free: Sequence[Quantity], sums: Sequence[SumOfAreas]) -> float:
    everybody = 1 + sum(other.people + 1 for other in free)
    above = [each.total for each in sums]
    rank = 1 + above.index(quantity.area[0]) if quantity.area[0] in above else 0
    return float((quantity.people + 1) * everybody**rank)


def is_safe(snapshots: Sequence[Snapshot], sums: Sequence[SumOfAreas]) -> bool:
    """Whether every secret of every release keeps its protection from who has read them all."""
    secrets = {name: quantity for snapshot in snapshots for name, quantity in snapshot.secrets.items()}
    if not secrets:
        return True
    told = frozenset().union(*(snapshot.told for snapshot in snapshots))
    if told & secrets.keys():
        return False
    system = outsider(snapshots, sums, told)
    return all(_wide_enough(system.bounds(name), quantity) for name, quantity in secrets.items())


def _wide_enough(range_: Range, quantity: Quantity) -> bool:
    return range_.width is None or range_.width >= Fraction(quantity.protection)


def outsider(snapshots: Sequence[Snapshot], sums: Sequence[SumOfAreas], told: frozenset[str]) -> System:
    """All that somebody can write down who knows every published figure in all its digits, how many people live where,
    which figures were corrected, and by how much sums differ from their parts."""
    system = System()
    for number, snapshot in enumerate(snapshots):
        for quantity in snapshot.quantities.values():
            if quantity.name not in told:
                system.ranges[quantity.name] = _known(quantity)
        for each in sums:
            _add(system, snapshot, each, told, f"rest {number} {each.total}")
    return system


def _known(quantity: Quantity) -> Range:
    highest = None if quantity.highest == inf else Fraction(max(quantity.highest, quantity.amount))
    return Range(Fraction(min(quantity.lowest, quantity.amount)), highest)


def _add(system: System, snapshot: Snapshot, each: SumOfAreas, told: frozenset[str], rest: str) -> None:
    totals = [quantity for area, quantity in snapshot.quantities.items() if area[0] == each.total]
    parts = [quantity for area, quantity in snapshot.quantities.items() if area[0] == each.parts]
    if len(totals) != 1 or not parts:
        return
    signed = [(totals[0], ONE), *((part, -ONE) for part in parts)]
    coefficients = {quantity.name: sign for quantity, sign in signed if quantity.name not in told}
    over = sum((sign * Fraction(quantity.amount) for quantity, sign in signed), Fraction(0))
    passed = sum((sign * Fraction(quantity.amount) for quantity, sign in signed if quantity.name in told), Fraction(0))
    if not each.complete:
        system.ranges[rest] = _rest(totals[0], parts, over)
        coefficients[rest] = -ONE
        over = Fraction(0)
    system.equations.append(Equation(coefficients, over - passed))


def _rest(total: Quantity, parts: Iterable[Quantity], amount: Fraction) -> Range:
    """What the total has more than these parts."""
    lowest = Fraction(total.lowest) - sum((Fraction(part.lowest) for part in parts), Fraction(0))
    ends = [total.highest, *(part.highest for part in parts)]
    highest = None if inf in ends else Fraction(ends[0]) - sum((Fraction(end) for end in ends[1:]), Fraction(0))
    return Range(min(lowest, amount), None if highest is None else max(highest, amount))
