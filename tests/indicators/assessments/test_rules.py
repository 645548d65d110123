"""Verdicts by example, and as laws: what is said of up holds for down, and more time asks for more."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.indicators.assessments.chances import Amount, above, chance, exactly, less
from services.indicators.assessments.rules import Agreement, Judgement, Measured, both, judge, share_of_time
from services.indicators.estimation.estimates import Estimate, change, interval

BASELINE, HALFWAY, FINAL = date(2019, 11, 30), date(2021, 11, 30), date(2023, 11, 30)
COHESION = Agreement("up", "change", 0.5, "between-seasons", date(2019, 9, 1), FINAL)
UNSAFE = Agreement("down", "change", -10.0, "between-seasons", date(2019, 9, 1), FINAL)
PERSONS = Agreement("up", "at-least", 500, "window", date(2019, 9, 1), date(2023, 12, 31))
DEBT = Agreement("down", "less", None, "open", None, date(2023, 7, 31))
PLACES = Agreement("up", "at-least", 1, "now", None, date(2023, 7, 31))


def sampled(value: float, se: float, ends: date, group: str | None = "a") -> Measured:
    return Measured(Amount(value, value, value, se, 200), ends, group)


def rounded(value: float, margin: float, ends: date) -> Measured:
    return Measured(Amount(value, value - margin, value + margin), ends)


def counted(value: float, ends: date) -> Measured:
    return Measured(exactly(value), ends)


@pytest.mark.parametrize(
    ("latest", "verdict"),
    [
        (sampled(5.9, 0.1, FINAL), "achieved"),
        (sampled(5.6, 0.1, FINAL), "uncertain"),
        (sampled(5.5, 0.1, FINAL), "uncertain"),
        (sampled(5.1, 0.1, FINAL), "off-track"),
        (sampled(5.9, 0.1, HALFWAY), "on-track"),
        (sampled(5.3, 0.1, HALFWAY), "uncertain"),
        (sampled(4.9, 0.1, HALFWAY), "off-track"),
        (sampled(5.9, 0.1, FINAL, "b"), "not-comparable"),
    ],
)
def test_half_a_point_more_in_four_years(latest: Measured, verdict: str) -> None:
    judged = judge(COHESION, latest, sampled(5.0, 0.1, BASELINE))
    assert judged.verdict == verdict


def test_half_the_time_asks_for_half_the_change() -> None:
    judged = judge(COHESION, sampled(5.3, 0.1, HALFWAY), sampled(5.0, 0.1, BASELINE))
    assert judged.share_of_time == pytest.approx(0.5, abs=0.001)
    assert judged.expected == pytest.approx(0.25, abs=0.001)
    assert judged.change is not None
    assert judged.change.value == pytest.approx(0.3)
    assert judged.probability == pytest.approx(above((0.25 - 0.3) / 0.02**0.5, 400), abs=0.002)


def test_a_break_is_never_computed() -> None:
    judged = judge(COHESION, sampled(5.9, 0.1, FINAL, "2021"), sampled(5.0, 0.1, BASELINE, "2019"))
    assert judged == Judgement("not-comparable", "break")


@pytest.mark.parametrize(
    ("latest", "baseline", "unusable", "verdict", "reason"),
    [
        (None, None, False, "no-data", "no-figure"),
        (None, sampled(5, 0.1, BASELINE), False, "no-data", "only-baseline"),
        (sampled(5, 0.1, FINAL), None, False, "no-baseline", "none"),
        (sampled(5, 0.1, FINAL), sampled(5, 0.1, BASELINE), True, "no-baseline", "unusable"),
        (sampled(5, 0.1, FINAL, "b"), sampled(5, 0.1, BASELINE), True, "no-baseline", "unusable"),
    ],
)
def test_what_stands_in_the_way(
    latest: Measured | None, baseline: Measured | None, unusable: bool, verdict: str, reason: str
) -> None:
    assert judge(COHESION, latest, baseline, unusable) == Judgement(verdict, reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "ends", "verdict"),
    [
        (500, date(2022, 6, 30), "achieved"),
        (499, date(2023, 12, 31), "off-track"),
        (500, date(2023, 12, 31), "achieved"),
        (300, date(2021, 10, 31), "on-track"),
        (240, date(2021, 10, 31), "uncertain"),
        (150, date(2021, 10, 31), "off-track"),
        (0, date(2019, 9, 1), "uncertain"),
    ],
)
def test_five_hundred_persons_against_the_path(number: int, ends: date, verdict: str) -> None:
    judged = judge(PERSONS, counted(number, ends), None)
    assert judged.verdict == verdict


@pytest.mark.parametrize(
    ("latest", "verdict"),
    [
        (rounded(1200, 5, date(2023, 12, 31)), "achieved"),
        (rounded(1200, 5, date(2022, 12, 31)), "on-track"),
        (rounded(1245, 5, date(2023, 12, 31)), "uncertain"),
        (rounded(1240, 5, date(2023, 12, 31)), "uncertain"),
        (rounded(1235, 5, date(2023, 12, 31)), "achieved"),
        (rounded(1250, 5, date(2023, 12, 31)), "uncertain"),
        (rounded(1300, 5, date(2023, 12, 31)), "off-track"),
    ],
)
def test_fewer_households_when_the_source_rounds(latest: Measured, verdict: str) -> None:
    """Five either way on both: 1,240 may be 1,245, and so may the 1,250 of the baseline."""
    judged = judge(DEBT, latest, rounded(1250, 5, date(2019, 12, 31)))
    assert judged.verdict == verdict
    assert judged.probability is None


def test_a_place_that_is_not_there_yet() -> None:
    assert judge(PLACES, counted(1, date(2021, 1, 1)), None).verdict == "achieved"
    assert judge(PLACES, counted(0, date(2021, 1, 1)), None).verdict == "uncertain"
    assert judge(PLACES, counted(0, date(2026, 1, 1)), None).verdict == "off-track"
    assert judge(replace(PLACES, ends=None), counted(0, date(2026, 1, 1)), None).reason == "not-yet"


def test_a_percentage_and_its_number_must_say_the_same() -> None:
    lower, higher, none = Judgement("achieved", final=True), Judgement("off-track", final=True), Judgement("no-data")
    assert both(lower, lower) == both(lower, none) == lower
    assert both(none, lower) == none
    assert both(lower, higher) == Judgement("uncertain", "number-differs", final=True)


def test_decimals_that_binary_can_not_say_still_reach() -> None:
    assert chance(less(exactly(5.6), exactly(5.1)), 0.5).least == 1
    assert chance(less(exactly(5.1), exactly(5.1)), 0.0, strictly=True).most == 0


def test_a_change_is_that_of_the_estimation_library() -> None:
    later, earlier = Estimate(5.6, 0.11, 180, 900), Estimate(5.1, 0.13, 140, 700)
    ours = less(Amount(5.6, 5.6, 5.6, 0.11, 180), Amount(5.1, 5.1, 5.1, 0.13, 140))
    theirs = change(later, earlier)
    bounds = interval(theirs)
    assert (ours.value, ours.se, ours.df) == (theirs.value, theirs.se, theirs.df)
    assert bounds and ours.bounds == pytest.approx((bounds.lower, bounds.upper))


@pytest.mark.parametrize(
    ("begin", "now", "end", "share"),
    [
        (date(2020, 1, 1), date(2019, 1, 1), date(2021, 1, 1), 0.0),
        (date(2020, 1, 1), date(2025, 1, 1), date(2021, 1, 1), 1.0),
        (date(2020, 1, 1), date(2020, 7, 2), date(2021, 1, 1), 0.5),
        (date(2020, 1, 1), date(2020, 7, 2), None, None),
        (date(2020, 1, 1), date(2020, 7, 2), date(2020, 1, 1), None),
    ],
)
def test_time_runs_from_the_baseline_to_the_target(begin: date, now: date, end: date | None, share: float) -> None:
    assert share_of_time(begin, now, end) == (None if share is None else pytest.approx(share, abs=0.01))


numbers = st.floats(-50, 50)
errors = st.sampled_from([0.0, 0.05, 1.0, 8.0])
margins = st.sampled_from([0.0, 0.5, 3.0])
days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
amounts = st.builds(
    lambda value, margin, se: Amount(value, value - margin, value + margin, se, 60 if se else None),
    numbers, margins, errors,
)  # fmt: skip


@settings(max_examples=60)
@given(amounts, amounts, days, st.floats(0.1, 20))
def test_down_is_up_in_a_mirror(later: Amount, earlier: Amount, ends: date, target: float) -> None:
    up = Agreement("up", "change", target, "between-seasons", BASELINE, FINAL)
    down = replace(up, direction="down", value=-target)
    here = judge(up, Measured(later, ends), Measured(earlier, BASELINE))
    there = judge(down, Measured(later.negative(), ends), Measured(earlier.negative(), BASELINE))
    assert (here.verdict, here.probability) == (there.verdict, there.probability)
    assert here.change and there.change and here.change.value == -there.change.value


ORDER = ("off-track", "uncertain", "on-track", "achieved")


@settings(max_examples=60)
@given(amounts, amounts, days, st.floats(0, 20), st.sampled_from([COHESION, UNSAFE, DEBT, PERSONS]))
def test_better_is_never_judged_worse(
    later: Amount, earlier: Amount, ends: date, more: float, agreed: Agreement
) -> None:
    step = agreed.sign * more
    better = replace(later, value=later.value + step, low=later.low + step, high=later.high + step)
    verdicts = [judge(agreed, Measured(each, ends), Measured(earlier, BASELINE)).verdict for each in (later, better)]
    assert ORDER.index(verdicts[0]) <= ORDER.index(verdicts[1])


@settings(max_examples=60)
@given(amounts, numbers)
def test_wider_rounding_only_makes_less_sure(amount: Amount, asked: float) -> None:
    wider = replace(amount, low=amount.low - 1, high=amount.high + 1)
    narrow, wide = chance(amount, asked), chance(wider, asked)
    assert 0 <= wide.least <= narrow.least <= narrow.most <= wide.most <= 1


@settings(max_examples=60)
@given(amounts, amounts)
def test_the_difference_of_what_is_unsure_is_not_surer(one: Amount, other: Amount) -> None:
    difference = less(one, other)
    assert difference.se >= max(one.se, other.se)
    assert difference.high - difference.low == pytest.approx(one.high - one.low + other.high - other.low)
    low, high = difference.bounds or (-inf, inf)
    assert low <= difference.value <= high
