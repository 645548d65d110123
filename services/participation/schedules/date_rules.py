"""The dates of a schedule: those of its rule and those named by hand, without days off, closed days, and with what
people changed.

- A date named by hand (a single date, or one of `dates`) is not left out for a holiday: somebody chose that day.
- A cancelled date stays to be seen; a moved one keeps its id, for that is of the start that the rule gave.
- Days off and closed weeks leave dates out; a date that was moved is judged by the day it was moved to.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.participation.activities.schedule_rules import Rule, instant, local_starts
from services.participation.schedules.holiday_rules import days_off

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """One date of an activity: its id is that of the activity and `local_start`, its times are UTC."""

    id: uuid.UUID
    activity: uuid.UUID
    local_start: datetime
    starts_at: datetime
    ends_at: datetime
    status: str = "planned"
    reason: str | None = None


@dataclass(frozen=True)
class Cancelled:
    reason: str | None = None


@dataclass(frozen=True)
class Moved:
    """Local times."""

    start: datetime
    end: datetime
    reason: str | None = None


@dataclass(frozen=True)
class Closed:
    """Days, both included."""

    first_day: date
    last_day: date
    reason: str | None = None

    def has(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Schedule:
    """All that an activity's dates follow from. `by_hand` is by the start that the rule gives."""

    activity: uuid.UUID
    rule: Rule | None
    start: datetime
    end: datetime
    zone: ZoneInfo
    dates: tuple[datetime, ...] = ()
    not_in: frozenset[str] = frozenset()
    region: str | None = None
    by_hand: Mapping[datetime, Cancelled | Moved] = field(default_factory=dict)
    closed: tuple[Closed, ...] = ()

    @property
    def lasts(self) -> timedelta:
        return self.end - self.start

    def closed_on(self, day: date) -> Closed | None:
        return next((each for each in self.closed if each.has(day)), None)


Days = tuple[date, date]
"""From the first to the day before the second."""


def possible_starts(schedule: Schedule, days: Days) -> set[datetime]:
    """What rule and list of dates give, before anything is left out."""
    return {*local_starts(schedule.rule, schedule.start, *days), *_within(schedule.dates, days)}


def named_by_hand(schedule: Schedule) -> Collection[datetime]:
    return schedule.dates if schedule.rule else {schedule.start, *schedule.dates}


def _within(starts: Iterable[datetime], days: Days) -> list[datetime]:
    return [start for start in starts if days[0] <= start.date() < days[1]]


def dates_of(schedule: Schedule, days: Days) -> list[Moment]:
    """The dates whose day, as the rule gives it or as they were moved, is among `days`; soonest first."""
    starts = possible_starts(schedule, days) | _moved_into(schedule, days)
    off = days_off(schedule.not_in, schedule.region, *days) if schedule.not_in else {}
    named = named_by_hand(schedule)
    there = [start for start in starts if start.date() not in off or start in named or start in schedule.by_hand]
    found = [moment for start in there if (moment := _moment(schedule, start))]
    return sorted(found, key=lambda each: (each.starts_at, each.ends_at, each.id))


def _moved_into(schedule: Schedule, days: Days) -> set[datetime]:
    """Starts on other days that were moved to one of these."""
    moved = {start: done for start, done in schedule.by_hand.items() if isinstance(done, Moved)}
    here = [start for start, done in moved.items() if _within([done.start], days)]
    return {start for start in here if start in possible_starts(schedule, (start.date(), start.date() + ONE_DAY))}


def _moment(schedule: Schedule, start: datetime) -> Moment | None:
    done = schedule.by_hand.get(start)
    if isinstance(done, Cancelled):
        return _at(schedule, start, start, start + schedule.lasts, "cancelled", done.reason)
    begin, end = (done.start, done.end) if done else (start, start + schedule.lasts)
    if schedule.closed_on(begin.date()):
        return None
    return _at(schedule, start, begin, end, "moved" if done else "planned", done.reason if done else None)


def _at(schedule: Schedule, start: datetime, begin: datetime, end: datetime, status: str, reason: str | None) -> Moment:
    starts_at, ends_at = instant(begin, schedule.zone), instant(end, schedule.zone)
    if ends_at <= starts_at:  # both in the night that the clock skips an hour
        ends_at = starts_at + (end - begin)
    id_ = occurrence_id(schedule.activity, start)
    return Moment(id_, schedule.activity, start, starts_at, ends_at, status, reason)


def occurrence_id(activity: uuid.UUID, local_start: datetime) -> uuid.UUID:
    """Stays the same when dates roll forward and when one is moved: it is of the start that the rule gives."""
    return uuid.uuid5(activity, local_start.isoformat())


def local_time(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def not_over(moments: Iterable[Moment], now: datetime) -> list[Moment]:
    return [each for each in moments if each.ends_at > now]
