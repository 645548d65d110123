"""What is estimated: a value and how it answers to each row, as coefficients per group.

A row of group g with weight w and shifted answer y counts in the linearised figure as a·w·y + b·w (Särndal, Swensson
and Wretman 1992, ch. 5). Figures of one sample can be subtracted: their covariance is then counted by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from services.indicators.estimation.problems import Problem, Unusable
from services.indicators.estimation.sample import Cell, Sample

Within = Callable[[str | None], bool]


class Coefficients(NamedTuple):
    a: float
    b: float


NOTHING = Coefficients(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """`rows` have an answer and are in the domain; they are what the figure stands on."""

    value: float
    by_group: Mapping[str | None, Coefficients]
    rows: int

    def of(self, cell: Cell) -> Coefficients:
        return self.by_group.get(cell.group, NOTHING)

    def less(self, other: "Figure") -> "Figure":
        """The gap between two figures of one sample; it stands on the rows of the first."""
        groups = self.by_group.keys() | other.by_group.keys()
        gaps = {group: _less(self.by_group.get(group), other.by_group.get(group)) for group in groups}
        return Figure(self.value - other.value, gaps, self.rows)


def everyone(group: str | None) -> bool:
    """The domain of all rows, also of those in no group."""
    return True


def domain(name: str) -> Within:
    return lambda group: group == name


def mean(sample: Sample, within: Within = everyone) -> Figure:
    """The weighted mean of y: the ratio of Σwy and Σw. A proportion is the mean of zeros and ones."""
    wy, w, rows = _sums(sample, within)
    if rows == 0 or w == 0:
        raise Unusable([Problem("No row with an answer and a weight above zero is in the domain")])
    distance = wy / w
    return Figure(sample.shift + distance, _where(sample, within, Coefficients(1 / w, -distance / w)), rows)


def total(sample: Sample, within: Within = everyone) -> Figure:
    """The weighted sum of y, of those who answered."""
    wy, w, rows = _sums(sample, within)
    if rows == 0:
        raise Unusable([Problem("No row with an answer is in the domain")])
    return Figure(wy + sample.shift * w, _where(sample, within, Coefficients(1.0, sample.shift)), rows)


def _sums(sample: Sample, within: Within) -> tuple[float, float, int]:
    cells = [cell for cell in sample.cells if within(cell.group)]
    return sum(cell.wy for cell in cells), sum(cell.w for cell in cells), sum(cell.rows for cell in cells)


def _where(sample: Sample, within: Within, coefficients: Coefficients) -> dict[str | None, Coefficients]:
    return {cell.group: coefficients for cell in sample.cells if within(cell.group)}


def _less(one: Coefficients | None, other: Coefficients | None) -> Coefficients:
    one, other = one or NOTHING, other or NOTHING
    return Coefficients(one.a - other.a, one.b - other.b)
