"""When an activity is: one date, or every week or two weeks on some weekdays (RFC 5545 §3.3.10).

People plan by the clock on the wall: 10:00 stays 10:00 when the clock changes. So a rule is worked out in local time,
and each date becomes an instant by itself.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, WEEKLY, rrule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS_OFFERED = 13
"""Dates this far ahead count for the monitoring and are shown."""
WEEKS_WRITTEN = 14
"""Dates this far ahead are written: a week more than is offered, so that a job that missed a night does no harm."""
LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Refused:
    """`code` is stable; `sentence` is for whoever filled it in."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Weekly:
    """Every `interval` (1 or 2) weeks on `days` (0 = Monday), from the first date, to `until` or for `count` dates."""

    interval: int
    days: tuple[int, ...]
    until: datetime | None = None
    count: int | None = None


@dataclass(frozen=True)
class Moment:
    """One date of an activity: its id is that of the activity and `local_start`, its times are UTC."""

    id: uuid.UUID
    local_start: datetime
    starts_at: datetime
    ends_at: datetime


def read_rule(text: str, start: datetime, zone: ZoneInfo) -> Weekly | Refused:
    """The rule in `text`; `start` is the local start of the first date."""
    parts = _parts(text)
    if isinstance(parts, Refused):
        return parts
    if parts.get("FREQ") != "WEEKLY":
        return Refused("rrule-frequency", "An activity can repeat by the week (FREQ=WEEKLY), or be on one date.")
    if unknown := sorted(parts.keys() - {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"}):
        return Refused("rrule-part", f"We can't repeat by {', '.join(unknown)} yet.")
    if parts.get("WKST", "MO") != "MO":
        return Refused("rrule-part", "A week starts on Monday here (WKST=MO).")
    if parts.get("INTERVAL", "1") not in ("1", "2"):
        return Refused("rrule-interval", "An activity can be every week (INTERVAL=1) or every two weeks (INTERVAL=2).")
    days = tuple(
        sorted({DAYS.index(day) for day in parts.get("BYDAY", DAYS[start.weekday()]).split(",") if day in DAYS})
    )
    if "BYDAY" in parts and len(days) != len(parts["BYDAY"].split(",")):
        return Refused("rrule-byday", f"Name weekdays once each: {', '.join(DAYS)}.")
    if start.weekday() not in days:
        return Refused("rrule-start", "The first date must be on one of the weekdays of the rule.")
    end = _end(parts, start, zone)
    return end if isinstance(end, Refused) else Weekly(int(parts.get("INTERVAL", "1")), days, *end)


def rule_text(rule: Weekly | None, zone: ZoneInfo) -> str | None:
    """The rule as RFC 5545 writes it: its end in UTC."""
    if rule is None:
        return None
    parts = ["FREQ=WEEKLY", f"INTERVAL={rule.interval}", "BYDAY=" + ",".join(DAYS[day] for day in rule.days)]
    if rule.until:
        parts.append(f"UNTIL={instant(rule.until, zone):%Y%m%dT%H%M%SZ}")
    if rule.count:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


def _parts(text: str) -> dict[str, str] | Refused:
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs) or not all(name and value for name, value in parts.items()):
        return Refused("rrule", "Write the rule as FREQ=WEEKLY;INTERVAL=1;BYDAY=MO.")
    return parts


def _end(parts: dict[str, str], start: datetime, zone: ZoneInfo) -> tuple[datetime | None, int | None] | Refused:
    if "UNTIL" in parts and "COUNT" in parts:
        return Refused("rrule-end", "Give a last date (UNTIL) or a number of dates (COUNT), not both.")
    if "COUNT" in parts:
        count = int(parts["COUNT"]) if parts["COUNT"].isascii() and parts["COUNT"].isdigit() else 0
        if not 1 <= count <= 1000:
            return Refused("rrule-count", "The number of dates (COUNT) is from 1 to 1000.")
        return None, count
    if "UNTIL" not in parts:
        return None, None
    until = _until(parts["UNTIL"], zone)
    if until is None:
        return Refused("rrule-until", "Write the last date (UNTIL) as 20270131 or 20270131T225959Z.")
    if until < start:
        return Refused("rrule-until", "The last date (UNTIL) is before the first.")
    return until, None


def _until(text: str, zone: ZoneInfo) -> datetime | None:
    """Local wall time: a date alone means its whole day, a Z means UTC."""
    for form in ("%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"):
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 (wall time on purpose)
        except ValueError:
            continue
        if not 1900 <= found.year <= 2999:
            return None
        if form == "%Y%m%d":
            return datetime.combine(found, time(23, 59, 59))
        return found if form.endswith("S") else found.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return None


def local_starts(rule: Weekly | None, start: datetime, first_day: date, before: date) -> Sequence[datetime]:
    """Local starts on the days from `first_day` to the day before `before`."""
    low, high = datetime.combine(first_day, time.min), datetime.combine(before, time.min)
    if rule is None:
        return [start] if low <= start < high else []
    dates = rrule(
        WEEKLY,
        start,
        rule.interval,
        wkst=MO,
        count=rule.count,
        until=rule.until,
        byweekday=list(rule.days),
        cache=False,
    )
    return [found for found in dates.between(low, high, inc=True) if found < high]


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """UTC of a wall time: one that the clock skips goes by the old clock, of a double one the first (§3.3.5)."""
    return local.replace(tzinfo=zone).astimezone(UTC)


def moments(
    activity: uuid.UUID, rule: Weekly | None, start: datetime, end: datetime, zone: ZoneInfo, days: tuple[date, date]
) -> list[Moment]:
    """The dates of an activity on the days from `days[0]` to the day before `days[1]`."""
    return [
        _moment(activity, local, local + (end - start), zone) for local in local_starts(rule, start, days[0], days[1])
    ]


def _moment(activity: uuid.UUID, local_start: datetime, local_end: datetime, zone: ZoneInfo) -> Moment:
    starts_at, ends_at = instant(local_start, zone), instant(local_end, zone)
    if ends_at <= starts_at:  # both in the night that the clock skips an hour
        ends_at = starts_at + (local_end - local_start)
    return Moment(occurrence_id(activity, local_start), local_start, starts_at, ends_at)


def occurrence_id(activity: uuid.UUID, local_start: datetime) -> uuid.UUID:
    """Stays the same when dates roll forward and when one is moved: it is of the start that the rule gives."""
    return uuid.uuid5(activity, local_start.isoformat())


def days_written(today: date) -> tuple[date, date]:
    """The days whose dates are to be in the table: from today to the day before the second."""
    return today, today + timedelta(weeks=WEEKS_WRITTEN)


def days_offered(today: date) -> tuple[date, date]:
    return today, today + timedelta(weeks=WEEKS_OFFERED)
