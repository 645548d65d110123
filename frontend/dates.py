"""Dates and times as people say them: "dinsdag 24 november, 10.00 tot 12.00 uur"."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
    words = say("date.day", weekday=weekday(day), day=day.day, month=say(f"date.month.{day.month}"))
    return words if day.year == today.year else f"{words} {day.year}"


def weekday(day: date) -> str:
    return say(f"date.weekday.{day.isoweekday()}")


def clock(moment: datetime) -> str:
    return say("date.clock", hour=local(moment).hour, minute=local(moment).strftime("%M"))


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
