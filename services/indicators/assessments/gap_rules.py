"""Whether the arrears on the city have become smaller (Art. 1). The city's average includes the area itself."""

from dataclasses import dataclass
from typing import Literal

from services.indicators.assessments.chances import Amount, chance, less
from services.indicators.assessments.rules import LIKELY, UNLIKELY, Measured, comparable, probability

GapVerdict = Literal["smaller", "uncertain", "larger", "not-comparable", "no-baseline", "no-data"]
WITHOUT_CHANGE: dict[str, GapVerdict] = {
    "no-data": "no-data",
    "no-baseline": "no-baseline",
    "not-comparable": "not-comparable",
}


@dataclass(frozen=True, slots=True)
class GapJudgement:
    """`change` is that of the arrears: below zero they are smaller."""

    verdict: GapVerdict
    reason: str | None = None
    change: Amount | None = None
    probability_smaller: float | None = None


def arrears(area_less_city: Amount, direction: Literal["up", "down"]) -> Amount:
    """How much better off the city is; below zero the area is ahead."""
    return area_less_city.negative() if direction == "up" else area_less_city


def judge_gap(latest: Measured | None, baseline: Measured | None, unusable: bool = False) -> GapJudgement:
    """Both are arrears. Waves are drawn apart, so their variances add up; within a wave the covariance is in `se`."""
    hindrance = comparable(latest, baseline, unusable)
    if hindrance or latest is None or baseline is None:
        verdict = WITHOUT_CHANGE[hindrance.verdict] if hindrance else "no-data"
        return GapJudgement(verdict, hindrance.reason if hindrance else None)
    change = less(latest.amount, baseline.amount)
    smaller = chance(change.negative(), 0.0, strictly=True)
    return GapJudgement(_verdict(smaller.least, smaller.most), None, change, probability(change, smaller))


def _verdict(least: float, most: float) -> GapVerdict:
    if least >= LIKELY:
        return "smaller"
    return "larger" if most <= UNLIKELY else "uncertain"
