"""Counting by data: which items count, where, and for how much."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.deal_indicators import Measuring
from services.contracts.indicators import Asked
from services.indicators.results.rules import Area
from services.indicators.results.tally_rules import Unmeasurable, items_from, tally, years_of
from services.indicators.results.tallying import Tallied, rows_of

DEAL = Area("deal", "rivierstad", "Rivierstad")
WIJKEN = [Area("wijk", name, name.title(), name) for name in ("noord", "zuid")]
NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
ASKED = Asked(service="projects", path="/v1/things", asked_at=NOW, total=1, checksum="c")


def measuring(**said: Any) -> Measuring:
    return Measuring.model_validate({"service": "projects", "path": "/v1/things", "name": ["title"], **said})


def thing(title: str, wijk: str | None, **more: Any) -> dict[str, Any]:
    return {"id": title, "title": title, "wijk": wijk, **more}


def values(given: list[dict[str, Any]], lowest: bool = False, **said: Any) -> dict[str, int | None]:
    figures = tally(items_from(measuring(**said), given), DEAL, WIJKEN, lowest, 1)
    return {figure.area.id: figure.value for figure in figures}


def test_every_wijk_is_counted_also_without_any() -> None:
    assert values([thing("a", "noord"), thing("b", "noord")]) == {"noord": 2, "zuid": 0, "rivierstad": 2}


def test_the_deal_can_stand_for_its_lowest_wijk() -> None:
    assert values([thing("a", "noord")], lowest=True)["rivierstad"] == 0
    assert values([thing("a", "noord"), thing("b", "zuid")], lowest=True)["rivierstad"] == 1
    (*_, deal) = tally(items_from(measuring(), [thing("a", "noord")]), DEAL, WIJKEN, True, 1)
    assert deal.detail == {"wijken": 2, "wijkenReachingTarget": 1}


def test_what_is_of_no_wijk_counts_for_the_deal() -> None:
    assert values([thing("a", None)]) == {"noord": 0, "zuid": 0, "rivierstad": 1}


def test_what_is_of_two_wijken_counts_in_both_and_once_for_the_deal() -> None:
    assert values([{"title": "a", "wijken": ["noord", "zuid"]}]) == {"noord": 1, "zuid": 1, "rivierstad": 1}


def test_amounts_are_added_up() -> None:
    spaces = [thing("a", "noord", m2=3000), thing("b", "zuid", m2=2500), thing("c", "zuid", m2=None)]
    assert values(spaces, amount="m2") == {"noord": 3000, "zuid": 2500, "rivierstad": 5500}


@pytest.mark.parametrize(
    ("shown", "counted"), [(True, 1), (False, 0), (None, 0), (0, 0), (2, 1), ([], 0), ([{"what": "x"}], 1)]
)
def test_what_must_be_given(shown: Any, counted: int) -> None:
    assert values([thing("a", "noord", shown=shown)], having=["shown"])["noord"] == counted
    assert values([thing("a", "noord", shown=shown)], without=["shown"])["noord"] == 1 - counted


def test_a_part_of_a_list_is_enough() -> None:
    tasks = [{"task": "sleutels", "evidence": []}, {"task": "koffie", "evidence": [{"what": "verslag"}]}]
    said = {"having": ["tasks.evidence"], "evidence": "tasks.evidence"}
    (item,) = items_from(measuring(**said), [thing("a", "noord", tasks=tasks), thing("b", "noord", tasks=[])])
    assert item.said == {"id": "a", "name": "a", "evidence": [{"what": "verslag"}]}


def test_evidence_has_its_address() -> None:
    (item,) = items_from(measuring(evidence_at="/v1/evidence?deliverable={id}", show=["wijk"]), [thing("a", "noord")])
    assert item.said == {"id": "a", "name": "a", "wijk": "noord", "evidenceAt": "/v1/evidence?deliverable=a"}


def test_a_list_that_is_another_is_not_counted() -> None:
    with pytest.raises(Unmeasurable, match="has no m2"):
        values([thing("a", "noord")], amount="m2")


def test_whole_years_are_counted_apart() -> None:
    periods = [thing("a", "noord", starts=day, n=5) for day in ("2019-09-01", "2019-12-31", "2021-01-01", "2026-01-05")]
    items = items_from(measuring(amount="n", per_year="starts"), periods)
    found = {year: sum(item.amount for item in of_year) for year, of_year in years_of(items, date(2023, 5, 1))}
    assert found == {2019: 10, 2020: 0, 2021: 5, 2022: 0}


def test_rows_say_period_source_and_target() -> None:
    counted = Tallied("reach", 1, "deelnemers", 3, measuring(amount="n", per_year="starts"), True, False)
    rows = rows_of(counted, [thing("a", "noord", starts="2024-02-01", n=5)], ASKED, DEAL, WIJKEN, NOW)
    deal = next(row for row in rows if (row["area_kind"], row["period_label"]) == ("deal", "2024"))
    wijk = next(row for row in rows if (row["area_id"], row["period_label"]) == ("noord", "2024"))
    assert (deal["value"], deal["target"], deal["target_met"], deal["period_ends"]) == (5, 3, True, date(2024, 12, 31))
    assert (wijk["value"], wijk["target"], wijk["target_met"]) == (5, None, None)
    assert deal["source"][0]["path"] == "/v1/things"
    assert {row["period_label"] for row in rows} == {"2024", "2025"}


things = st.lists(
    st.builds(thing, st.text("abc", min_size=1), st.sampled_from(["noord", "zuid", None]), n=st.integers(0, 9)),
    max_size=8,
)


@settings(max_examples=50)
@given(things)
def test_the_whole_is_its_wijken_and_what_is_of_none(given_things: list[dict[str, Any]]) -> None:
    found = values(given_things, amount="n")
    of_none = sum(each["n"] for each in given_things if each["wijk"] is None)
    assert found["rivierstad"] == (found["noord"] or 0) + (found["zuid"] or 0) + of_none
    assert found == values(list(reversed(given_things)), amount="n")
