"""When a place is open, as people say it in the language of the page: "maandag tot en met vrijdag 9.00–17.00 uur"."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from frontend.dates import clock_time, full_day, weekday
from frontend.rhythm import in_a_list
from frontend.texts import say
from services.contracts.participation.opening import DAYS, Opening, OtherHours, Span


def opening_in_words(opening: Opening, today: date) -> list[str]:
    """A line for days in a row that are alike, and one for each exception that is not over."""
    exceptions = sorted(opening.exceptions, key=lambda other: other.valid_from)
    week = [f"{_days(days)}: {hours}" for days, hours in _alike(opening)]
    return [
        *(week or [say("opening.none")]),
        *(_other(each, today) for each in exceptions if each.valid_through >= today),
    ]


def _alike(opening: Opening) -> Iterable[tuple[list[int], str]]:
    """Days in a row (1 is Monday) with the same hours; not those on which it is closed."""
    by_day = [
        (number, _hours(span for span in opening.hours if day in span.day_of_week))
        for number, day in enumerate(DAYS, 1)
    ]
    for hours, days in groupby(by_day, key=lambda each: each[1]):
        if hours:
            yield [number for number, _ in days], hours


def _days(numbers: list[int]) -> str:
    names = [weekday(number) for number in numbers]
    if len(names) == len(DAYS):
        return say("rhythm.daily")
    return in_a_list(names) if len(names) < 3 else say("rhythm.in_a_row", first=names[0], last=names[-1])


def _hours(spans: Iterable[Span]) -> str:
    ordered = sorted(spans, key=lambda span: span.opens)
    return in_a_list([say("date.hours", start=clock_time(span.opens), end=clock_time(span.closes)) for span in ordered])


def _other(other: OtherHours, today: date) -> str:
    first, last = full_day(other.valid_from, today), full_day(other.valid_through, today)
    when = first if first == last else say("rhythm.in_a_row", first=first, last=last)
    said = f"{when}: {_hours(other.hours) or say('opening.closed')}"
    return f"{said} ({other.reason})" if other.reason else said
