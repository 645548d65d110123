"""When the figures are counted again without anybody asking."""

from datetime import UTC, datetime, timedelta

import pytest

from services.indicators.refreshes.rules import is_due

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_begun", "due"),
    [
        (None, True),
        (NOW - timedelta(minutes=10), True),
        (NOW - timedelta(minutes=9, seconds=59), False),
        (NOW, False),
    ],
)
def test_due_ten_minutes_after_the_last_that_worked(last_begun: datetime | None, due: bool) -> None:
    assert is_due(last_begun, NOW) is due
