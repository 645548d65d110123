"""The consultation (Art. 6): whose turn it is, what a meeting can become, and that it decides nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.projects.consultation.rules import (
    MEETING_STEPS,
    Earlier,
    may_advise,
    may_be_edited,
    may_step,
    next_side,
    repeated_chair,
    sounds_decided,
)
from services.projects.tables.consultation import MEETING_STATUSES

SIDES = ["rijk", "regio"]
DAY = date(2020, 3, 1)


@pytest.mark.parametrize(
    ("earlier", "side"),
    [
        (None, "rijk"),
        (Earlier(1, "rijk"), "regio"),
        (Earlier(2, "regio"), "rijk"),
        (Earlier(3, None), "rijk"),
        (Earlier(3, "other"), "rijk"),
    ],
)
def test_whose_turn_it_is(earlier: Earlier | None, side: str) -> None:
    assert next_side(SIDES, earlier) == side


@settings(max_examples=30)
@given(st.integers(2, 12))
def test_who_follows_the_proposal_never_hears_of_a_repeat(count: int) -> None:
    earlier = None
    for number in range(1, count):
        side = next_side(SIDES, earlier)
        assert repeated_chair(SIDES, earlier, side, "Art. 6.4") == []
        earlier = Earlier(number, side)


def test_a_repeat_is_told_with_its_article() -> None:
    (warned,) = repeated_chair(SIDES, Earlier(4, "rijk"), "rijk", "Art. 6.4")
    assert (warned.code, warned.article) == ("chair-repeated", "Art. 6.4")
    assert warned.text == "rijk chaired meeting 4 too; it is the turn of regio."
    assert repeated_chair(SIDES, Earlier(4, "rijk"), None, "Art. 6.4") == []


def test_only_the_steps_of_the_table() -> None:
    assert set(MEETING_STEPS) == set(MEETING_STATUSES)
    for status in MEETING_STATUSES:
        for to in MEETING_STATUSES:
            assert (may_step(status, to, DAY, DAY) is None) == (to in MEETING_STEPS[status])


def test_a_meeting_is_held_on_its_day_or_later() -> None:
    refused = may_step("planned", "held", DAY, date(2020, 2, 29))
    assert refused is not None
    assert refused.code == "in-future"


def test_what_is_given_when() -> None:
    assert [may_advise(status) is None for status in MEETING_STATUSES] == [False, True, False]
    assert [may_be_edited(status) is None for status in MEETING_STATUSES] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("Het overleg adviseert de partijen om de termijn te verschuiven.", False),
        ("Het overleg besluit de termijn te verschuiven.", True),
        ("Er is BESLOTEN tot een hoger bedrag.", True),
        ("Over de besluitvorming in de raad", False),
    ],
)
def test_advice_is_worded_as_advice(text: str, decided: bool) -> None:
    assert bool(sounds_decided(text)) == decided
