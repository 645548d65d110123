"""An activity as RFC 5545 says it: a repeating event, and one more for each date that was moved or cancelled.

The dates are those of `date_rules`: what these leave out (holidays, closed days) is an EXDATE here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Event, vRecur

from services.participation.schedules.date_rules import Days, Moment, Schedule, dates_of, local_time, possible_starts

BACK = timedelta(weeks=13)
AHEAD = timedelta(days=366)
COUNTED_FROM = datetime(2019, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """What a calendar shows of an activity. `sequence` rises whenever it, or its place, is changed."""

    uid: str
    rrule: str | None
    title: str
    text: str
    category: str
    location: str
    point: tuple[float, float] | None
    address: str
    changed: datetime
    sequence: int


def days_told(today: date) -> Days:
    """The days whose exceptions a feed names. Further ahead a calendar has the rule, until it reads again."""
    return today - BACK, today + AHEAD


def sequence(version: int, changed: datetime) -> int:
    """Neither the version nor the time of the last change ever falls, so their sum does not either."""
    return version + int((changed - COUNTED_FROM).total_seconds())


def events(told: Told, schedule: Schedule, days: Days) -> Iterator[Event]:
    """Events with one UID: first the series, then its dates that differ. Nothing for a single date that is left out."""
    moments = {moment.local_start: moment for moment in dates_of(schedule, days)}
    if not schedule.rule and not schedule.dates:
        only = moments.get(schedule.start)
        if only or not days[0] <= schedule.start.date() < days[1]:
            yield _single(told, schedule, only)
        return
    yield _series(told, schedule, possible_starts(schedule, days) - moments.keys())
    for start, moment in moments.items():
        if moment.status != "planned":
            yield _instead(told, schedule, start, moment)


def _series(told: Told, schedule: Schedule, left_out: set[datetime]) -> Event:
    event = _event(told, schedule, schedule.start, schedule.end)
    if told.rrule:
        event.add("rrule", vRecur.from_ical(told.rrule))
    dates = sorted(set(schedule.dates) - {schedule.start})
    if dates:
        event.add("rdate", [_here(each, schedule) for each in dates])
    if left_out:
        event.add("exdate", [_here(each, schedule) for each in sorted(left_out)])
    return event


def _single(told: Told, schedule: Schedule, moment: Moment | None) -> Event:
    if moment is None:
        return _event(told, schedule, schedule.start, schedule.end)
    return _as_it_is(told, schedule, moment)


def _instead(told: Told, schedule: Schedule, start: datetime, moment: Moment) -> Event:
    event = _as_it_is(told, schedule, moment)
    event.add("recurrence-id", _here(start, schedule))
    return event


def _as_it_is(told: Told, schedule: Schedule, moment: Moment) -> Event:
    start, end = (local_time(each, schedule.zone) for each in (moment.starts_at, moment.ends_at))
    return _event(
        told, schedule, start, end, "CANCELLED" if moment.status == "cancelled" else "CONFIRMED", moment.reason
    )


def _event(
    told: Told, schedule: Schedule, start: datetime, end: datetime, status: str = "CONFIRMED", reason: str | None = None
) -> Event:
    event = Event()
    for name, value in _fields(told, reason).items():
        event.add(name, value)
    event.add("status", status)
    event.add("dtstart", _here(start, schedule))
    event.add("dtend", _here(end, schedule))
    return event


def _fields(told: Told, reason: str | None) -> Mapping[str, Any]:
    """Without a METHOD, DTSTAMP is when it was last revised (§3.8.7.2): the same feed, the same bytes."""
    found = {
        "uid": told.uid,
        "dtstamp": told.changed,
        "last-modified": told.changed,
        "sequence": told.sequence,
        "summary": told.title,
        "description": f"{reason}\n\n{told.text}" if reason else told.text,
        "categories": [told.category],
        "location": told.location,
        "url": told.address,
    }
    return found | ({"geo": told.point} if told.point else {})


def _here(local: datetime, schedule: Schedule) -> datetime:
    return local.replace(tzinfo=schedule.zone)
