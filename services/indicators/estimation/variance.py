"""How sure a figure is: the variance of its linearised total over the first-stage units (Lumley 2010, ch. 2 and 3)."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from services.indicators.estimation.figures import Figure
from services.indicators.estimation.problems import Problem, Unusable
from services.indicators.estimation.sample import Cell, Sample, Stratum

Lonely = Literal["fail", "remove", "certainty", "adjust", "average"]
"""What a stratum with one unit does, named as in R's `survey.lonely.psu`: nothing can be said of the spread inside it.

fail: refuse. remove, certainty: it adds nothing. adjust: its distance to zero, the mean of
all linearised values, counts.
average: it adds what the other strata add on average.
"""
NEARLY_NONE = 1e-7


class Moments(NamedTuple):
    """Of the linearised values of the units of a stratum."""

    total: float
    squares_about_mean: float


def variance(sample: Sample, figure: Figure, lonely: Lonely = "fail") -> float:
    """Σ over strata of (1 − n/N)·n/(n − 1)·Σ(z − z̄)². Raises Unusable for a lonely stratum under the rule fail."""
    if lonely == "fail":
        _refuse_lonely(sample)
    added = [_of_stratum(stratum, figure, lonely) for stratum in sample.strata]
    told = [each for each in added if each is not None]
    if not told:
        raise Unusable([Problem("Every stratum has one unit: there is no spread to measure")])
    return sum(told) * len(added) / len(told)


def _of_stratum(stratum: Stratum, figure: Figure, lonely: Lonely) -> float | None:
    """None: it follows the average of the others."""
    left = _not_sampled(stratum)
    if left < NEARLY_NONE:
        return 0.0
    total, squares = _moments(stratum, figure)
    if stratum.units > 1:
        return left * stratum.units / (stratum.units - 1) * squares
    if lonely == "average":
        return None
    return left * total * total if lonely == "adjust" else 0.0


def _not_sampled(stratum: Stratum) -> float:
    """The finite-population correction 1 − n/N; 1 without a known population."""
    return 1.0 if stratum.population is None else 1 - stratum.units / stratum.population


def _moments(stratum: Stratum, figure: Figure) -> Moments:
    if not stratum.clusters:
        return _of_rows(stratum, figure)
    values = [_linearised(cluster, figure) for cluster in stratum.clusters]
    middle = sum(values) / len(values)
    return Moments(sum(values), sum((value - middle) ** 2 for value in values))


def _of_rows(stratum: Stratum, figure: Figure) -> Moments:
    total = _linearised(stratum.cells, figure)
    squares = 0.0
    for cell in stratum.cells:
        a, b = (coefficients := figure.of(cell)).a, coefficients.b
        squares += a * a * cell.wwyy + 2 * a * b * cell.wwy + b * b * cell.ww
    return Moments(total, max(squares - total * total / stratum.units, 0.0))


def _linearised(cells: Iterable[Cell], figure: Figure) -> float:
    total = 0.0
    for cell in cells:
        if cell.answered and (of := figure.by_group.get(cell.group)):
            total += of.a * cell.wy + of.b * cell.w
    return total


def _refuse_lonely(sample: Sample) -> None:
    names = [each.name for each in sample.strata if each.units == 1 and _not_sampled(each) >= NEARLY_NONE]
    if not names:
        return
    which = f"Stratum {', '.join(names[:10])} has" if names != [""] else "The sample has"
    raise Unusable([Problem(f"{which} one unit, so its spread is unknown; join strata or choose a rule for it")])
