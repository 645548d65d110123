"""Problematic debts: a percentage and a number between the bounds that rounding leaves (Art. 3, note 5)."""

from uuid import uuid4

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.deal import Deal
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.register_figures import Counted, register_figures
from services.indicators.results.estimated import Estimated
from tests.indicators.datasets.surveys import known_in

Rows = list[tuple[str, int, int]]
WIJKEN = ["bouwlust", "vrederust", "morgenstond", "moerwijk"]
ALL: Rows = [("bouwlust", 100, 1000), ("vrederust", 200, 1000), ("morgenstond", 50, 1000), ("moerwijk", 150, 1000)]


def figures(deal: Deal, rows: Rows, rounded_to: int = 5, households: bool = True) -> dict[tuple[str, str], Estimated]:
    known = known_in(deal, "problematic-debt")
    counts = pl.DataFrame(rows, schema=["area", "count", "households"], orient="row")
    metadata = DatasetMetadata.model_validate(
        {
            "kind": "register", "source": "CAK", "period": "2019", "roundedTo": rounded_to,
            "definitionVersions": {"problematic-debt": 1}, "columns": {"wijk": "w", "count": "c", "households": "h"},
        }
    )  # fmt: skip
    given = counts if households else counts.drop("households")
    found = register_figures(given, metadata, known.editions[0], known.place, uuid4())
    return {(each.area_id, each.measure): each for each in found}


def test_percentage_and_number_are_both_given(deal: Deal) -> None:
    found = figures(deal, ALL)
    share, number = found["moerwijk", "value"], found["moerwijk", "number"]
    assert (share.value, number.value, number.lower, number.upper) == (15.0, 150, 148, 152)
    assert [share.lower, share.upper] == pytest.approx([100 * 148 / 1002, 100 * 152 / 998])
    assert (share.numerator, share.denominator, share.uncertainty) == (150, 1000, {"kind": "rounding", "roundedTo": 5})
    assert share.unit == "procent van de huishoudens"
    deal_number = found["den-haag-zuidwest", "number"]
    assert (deal_number.value, deal_number.lower, deal_number.upper) == (500, 492, 508)


def test_a_source_that_does_not_round_leaves_no_doubt(deal: Deal) -> None:
    found = figures(deal, ALL, rounded_to=1)["den-haag-zuidwest", "value"]
    assert found.value == found.lower == found.upper == 12.5


def test_the_city_is_there_when_the_file_tells_of_it(deal: Deal) -> None:
    assert ("gm0518", "value") not in figures(deal, ALL)
    assert figures(deal, [*ALL, ("elsewhere", 500, 16000)])["gm0518", "value"].value == 5.0


def test_what_is_not_known_is_not_nothing(deal: Deal) -> None:
    found = figures(deal, ALL[:3])
    assert (found["moerwijk", "number"].value, found["moerwijk", "number"].status_reason) == (None, "no-rows")
    assert found["den-haag-zuidwest", "value"].status == "impossible"
    assert figures(deal, ALL, households=False)["moerwijk", "value"].status_reason == "no-households"
    assert figures(deal, ALL, households=False)["moerwijk", "number"].value == 150


def test_of_no_household_there_is_no_percentage() -> None:
    assert Counted(0, 0, 2).percentage_of(Counted(0, 0, 2)) is None


real_counts = st.lists(st.tuples(st.integers(0, 400), st.integers(401, 3000)), min_size=4, max_size=4)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(401, 3000)), min_size=4, max_size=4),
    st.sampled_from([1, 5, 10]),
)
def test_the_real_number_lies_between_the_bounds(deal: Deal, real: list[tuple[int, int]], step: int) -> None:
    def rounded(number: int) -> int:
        return (number + step // 2) // step * step

    rows = [(wijk, rounded(count), rounded(whole)) for wijk, (count, whole) in zip(WIJKEN, real, strict=True)]
    found = figures(deal, rows, step)
    total, households = sum(count for count, _ in real), sum(whole for _, whole in real)
    number, share = found["den-haag-zuidwest", "number"], found["den-haag-zuidwest", "value"]
    assert number.lower is not None and number.upper is not None and share.lower is not None and share.upper is not None
    assert number.lower <= total <= number.upper
    assert share.lower - 1e-9 <= 100 * total / households <= share.upper + 1e-9
