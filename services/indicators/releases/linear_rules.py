"""Between which bounds a number must lie that is not told: linear programming, exactly. Pure.

The simplex method with Bland's rule (Dantzig 1963; Bland 1977) in fractions: small systems, no rounding, and so no
doubt about what somebody with pencil and paper could find. Tests hold it against a solver.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)
Row = list[Fraction]


@dataclass(frozen=True, slots=True)
class Range:
    """Where a number lies, both ends included. `highest` None: no end."""

    lowest: Fraction
    highest: Fraction | None

    @property
    def width(self) -> Fraction | None:
        return None if self.highest is None else self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Equation:
    """Σ coefficient × number = total."""

    coefficients: Mapping[str, Fraction]
    total: Fraction


@dataclass(slots=True)
class System:
    """Numbers that are not told, each with what is known beforehand, and the sums that they appear in."""

    ranges: dict[str, Range] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)

    def bounds(self, name: str) -> Range:
        """The tightest range that follows. Raises Impossible when the sums contradict one another."""
        start = self.ranges[name].lowest
        rows, width = self._rows()
        column = list(self.ranges).index(name)
        basis = _feasible(rows, width)
        up = _climb(rows, basis, _only(width, column, ONE))
        down = _climb(rows, basis, _only(width, column, -ONE))
        assert down is not None
        return Range(start - down, None if up is None else start + up)

    def _rows(self) -> tuple[list[Row], int]:
        """Rows `coefficients… | total` over numbers counted from their lowest, with a column for each upper end."""
        names = list(self.ranges)
        ended = [name for name in names if self.ranges[name].highest is not None]
        width = len(names) + len(ended)
        rows = [self._row(names, width, equation) for equation in self.equations if equation.coefficients]
        for number, name in enumerate(ended):
            row = [ZERO] * width + [self.ranges[name].width or ZERO]
            row[names.index(name)] = row[len(names) + number] = ONE
            rows.append(row)
        return rows, width

    def _row(self, names: Sequence[str], width: int, equation: Equation) -> Row:
        row = [equation.coefficients.get(name, ZERO) for name in names] + [ZERO] * (width - len(names))
        passed = sum((part * self.ranges[name].lowest for name, part in equation.coefficients.items()), ZERO)
        return [*row, equation.total - passed]


class Impossible(Exception):
    """No numbers satisfy all sums."""


def _only(width: int, column: int, value: Fraction) -> Row:
    costs = [ZERO] * width
    costs[column] = value
    return costs


def _feasible(rows: list[Row], width: int) -> list[int]:
    """Brings the rows to a first solution; gives the columns that it stands on. Sums that follow from others go."""
    for number, row in enumerate(rows):
        sign = -ONE if row[-1] < 0 else ONE
        extra = [ONE if number == other else ZERO for other in range(len(rows))]
        rows[number] = [sign * value for value in row[:-1]] + extra + [sign * row[-1]]
    basis = [width + number for number in range(len(rows))]
    lacking = _climb(rows, basis, [ZERO] * width + [-ONE] * len(rows))
    if lacking != 0:
        raise Impossible
    for number in reversed(range(len(rows))):
        if basis[number] >= width:
            column = next((each for each in range(width) if rows[number][each]), None)
            if column is None:
                del rows[number], basis[number]
            else:
                _pivot(rows, basis, number, column)
    for number, row in enumerate(rows):
        rows[number] = [*row[:width], row[-1]]
    return basis


def _climb(rows: list[Row], basis: list[int], costs: Row) -> Fraction | None:
    """The highest Σ cost × number from this solution on; None when there is no end to it."""
    while True:
        column = next(
            (each for each in range(len(costs)) if each not in basis and _gain(rows, basis, costs, each)), None
        )
        if column is None:
            return sum((costs[basis[number]] * row[-1] for number, row in enumerate(rows)), ZERO)
        limits = [(row[-1] / row[column], basis[number], number) for number, row in enumerate(rows) if row[column] > 0]
        if not limits:
            return None
        _pivot(rows, basis, min(limits)[2], column)


def _gain(rows: list[Row], basis: list[int], costs: Row, column: int) -> bool:
    lost = sum((costs[basis[number]] * row[column] for number, row in enumerate(rows) if row[column]), ZERO)
    return costs[column] > lost


def _pivot(rows: list[Row], basis: list[int], number: int, column: int) -> None:
    divisor = rows[number][column]
    rows[number] = [value / divisor for value in rows[number]]
    for other, row in enumerate(rows):
        factor = row[column]
        if other != number and factor:
            rows[other] = [value - factor * own for value, own in zip(row, rows[number], strict=True)]
    basis[number] = column
