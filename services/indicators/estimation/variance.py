"""How sure a figure is: the variance of its linearised total over the first-stage units (Lumley 2010, ch. 2 and 3)."""

from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from services.indicators.estimation.figures import NOTHING, Coefficients, Figure
from services.indicators.estimation.problems import Problem, Unusable
from services.indicators.estimation.sample import Sample, Stratum, Sums

Lonely = Literal["fail", "remove", "certainty", "adjust", "average"]
"""What a stratum with one unit does, named as in R's `survey.lonely.psu`: nothing can be said of the spread inside it.

fail: refuse. remove, certainty: it adds nothing. adjust: its distance to zero counts, the mean of all linearised
values. average: it adds what the other strata add on average.
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
    moments = _of_clusters(sample, figure) if sample.clustered else _of_rows(sample, figure)
    added = [_added(stratum, each, lonely) for stratum, each in zip(sample.strata, moments, strict=True)]
    told = [each for each in added if each is not None]
    if not told:
        raise Unusable([Problem("Every stratum has one unit: there is no spread to measure")])
    return sum(told) * len(added) / len(told)


def _added(stratum: Stratum, moments: Moments, lonely: Lonely) -> float | None:
    """None: it follows the average of the others."""
    left = _not_sampled(stratum)
    if left < NEARLY_NONE:
        return 0.0
    if stratum.units > 1:
        return left * stratum.units / (stratum.units - 1) * moments.squares_about_mean
    if lonely == "average":
        return None
    return left * moments.total**2 if lonely == "adjust" else 0.0


def _not_sampled(stratum: Stratum) -> float:
    """The finite-population correction 1 − n/N; 1 without a known population."""
    return 1.0 if stratum.population is None else 1 - stratum.units / stratum.population


def _of_clusters(sample: Sample, figure: Figure) -> Iterator[Moments]:
    """Per stratum: z is added up per unit first."""
    z = [0.0] * sum(stratum.units for stratum in sample.strata)
    for (a, b), sums in _counted(sample, figure):
        for place, w, wy in zip(sums.place, sums.w, sums.wy, strict=True):
            z[place] += a * wy + b * w
    units = iter(z)
    for stratum in sample.strata:
        values = list(islice(units, stratum.units))
        middle = sum(values) / stratum.units
        yield Moments(sum(values), sum((value - middle) ** 2 for value in values))


def _of_rows(sample: Sample, figure: Figure) -> Iterator[Moments]:
    """Per stratum: z of a row is a·wy + b·w, so its squares follow from those of w and wy."""
    totals, squares = [0.0] * len(sample.strata), [0.0] * len(sample.strata)
    for (a, b), sums in _counted(sample, figure):
        rows = zip(sums.place, sums.w, sums.wy, sums.ww, sums.wwy, sums.wwyy, strict=True)
        for place, w, wy, ww, wwy, wwyy in rows:
            totals[place] += a * wy + b * w
            squares[place] += a * a * wwyy + 2 * a * b * wwy + b * b * ww
    for stratum, total, square in zip(sample.strata, totals, squares, strict=True):
        yield Moments(total, max(square - total * total / stratum.units, 0.0))


def _counted(sample: Sample, figure: Figure) -> Iterator[tuple[Coefficients, Sums]]:
    """The cells that the figure is made of; what is outside its domain adds nothing."""
    for cell, sums in zip(sample.cells, sample.sums, strict=True):
        if (of := figure.of(cell)) != NOTHING:
            yield of, sums


def _refuse_lonely(sample: Sample) -> None:
    names = [each.name for each in sample.strata if each.units == 1 and _not_sampled(each) >= NEARLY_NONE]
    if not names:
        return
    which = f"Stratum {', '.join(names[:10])} has" if names != [""] else "The sample has"
    raise Unusable([Problem(f"{which} one unit, so its spread is unknown; join strata or choose a rule for it")])
