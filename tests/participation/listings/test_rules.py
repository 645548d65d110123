from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.participation.listings.rules import check_by, link_works, may_be_printed, stage

CONFIRMED = date(2026, 1, 5)
LAPSES = check_by("activity", CONFIRMED)
ORDER = ("right", "ask", "remind", "call-first", "hide")


def test_the_word_of_an_owner_holds_eight_weeks_for_an_activity_and_half_a_year_for_a_place() -> None:
    assert date(2026, 3, 2) == LAPSES
    assert check_by("place", CONFIRMED) == date(2026, 7, 6)


@pytest.mark.parametrize(
    ("weeks", "days", "expected"),
    [
        (6, 6, "right"),
        (7, 0, "ask"),
        (7, 4, "ask"),
        (7, 5, "remind"),
        (8, 0, "call-first"),
        (9, 6, "call-first"),
        (10, 0, "hide"),
    ],
)
def test_the_stages_of_ten_weeks(weeks: int, days: int, expected: str) -> None:
    assert stage("activity", LAPSES, CONFIRMED + timedelta(weeks=weeks, days=days)) == expected


@given(st.integers(0, 200))
def test_a_stage_never_goes_back_and_a_place_is_never_hidden(day: int) -> None:
    today = CONFIRMED + timedelta(days=day)
    now, later = (ORDER.index(stage("activity", LAPSES, each)) for each in (today, today + timedelta(days=1)))
    assert now <= later
    assert stage("place", LAPSES, today) != "hide"
    assert may_be_printed(LAPSES, today) == (stage("activity", LAPSES, today) in ("right", "ask", "remind"))


def test_a_link_works_five_weeks() -> None:
    assert link_works(CONFIRMED, CONFIRMED + timedelta(days=35))
    assert not link_works(CONFIRMED, CONFIRMED + timedelta(days=36))
