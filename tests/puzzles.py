"""What can be known of numbers that nobody tells: the least and the most that fit all that is told.

By linear programming, for tests that attack what we hide. The solver is not ours.
"""

from collections.abc import Callable
from math import inf
from typing import Any

from highspy import Highs, HighsModelStatus

Range = tuple[float, float]
ENDLESS = (HighsModelStatus.kUnbounded, HighsModelStatus.kUnboundedOrInfeasible)


class Puzzle:
    """Numbers, each between two bounds, and what is told of them."""

    def __init__(self) -> None:
        self.solver = Highs()  # type: ignore[no-untyped-call]
        self.solver.silent()

    def number(self, low: float = -inf, high: float = inf) -> Any:
        return self.solver.addVariable(low, high)

    def told(self, sentence: Any) -> None:
        """An equation, or how sums compare."""
        self.solver.addConstr(sentence)

    def range_of(self, number: Any) -> Range:
        return self._end(self.solver.minimize, number, -inf), self._end(self.solver.maximize, number, inf)

    def _end(self, find: Callable[[Any], object], number: Any, endless: float) -> float:
        """Raises AssertionError where what was told contradicts itself: then the attack proves nothing.

        Begun anew each time: going on from what it found before, the solver sometimes gives up without an answer.
        """
        self.solver.clearSolver()
        find(number)
        status = self.solver.getModelStatus()
        if status in ENDLESS:
            return endless
        assert status == HighsModelStatus.kOptimal, status
        return float(self.solver.getObjectiveValue())
