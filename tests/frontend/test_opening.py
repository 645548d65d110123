"""Opening hours in the words of each language."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from frontend import texts
from frontend.opening import opening_in_words
from services.contracts.participation.opening import DAYS, Opening

TODAY = date(2026, 11, 28)
WEEK: dict[str, Any] = {"dayOfWeek": DAYS[:5], "opens": "09:00", "closes": "12:30"}
AFTERNOON: dict[str, Any] = {"dayOfWeek": DAYS[:5], "opens": "13:30", "closes": "17:00"}
WEEKEND: dict[str, Any] = {"dayOfWeek": DAYS[5:], "opens": "20:00", "closes": "24:00"}


@pytest.fixture(params=["nl", "ar"])
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    reset = texts.language.set(request.param)
    yield request.param
    texts.language.reset(reset)


def said(hours: list[dict[str, Any]], *exceptions: dict[str, Any]) -> list[str]:
    return opening_in_words(Opening.model_validate({"hours": hours, "exceptions": exceptions}), TODAY)


def test_days_in_a_row_with_the_same_hours_are_one_line(code: str) -> None:
    assert (
        said([WEEKEND, AFTERNOON, WEEK])
        == {
            "nl": [
                "maandag tot en met vrijdag: 9.00 tot 12.30 uur en 13.30 tot 17.00 uur",
                "zaterdag en zondag: 20.00 tot 24.00 uur",
            ],
            "ar": [
                "من الاثنين إلى الجمعة: من الساعة 9:00 إلى 12:30 ومن الساعة 13:30 إلى 17:00",
                "السبت والأحد: من الساعة 20:00 إلى 24:00",
            ],
        }[code]
    )


def test_only_exceptions_that_are_not_over_are_told_the_first_one_first() -> None:
    over = {"validFrom": "2026-10-01", "validThrough": "2026-11-27"}
    later = {"validFrom": "2026-12-28", "validThrough": "2027-01-01", "reason": "kerst"}
    short = {"validFrom": "2026-11-28", "validThrough": "2026-11-28", "hours": [{"opens": "10:00", "closes": "11:00"}]}
    assert said([WEEK], later, over, short)[1:] == [
        "zaterdag 28 november: 10.00 tot 11.00 uur",
        "maandag 28 december tot en met vrijdag 1 januari 2027: dicht (kerst)",
    ]


def test_without_hours_it_says_so() -> None:
    assert said([]) == ["Geen vaste tijden"]
    assert said([WEEK | {"dayOfWeek": DAYS}]) == ["elke dag: 9.00 tot 12.30 uur"]
