"""What is drawn beside a figure: only places on a line, in percent of its width. The words stand in the page itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from frontend.pages.progress.figures import Figure
from services.contracts.indicators import AssessedFigure, AssessmentShape, MeasurementShape

MOST_BLOCKS = 30
"""More than one can count at a glance is drawn as a bar."""
AIR = 0.15
"""Of what has to fit, left free on both sides of a line."""


@dataclass(frozen=True)
class Blocks:
    """So many of so many; `goal` is where what was agreed is reached, None where no number was agreed."""

    kind = "blocks"
    full: int
    all: int
    goal: int | None = None


@dataclass(frozen=True)
class Bar:
    """A length, and where what was agreed is."""

    kind = "bar"
    full: float
    goal: float | None = None


@dataclass(frozen=True)
class Point:
    """An estimate on a line with the bounds it lies between."""

    period: str
    value: float
    at: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """Estimates under each other on one line from `start` to `end`; `goal` is what they should come to."""

    kind = "line"
    start: float
    end: float
    points: list[Point] = field(default_factory=list)
    goal: float | None = None
    goal_value: float | None = None


Picture = Blocks | Bar | Line


def picture_of(figure: Figure) -> Picture | None:
    """What one can see of a figure of the whole deal; None while there is none."""
    if figure.share:
        met, everything = figure.share
        return Blocks(met, everything) if everything <= MOST_BLOCKS else Bar(percent(met, everything))
    said = figure.said
    if said and said.latest and (said.baseline or said.latest.lower is not None):
        return line_of(said)
    measured = figure.deal or (said.latest if said else None)
    return None if measured is None or measured.value is None else counted(measured.value, goal_of(figure))


def goal_of(figure: Figure) -> float | None:
    """The number that was agreed, where it is one to reach."""
    target = figure.said.target if figure.said else None
    if target is not None:
        return target.value if target.comparison == "at-least" else None
    return figure.deal.target if figure.deal else None


def counted(value: float, goal: float | None) -> Picture:
    most = max(value, goal or 0)
    if 0 < most <= MOST_BLOCKS and value == int(value) and value >= 0:
        return Blocks(int(value), int(most), int(goal) if goal else None)
    return Bar(percent(value, most), percent(goal, most) if goal else None)


def line_of(said: AssessmentShape) -> Line:
    """The first measurement above the last, and where the line of the deal is between them."""
    figures = [each for each in (said.baseline, said.latest) if each]
    goal = goal_on_line(said)
    ends = [bound for each in figures for bound in (each.lower, each.value, each.upper) if bound is not None]
    ends += [goal] if goal is not None else []
    air = (max(ends) - min(ends)) * AIR or 1
    start, end = max(0.0, min(ends) - air), max(ends) + air
    return Line(
        start,
        end,
        [point(each, start, end) for each in figures],
        None if goal is None else percent(goal - start, end - start),
        goal,
    )


def goal_on_line(said: AssessmentShape) -> float | None:
    """A change is agreed from the first measurement on: without it there is no place for it on the line."""
    if said.target.value is None or said.verdict in ("not-comparable", "no-baseline"):
        return None
    if said.target.comparison == "change":
        return said.baseline.value + said.target.value if said.baseline else None
    return said.target.value if said.target.comparison == "at-least" else None


def point(figure: AssessedFigure, start: float, end: float) -> Point:
    wide = end - start
    low, high = (None if each is None else percent(each - start, wide) for each in (figure.lower, figure.upper))
    return Point(figure.period, figure.value, percent(figure.value - start, wide), low, high)


def bars(measured: Iterable[MeasurementShape]) -> dict[str, Bar]:
    """Per area its length beside the others; nothing where there is nothing to compare."""
    known = {each.area_id: each for each in measured if each.value is not None}
    most = max((max(each.value or 0, each.target or 0) for each in known.values()), default=0)
    if most <= 0:
        return {}
    return {
        area: Bar(percent(each.value or 0, most), percent(each.target, most) if each.target else None)
        for area, each in known.items()
    }


def spreads(said: Iterable[AssessmentShape]) -> dict[str, Point]:
    """Per area its estimate on one line, with its bounds."""
    known = {each.area_id: each.latest for each in said if each.latest}
    bounds = [bound for each in known.values() for bound in (each.lower, each.value, each.upper) if bound is not None]
    if not bounds:
        return {}
    air = (max(bounds) - min(bounds)) * AIR or 1
    start, end = max(0.0, min(bounds) - air), max(bounds) + air
    return {area: point(each, start, end) for area, each in known.items()}


def percent(part: float, whole: float) -> float:
    return round(100 * min(max(part / whole, 0), 1), 1) if whole else 0.0
