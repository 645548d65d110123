"""What a figure says about what was agreed (Art. 3 and 7.8). Pure; no verdict has a consequence (Art. 7.3).

**The straight path.** The deal gives a begin and an end and nothing between. So at half the time half of the change is
asked for: the one path that adds no agreement that nobody made. Time runs to the last day of the measured period.

**The thresholds.** Something is said to be so when it is wrong at most one time in ten, on either side; between those
it is *uncertain*. A survey of some hundred people a wijk would hardly ever pass 95 %, and would then say nothing.

**Reached before the end.** A survey figure can fall back, so only the final measurement says *achieved*; persons who
were counted stay counted, so a number is achieved on the day that it is reached.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from typing import Literal

from services.indicators.assessments.chances import Amount, Chance, chance, less

LIKELY = 0.9
UNLIKELY = 1 - LIKELY
Verdict = Literal["achieved", "on-track", "uncertain", "off-track", "not-comparable", "no-baseline", "no-data"]
Comparison = Literal["change", "at-least", "less", "more"]
Rule = Literal["now", "next-weeks", "between-seasons", "window", "open"]
UNJUDGED: tuple[Verdict, ...] = ("not-comparable", "no-baseline", "no-data")
WITH_BASELINE: tuple[Comparison, ...] = ("change", "less", "more")


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of one period. Figures of different groups are not compared."""

    amount: Amount
    ends: date
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """`value` is signed, in the unit of the indicator; None where only a direction was agreed. `ends`: of the path."""

    direction: Literal["up", "down"]
    comparison: Comparison
    value: float | None
    rule: Rule
    starts: date | None = None
    ends: date | None = None

    @property
    def sign(self) -> int:
        return 1 if self.direction == "up" else -1


@dataclass(frozen=True, slots=True)
class Judgement:
    """`expected` is the change or number that the path asks for now; `probability` that it was reached."""

    verdict: Verdict
    reason: str | None = None
    change: Amount | None = None
    expected: float | None = None
    share_of_time: float | None = None
    probability: float | None = None
    final: bool = False


def judge(agreed: Agreement, latest: Measured | None, baseline: Measured | None, unusable: bool = False) -> Judgement:
    """`unusable`: the baseline may not be compared with, whatever it says (Art. 7.8)."""
    if agreed.comparison in WITH_BASELINE:
        return _change(agreed, latest, baseline, unusable)
    if latest is None or agreed.value is None:
        return Judgement("no-data", "no-figure")
    return _number(agreed, agreed.value, latest)


def comparable(latest: Measured | None, baseline: Measured | None, unusable: bool = False) -> Judgement | None:
    """Why no change can be given, None when it can. A break is never bridged by arithmetic."""
    if latest is None:
        return Judgement("no-data", "only-baseline" if baseline else "no-figure")
    if unusable:
        return Judgement("no-baseline", "unusable")
    if baseline is None:
        return Judgement("no-baseline", "none")
    return Judgement("not-comparable", "break") if latest.group != baseline.group else None


def _change(agreed: Agreement, latest: Measured | None, baseline: Measured | None, unusable: bool) -> Judgement:
    hindrance = comparable(latest, baseline, unusable)
    if hindrance or latest is None or baseline is None:
        return hindrance or Judgement("no-data", "no-figure")
    change = less(latest.amount, baseline.amount)
    time = share_of_time(baseline.ends, latest.ends, agreed.ends)
    final = agreed.ends is not None and latest.ends >= agreed.ends
    expected = None if agreed.value is None else agreed.value * (1.0 if time is None else time)
    reached = chance(gain(agreed, change), agreed.sign * (expected or 0.0), strictly=agreed.value is None)
    return Judgement(verdict_of(reached, final), None, change, expected, time, probability(change, reached), final)


def both(of_percentage: Judgement, of_number: Judgement) -> Judgement:
    """Where a percentage has its number beside it, the deal speaks of both (Art. 3, note 5): nothing is sure while they
    do not say the same."""
    if of_number.verdict in UNJUDGED or of_percentage.verdict in UNJUDGED or of_number.verdict == of_percentage.verdict:
        return of_percentage
    return replace(of_percentage, verdict="uncertain", reason="number-differs", probability=None)


def _number(agreed: Agreement, asked: float, latest: Measured) -> Judgement:
    """A number that must be reached, such as 500 persons or three projects."""
    final = agreed.ends is not None and latest.ends >= agreed.ends
    whole = chance(gain(agreed, latest.amount), agreed.sign * asked)
    if whole.least >= LIKELY:
        return Judgement("achieved", None, None, asked, None, probability(latest.amount, whole), final)
    if agreed.rule != "window" or agreed.starts is None or agreed.ends is None:
        return Judgement("off-track" if final else "uncertain", "after-end" if final else "not-yet", expected=asked)
    return _on_the_way(agreed, asked, latest, final)


def _on_the_way(agreed: Agreement, asked: float, latest: Measured, final: bool) -> Judgement:
    """While the window runs, a count against the path: that n came could as well have been n ± √n (a count of chance
    events). When it has ended the count is exact."""
    assert agreed.starts
    time = share_of_time(agreed.starts, latest.ends, agreed.ends)
    expected = asked * (time or 0.0)
    pace = latest.amount if final else with_chance(latest.amount)
    reached = chance(gain(agreed, pace), agreed.sign * expected)
    return Judgement(verdict_of(reached, final), None, None, expected, time, probability(pace, reached), final)


def with_chance(count: Amount) -> Amount:
    """A count of people who came by chance, one by one: its variance is the count itself (Poisson)."""
    return Amount(count.value, count.low, count.high, sqrt(count.se**2 + max(count.value, 1.0)), None)


def gain(agreed: Agreement, amount: Amount) -> Amount:
    """So that more is better."""
    return amount if agreed.sign > 0 else amount.negative()


def verdict_of(reached: Chance, final: bool) -> Verdict:
    if reached.least >= LIKELY:
        return "achieved" if final else "on-track"
    return "off-track" if reached.most <= UNLIKELY else "uncertain"


def share_of_time(begin: date, now: date, end: date | None) -> float | None:
    """From 0 at the begin to 1 at the end and after it; None without an end."""
    if end is None or end <= begin:
        return None
    return min(max((now - begin).days / (end - begin).days, 0.0), 1.0)


def probability(amount: Amount, reached: Chance) -> float | None:
    """None for what was counted: it is so or it is not."""
    return reached.known if amount.se > 0 else None
