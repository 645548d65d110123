"""A figure with how sure it is: standard error, degrees of freedom and an interval."""

from dataclasses import dataclass
from math import exp, log, sqrt

from services.indicators.estimation.figures import Figure
from services.indicators.estimation.sample import Sample
from services.indicators.estimation.student import t_quantile
from services.indicators.estimation.variance import Lonely, variance

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """In the unit of y. Degrees of freedom are of the full design, also for a domain. Bounds come from `interval`."""

    value: float
    se: float
    df: int
    rows: int


@dataclass(frozen=True, slots=True)
class Interval:
    lower: float
    upper: float


def estimate(sample: Sample, figure: Figure, lonely: Lonely = "fail") -> Estimate:
    return Estimate(figure.value, sqrt(variance(sample, figure, lonely)), sample.df, figure.rows)


def change(later: Estimate, earlier: Estimate) -> Estimate:
    """Of two waves drawn apart: variances add up, and so do degrees of freedom, as in one design of both."""
    return Estimate(
        later.value - earlier.value,
        sqrt(later.se**2 + earlier.se**2),
        later.df + earlier.df,
        later.rows + earlier.rows,
    )


def interval(figure: Estimate, level: float = LEVEL) -> Interval | None:
    """value ± t·se. None without degrees of freedom."""
    if figure.df < 1:
        return None
    reach = t_quantile((1 + level) / 2, figure.df) * figure.se
    return Interval(figure.value - reach, figure.value + reach)


def logit_interval(proportion: Estimate, level: float = LEVEL) -> Interval | None:
    """The t interval of log(p / (1 − p)), brought back: never outside 0…1. None for p = 0 or 1, or without df."""
    p = proportion.value
    if proportion.df < 1 or not 0 < p < 1:
        return None
    reach = t_quantile((1 + level) / 2, proportion.df) * proportion.se / (p * (1 - p))
    middle = log(p / (1 - p))
    return Interval(_expit(middle - reach), _expit(middle + reach))


def _expit(value: float) -> float:
    return 1 / (1 + exp(-value)) if value >= 0 else exp(value) / (1 + exp(value))
