"""How sure it is that a figure reaches something: of counts, of rounded counts and of samples alike. Pure."""

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Literal

from services.indicators.estimation.student import t_quantile, upper_tail

LEVEL = 0.95
MANY_DF = 1000.0
NOISE = 1e-9
"""Relative: 5.6 − 5.1 must count as 0.5."""
Uncertainty = Literal["none", "sampling", "rounding"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what is not known of it.

    `low` and `high` are where it surely lies before sampling: the bounds of rounding, or the number itself. `se` is the
    standard error of sampling, 0 when everybody was counted; `df` None stands for the normal distribution.
    """

    value: float
    low: float
    high: float
    se: float = 0.0
    df: float | None = None

    @property
    def uncertainty(self) -> Uncertainty:
        if self.se > 0:
            return "sampling"
        return "rounding" if self.low < self.high else "none"

    @property
    def bounds(self) -> tuple[float, float] | None:
        """95 % interval of a sample, sure bounds of a rounded count, None for an exact number."""
        if self.uncertainty == "none":
            return None
        reach = quantile((1 + LEVEL) / 2, self.df) * self.se if self.se > 0 else 0.0
        return self.low - reach, self.high + reach

    def negative(self) -> "Amount":
        return Amount(-self.value, -self.high, -self.low, self.se, self.df)


def exactly(value: float) -> Amount:
    return Amount(value, value, value)


def less(later: Amount, earlier: Amount) -> Amount:
    """The difference of two figures that were found apart: variances add up, rounding bounds take their worst cases.

    Degrees of freedom add up as in one design of both waves; a side without sampling error adds none.
    """
    freedom = [each.df for each in (later, earlier) if each.se > 0]
    return Amount(
        later.value - earlier.value,
        later.low - earlier.high,
        later.high - earlier.low,
        sqrt(later.se**2 + earlier.se**2),
        None if not freedom or None in freedom else sum(each or 0.0 for each in freedom),
    )


@dataclass(frozen=True, slots=True)
class Chance:
    """Between which probabilities it lies that the amount reaches what was asked; the same twice without rounding."""

    least: float
    most: float

    @property
    def known(self) -> float | None:
        return self.least if self.least == self.most else None


def chance(amount: Amount, required: float, strictly: bool = False) -> Chance:
    """That the real number is at least `required`; more than it when `strictly`."""
    return Chance(_reaches(amount, amount.low, required, strictly), _reaches(amount, amount.high, required, strictly))


def _reaches(amount: Amount, value: float, required: float, strictly: bool) -> float:
    if amount.se > 0:
        return above((required - value) / amount.se, amount.df)
    margin = NOISE * max(abs(value), abs(required), 1.0)
    return float(value > required + margin if strictly else value >= required - margin)


def above(t: float, df: float | None) -> float:
    """P(T > t), of the normal distribution without degrees of freedom."""
    if t < 0:
        return 1 - above(-t, df)
    return 0.5 * erfc(t / sqrt(2)) if df is None or df > MANY_DF else upper_tail(t, df)


def quantile(probability: float, df: float | None) -> float:
    return t_quantile(probability, MANY_DF * MANY_DF if df is None else df)
