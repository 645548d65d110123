"""Who waits and who does not, and when a file is given up."""

import pytest

from services.indicators.uploads.rules import MOST_STARTS, is_given_up, prefers_later


@pytest.mark.parametrize(
    ("prefer", "later"),
    [
        ("", False),
        ("respond-async", True),
        ("return=minimal, Respond-Async; foo", True),
        ("wait=10", False),
        ("respond-async-not", False),
    ],
)
def test_only_who_asks_does_not_wait(prefer: str, later: bool) -> None:
    assert prefers_later(prefer) is later


def test_a_file_is_tried_three_times() -> None:
    assert not is_given_up(MOST_STARTS - 1)
    assert is_given_up(MOST_STARTS)
