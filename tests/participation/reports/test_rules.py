"""Who handles a report, and when an owner is asked because of several."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.kit.who import Who
from services.participation.reports.letters import thanks
from services.participation.reports.rules import (
    KEPT_OPEN,
    QUIET,
    ask_early,
    forgotten_before,
    is_mail,
    may_handle,
    wrong_fields,
)

TODAY = date(2026, 11, 25)
HERE, THERE = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("origins", "last_asked", "expected"),
    [
        (2, None, False),
        (3, None, True),
        (3, TODAY - timedelta(days=6), False),
        (3, TODAY - QUIET, True),
        (40, TODAY, False),
    ],
)
def test_three_are_believed_unless_the_owner_was_asked_just_now(
    origins: int, last_asked: date | None, expected: bool
) -> None:
    assert ask_early(origins, last_asked, TODAY) is expected


@pytest.mark.parametrize(
    ("role", "expected"), [("moderator", True), ("admin", True), ("coordinator", True), ("editor", True)]
)
def test_who_works_for_the_place_handles_it(role: str, expected: bool) -> None:
    who = Who("x", frozenset({role}), frozenset({HERE}), frozenset({"moerwijk"}))
    assert may_handle(who, HERE, "moerwijk") is expected
    assert may_handle(who, THERE, "bouwlust") is (role in ("moderator", "admin"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"activityId": "1", "what": "times"}, set()),
        ({"placeId": "1", "what": "times"}, set()),
        ({"what": "times"}, {"activityId"}),
        ({"activityId": "1", "placeId": "2", "what": "other", "text": " "}, {"activityId", "text"}),
        ({"placeId": "1", "what": "other", "text": "Het hek is dicht."}, set()),
        ({"placeId": "1", "what": "other", "text": 3}, set()),
    ],
)
def test_every_wrong_field_is_named(body: dict[str, object], expected: set[str]) -> None:
    assert {error["location"]["name"] for error in wrong_fields(body)} == expected


@given(some.datetimes(timezones=some.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_what_is_handled_goes_first(now: datetime) -> None:
    resolved, written = forgotten_before(now, 14)
    assert (now - resolved, now - written) == (timedelta(days=14), KEPT_OPEN)


@pytest.mark.parametrize(
    ("contact", "expected"), [("a@b.nl", True), ("070 123 45 67", False), ("a@b", False), ("a b@c.nl", False)]
)
def test_an_address_is_not_a_number(contact: str, expected: bool) -> None:
    assert is_mail(contact) is expected


def test_the_letter_says_what_was_done() -> None:
    assert "aangepast" in thanks("Koffie", "changed", "nl").text
    assert "aangepast" not in thanks("Koffie", "was-right", "nl").text
