"""Whatever people write, a calendar program reads the same words back."""

from typing import Any

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from services.participation.feeds.calendar_lines import FORBIDDEN, MOST, written

WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n,;\\\x85\u2028é"), max_size=200)
ENDS: dict[int, str | None] = dict.fromkeys(map(ord, "\x85\u2028\u2029"), "\n")


def read(text: str) -> str:
    event: Any = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{text}END:VEVENT\r\n")
    return str(event["DESCRIPTION"])


@settings(max_examples=150)
@given(WORDS)
def test_lines_are_read_back(words: str) -> None:
    text = written("DESCRIPTION", words)
    assert all(len(line.encode()) <= MOST for line in text.split("\r\n"))
    assert text.count("\n") == text.count("\r\n")
    assert read(text) == words.translate(FORBIDDEN | ENDS)


def test_what_has_a_meaning_there_is_escaped() -> None:
    assert written("DESCRIPTION", "a, b; c \\ d\r\ne\x07") == "DESCRIPTION:a\\, b\\; c \\\\ d\\ne\r\n"
    long = written("DESCRIPTION", "é" * 100)
    assert long.startswith("DESCRIPTION:" + "é" * 31 + "\r\n é")
    assert read(long) == "é" * 100
