"""Art. 1: the arrears on the city, of which the area is a part."""

from datetime import date

import pytest

from services.indicators.assessments.chances import Amount, above
from services.indicators.assessments.gap_rules import arrears, judge_gap
from services.indicators.assessments.rules import Measured

THEN, NOW = date(2021, 11, 30), date(2023, 11, 30)


def gap(value: float, se: float = 0.1, ends: date = NOW, group: str = "a") -> Measured:
    return Measured(arrears(Amount(value, value, value, se, 100), "up"), ends, group)


@pytest.mark.parametrize(
    ("now", "then", "verdict"),
    [(-0.2, -0.7, "smaller"), (-0.7, -0.7, "uncertain"), (-1.2, -0.7, "larger"), (0.1, -0.7, "smaller")],
)
def test_smaller_means_nearer_to_the_city(now: float, then: float, verdict: str) -> None:
    judged = judge_gap(gap(now), gap(then, ends=THEN))
    assert judged.verdict == verdict
    assert judged.change and judged.change.value == pytest.approx(then - now)
    assert judged.probability_smaller == pytest.approx(above((then - now) / 0.02**0.5, 200))


def test_less_is_better_where_down_is_agreed() -> None:
    more_in_the_area = Amount(8.0, 8.0, 8.0, 1.0, 50)
    assert arrears(more_in_the_area, "down").value == 8
    assert arrears(more_in_the_area, "up").value == -8


def test_what_can_not_be_compared_is_not() -> None:
    assert judge_gap(gap(-0.2), gap(-0.7, ends=THEN, group="b")).verdict == "not-comparable"
    assert judge_gap(gap(-0.2), None).verdict == "no-baseline"
    assert judge_gap(gap(-0.2), gap(-0.7), unusable=True).verdict == "no-baseline"
    assert judge_gap(None, gap(-0.7)).verdict == "no-data"
