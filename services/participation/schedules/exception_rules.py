"""What must be right in an exception, and which date of the schedule it is about."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from services.kit.wrong_fields import wrong
from services.participation.activities.schedule_rules import LONGEST, Refused
from services.participation.schedules.date_rules import (
    ONE_DAY,
    Moment,
    Moved,
    Schedule,
    dates_of,
    local_time,
    occurrence_id,
    possible_starts,
)

AHEAD = timedelta(days=366)
"""As far as a date can be named by its id, be moved, or a closed period can last."""
FIELDS = {
    "cancelled": {"date", "occurrenceId"},
    "moved": {"date", "occurrenceId", "start", "end"},
    "closed": {"from", "to"},
}
"""What a kind says besides `kind` and `reason`."""
Wrong = dict[str, Any]
Value = TypeVar("Value")
DAY: TypeAdapter[date] = TypeAdapter(date)
TIME: TypeAdapter[datetime] = TypeAdapter(datetime)
DAY_OR_TIME: TypeAdapter[date | datetime] = TypeAdapter(date | datetime)
ID: TypeAdapter[uuid.UUID] = TypeAdapter(uuid.UUID)


@dataclass(frozen=True)
class Found:
    """The date that was meant, by the start that the rule gives, as it is now; None when it is left out now."""

    local_start: datetime
    now: Moment | None


def wrong_fields(body: Mapping[str, Any], schedule: Schedule, now: datetime) -> list[Wrong]:
    """Everything that the shape alone can't see, in an exception as JSON; what has a wrong shape is passed over."""
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in FIELDS:
        return []
    given = {name for name, value in body.items() if value is not None}
    found = [
        wrong(name, "not-here", f"“{name}” does not belong to this kind of exception.")
        for name in sorted(given & ({"date", "occurrenceId", "start", "end", "from", "to"} - FIELDS[kind]))
    ]
    today = local_time(now, schedule.zone).date()
    if kind == "closed":
        return found + wrong_period(body, today)
    meant = meant_by(body, schedule, today)
    if isinstance(meant, Refused):
        found.append(wrong("date", meant.code, meant.sentence))
    elif meant and meant.now and meant.now.ends_at <= now:
        found.append(wrong("date", "over", "This date is over."))
    if kind == "moved":
        found += wrong_move(body, schedule, meant if isinstance(meant, Found) else None, now)
    return found


def wrong_period(body: Mapping[str, Any], today: date) -> list[Wrong]:
    """Of `from` and `to`, both days closed."""
    found = [
        wrong(name, "missing", f"Give the {which} closed day.")
        for name, which in (("from", "first"), ("to", "last"))
        if body.get(name) is None
    ]
    first, last = read(DAY, body.get("from")), read(DAY, body.get("to"))
    if first and last:
        if last < first:
            found.append(wrong("to", "order", "The last day is before the first."))
        elif last < today:
            found.append(wrong("to", "over", "These days are over."))
        elif last - first > AHEAD:
            found.append(wrong("to", "too-long", "Close for a year at most. Or end the activity."))
        elif first - today > 3 * AHEAD:
            found.append(wrong("from", "too-far", "The first day is at most 3 years ahead."))
    return found


def meant_by(body: Mapping[str, Any], schedule: Schedule, today: date) -> Found | Refused | None:
    """The date of `date` or `occurrenceId`; None when they are of a wrong shape."""
    given = [name for name in ("date", "occurrenceId") if body.get(name) is not None]
    if len(given) != 1:
        return Refused("missing", "Say which date: its day (date) or its id (occurrenceId), one of both.")
    if given == ["date"]:
        day = read(DAY_OR_TIME, body["date"])
        return None if day is None else on_day(schedule, day, today)
    id_ = read(ID, body["occurrenceId"])
    return None if id_ is None else with_id(schedule, id_, today)


def on_day(schedule: Schedule, day: date | datetime, today: date) -> Found | Refused:
    """A time is the start that the rule gives, or to which it was moved; a day alone does when it has one date."""
    time = day if isinstance(day, datetime) else None
    if time and time.tzinfo:
        return Refused("local", "Give the local time: leave the offset out.")
    on = time.date() if time else day
    if abs(on - today) > 3 * AHEAD:
        return Refused("unknown", "There is no date on this day.")
    days = (on, on + ONE_DAY)
    moments = {each.local_start: each for each in dates_of(schedule, days)}
    starts = {*possible_starts(schedule, days), *moments}
    if time:
        starts = {start for start in starts if time in (start, _now(moments.get(start), schedule))}
    if len(starts) > 1:
        return Refused("which", "There are several dates on this day: give the time too.")
    for start in starts:
        return Found(start, moments.get(start) or _elsewhere(schedule, start))
    return Refused("unknown", "There is no date at this time." if time else "There is no date on this day.")


def _now(moment: Moment | None, schedule: Schedule) -> datetime | None:
    return local_time(moment.starts_at, schedule.zone) if moment else None


def _elsewhere(schedule: Schedule, start: datetime) -> Moment | None:
    """The date of this start where it was moved to another day."""
    done = schedule.by_hand.get(start)
    if not isinstance(done, Moved):
        return None
    found = dates_of(schedule, (done.start.date(), done.start.date() + ONE_DAY))
    return next((each for each in found if each.local_start == start), None)


def with_id(schedule: Schedule, id_: uuid.UUID, today: date) -> Found | Refused:
    days = (today - ONE_DAY, today + AHEAD)
    moments = {each.id: each for each in dates_of(schedule, days)}
    if id_ in moments:
        return Found(moments[id_].local_start, moments[id_])
    for start in possible_starts(schedule, days):
        if occurrence_id(schedule.activity, start) == id_:
            return Found(start, _elsewhere(schedule, start))
    return Refused("unknown", "This activity has no date with this id in the year to come.")


def wrong_move(body: Mapping[str, Any], schedule: Schedule, meant: Found | None, now: datetime) -> list[Wrong]:
    """Of the new `start` and `end`."""
    if body.get("start") is None:
        return [wrong("start", "missing", "Give the new day and time.")]
    start, end = read(TIME, body["start"]), read(TIME, body.get("end"))
    if start is None or (body.get("end") is not None and end is None):
        return []
    end = end or start + schedule.lasts
    if start.tzinfo or end.tzinfo:
        return [wrong("start", "local", "Give local times: leave the offset out.")]
    found = []
    if start.second or start.microsecond or end.second or end.microsecond:
        found.append(wrong("start", "whole-minutes", "Start and end at a whole minute."))
    if not timedelta(0) < end - start <= LONGEST:
        found.append(wrong("end", "order", "The end is after the start, 24 hours later at most."))
    today = local_time(now, schedule.zone)
    if start <= today:
        found.append(wrong("start", "over", "The new time must be to come."))
    elif start - today > AHEAD:
        found.append(wrong("start", "too-far", "Move it by a year at most."))
    if closed := schedule.closed_on(start.date()):
        found.append(
            wrong("start", "closed", f"It is closed on that day{f': {closed.reason}' if closed.reason else ''}.")
        )
    if meant and (start, end) == (meant.local_start, meant.local_start + schedule.lasts):
        found.append(wrong("start", "same", "This is when it was planned. Undo the exception instead."))
    return found


def read(shape: TypeAdapter[Value], given: Any) -> Value | None:
    """A value of this shape, or None."""
    try:
        return None if given is None else shape.validate_python(given)
    except ValidationError:
        return None
