"""Dates and times as people say them: "dinsdag 24 november, 10.00 tot 12.00 uur"."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

from frontend.languages import current
from frontend.texts import say

HERE = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime) -> datetime:
    """Wall time in Den Haag; a time without an offset already is that."""
    return moment.replace(tzinfo=HERE) if moment.tzinfo is None else moment.astimezone(HERE)


def day_in_words(day: date, today: date) -> str:
    """`vandaag`, `morgen`, or the weekday and date, with the year only when it is another one."""
    if day == today:
        return say("date.today")
    if day == today + timedelta(days=1):
        return say("date.tomorrow")
    return full_day(day, today)


def full_day(day: date, today: date) -> str:
    words = say("date.day", weekday=weekday(day.isoweekday()), day=day.day, month=month(day.month))
    return words if day.year == today.year else say("date.other_year", day=words, year=day.year)


def weekday(number: int) -> str:
    """1 is Monday."""
    return day_names(current().locale)[number - 1]


def month(number: int) -> str:
    """As it stands in a date: Polish has another form for that."""
    return month_names(current().locale)[number - 1]


@lru_cache
def day_names(locale: str) -> list[str]:
    found = get_day_names("wide", "format", locale)
    return [str(found[number]) for number in range(7)]


@lru_cache
def month_names(locale: str) -> list[str]:
    found = get_month_names("wide", "format", locale)
    return [str(found[number]) for number in range(1, 13)]


def weekdays() -> list[tuple[str, str]]:
    """For checkboxes: `1` to `7` with their names."""
    return [(str(number), weekday(number)) for number in range(1, 8)]


def day_of_a_year(day: date) -> str:
    """`1 februari 2026`: of what lasts for years, where the weekday says nothing and the year all."""
    return say("date.other_year", day=f"{day.day} {month(day.month)}", year=day.year)


def clock(moment: datetime) -> str:
    return clock_time(f"{local(moment):%H:%M}")


def clock_time(time: str) -> str:
    """Of `09:00`, or `24:00`."""
    hour, minute = time.split(":")
    return say("date.clock", hour=int(hour), minute=minute)


def hours(start: datetime, end: datetime) -> str:
    return say("date.hours", start=clock(start), end=clock(end))


def span_in_words(start: datetime, end: datetime, today: date) -> str:
    """Day and hours of one date of an activity."""
    return say("date.span", day=day_in_words(local(start).date(), today), hours=hours(start, end))


def moment_in_words(moment: datetime, today: date) -> str:
    """When something was measured or changed."""
    return say("date.moment", day=day_in_words(local(moment).date(), today), clock=clock(moment))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
