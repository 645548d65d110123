"""How the dates of an activity in a month are told on paper: by weekday, with what is different."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.participation.editions.content import Change, Turn
from services.participation.schedules.date_rules import Days, Moment, local_time


def month_days(first: date) -> Days:
    """From the first day to the day before the second."""
    return first, (first + timedelta(days=32)).replace(day=1)


def turns_of(moments: Iterable[Moment], zone: ZoneInfo, month: Days) -> tuple[Turn, ...]:
    """One per weekday and time at which it goes ahead in this month, in order of weekday and time."""
    days: dict[tuple[int, str, str], list[date]] = defaultdict(list)
    for start, end in _going_ahead(moments, zone, month):
        days[(start.isoweekday(), f"{start:%H:%M}", f"{end:%H:%M}")].append(start.date())
    return tuple(
        Turn.model_validate(
            {
                "weekday": weekday,
                "start": start,
                "end": end,
                "days": sorted(set(found)),
                "not_on": [day for day in weekdays_in(month, weekday) if day not in found],
            }
        )
        for (weekday, start, end), found in sorted(days.items())
    )


def changes_of(
    moments: Iterable[Moment], zone: ZoneInfo, month: Days, full: Collection[UUID] = ()
) -> tuple[Change, ...]:
    """Dates that the rule puts in this month and that are cancelled or moved, and what is full, soonest first."""
    moments = list(moments)
    found = [_change(each, zone) for each in moments if each.status != "planned"]
    found += [_full(each, zone) for each in moments if each.status != "cancelled" and each.id in full]
    return tuple(sorted((each for each in found if _within(each.day, month)), key=lambda each: (each.day, each.start)))


def weekdays_in(month: Days, weekday: int) -> Sequence[date]:
    days = (month[0] + timedelta(days=each) for each in range((month[1] - month[0]).days))
    return [day for day in days if day.isoweekday() == weekday]


def _going_ahead(moments: Iterable[Moment], zone: ZoneInfo, month: Days) -> list[tuple[datetime, datetime]]:
    there = [each for each in moments if each.status != "cancelled"]
    found = [(local_time(each.starts_at, zone), local_time(each.ends_at, zone)) for each in there]
    return [(start, end) for start, end in found if _within(start.date(), month)]


def _change(moment: Moment, zone: ZoneInfo) -> Change:
    was = moment.local_start
    if moment.status == "cancelled":
        return Change(day=was.date(), start=was.time())
    now = local_time(moment.starts_at, zone)
    return Change(day=was.date(), start=was.time(), to_day=now.date(), to_start=now.time())


def _full(moment: Moment, zone: ZoneInfo) -> Change:
    start = local_time(moment.starts_at, zone)
    return Change(day=start.date(), start=start.time(), full=True)


def _within(day: date, days: Days) -> bool:
    return days[0] <= day < days[1]
