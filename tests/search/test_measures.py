"""The measures on rankings small enough to check by hand."""

import pytest

from tests.search.measures import mean, recall_at_10, reciprocal_rank

TWELVE = [f"activity-{number}" for number in range(12)]


def test_recall_counts_the_relevant_activities_that_were_found() -> None:
    assert recall_at_10({"a", "b", "c", "d"}, ["a", "x", "b"]) == 0.5
    assert recall_at_10({"a"}, ["x", "a"]) == 1
    assert recall_at_10({"a"}, []) == 0


def test_recall_looks_no_further_than_ten_places() -> None:
    assert recall_at_10({"activity-9"}, TWELVE) == 1
    assert recall_at_10({"activity-10"}, TWELVE) == 0


def test_ten_good_answers_are_all_that_a_broad_query_can_get() -> None:
    assert recall_at_10(TWELVE, TWELVE) == 1
    assert recall_at_10(TWELVE, [*TWELVE[:5], "v", "w", "x", "y", "z", *TWELVE[5:]]) == 0.5


def test_an_activity_found_twice_counts_once() -> None:
    assert recall_at_10({"a", "b"}, ["a", "a"]) == 0.5


def test_nothing_relevant_has_no_recall() -> None:
    with pytest.raises(ValueError, match="no recall"):
        recall_at_10(set(), ["a"])


def test_reciprocal_rank_is_of_the_first_relevant_activity() -> None:
    assert reciprocal_rank({"a", "b"}, ["b", "a"]) == 1
    assert reciprocal_rank({"a"}, ["x", "y", "z", "a"]) == 0.25
    assert reciprocal_rank({"activity-10"}, TWELVE) == 0
    assert reciprocal_rank({"a"}, []) == 0


def test_every_query_weighs_the_same() -> None:
    assert mean([1, 0.5, 0]) == 0.5
