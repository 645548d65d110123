"""Reads the opening hours of the demo places, which are written for people."""

import re

WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]

PERIOD = re.compile(r"(?P<days>[a-z ]+) (?P<opens>\d+\.\d\d)–(?P<closes>\d+\.\d\d) uur")


def opening_hours(text: str) -> dict[str, tuple[str, str]]:
    """Opening and closing time (HH:MM) for each open weekday, "1" = Monday."""
    hours = {}
    for period in text.split(", "):
        match = PERIOD.fullmatch(period)
        assert match, f"unreadable opening hours: {period}"
        for day in _days(match["days"]):
            hours[str(day)] = (_clock(match["opens"]), _clock(match["closes"]))
    return hours


def _days(words: str) -> range:
    if words == "elke dag":
        return range(1, 8)
    first, *last = re.split(" tot en met | en ", words)
    return range(WEEKDAYS.index(first) + 1, WEEKDAYS.index(last[0] if last else first) + 2)


def _clock(time: str) -> str:
    return time.replace(".", ":").zfill(5)
