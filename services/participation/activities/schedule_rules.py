"""How an activity repeats: every so many weeks on some weekdays, or on n-th weekdays of the month (RFC 5545 §3.3.10).

People plan by the clock on the wall: 10:00 stays 10:00 when the clock changes. So a rule is worked out in local time,
and each date becomes an instant by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday

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
    """Every `interval` (1 to 8) weeks on `days` (0 = Monday), from the first date, to `until` or for `count` dates."""

    interval: int
    days: tuple[int, ...]
    until: datetime | None = None
    count: int | None = None


@dataclass(frozen=True)
class Monthly:
    """Every `interval` (1 to 3) months on `days`: (1, 1) is the first Tuesday, (-1, 4) the last Friday."""

    interval: int
    days: tuple[tuple[int, int], ...]
    until: datetime | None = None
    count: int | None = None


Rule = Weekly | Monthly
INTERVALS = {"WEEKLY": 8, "MONTHLY": 3}
NTH = re.compile(r"([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)")


def read_rule(text: str, start: datetime, zone: ZoneInfo) -> Rule | Refused:
    """The rule in `text`; `start` is the local start of the first date."""
    parts = _parts(text)
    if isinstance(parts, Refused):
        return parts
    frequency = parts.get("FREQ", "")
    if frequency not in INTERVALS:
        return Refused("rrule-frequency", "An activity can repeat by the week or by the month, or be on some dates.")
    if unknown := sorted(parts.keys() - {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"}):
        return Refused("rrule-part", f"We can't repeat by {', '.join(unknown)} yet.")
    if parts.get("WKST", "MO") != "MO":
        return Refused("rrule-part", "A week starts on Monday here (WKST=MO).")
    most = INTERVALS[frequency]
    if (interval := parts.get("INTERVAL", "1")) not in map(str, range(1, most + 1)):
        return Refused("rrule-interval", f"{frequency} can be with INTERVAL=1 to INTERVAL={most}.")
    rule = (_weekly if frequency == "WEEKLY" else _monthly)(int(interval), parts.get("BYDAY"), start)
    if isinstance(rule, Refused):
        return rule
    end = _end(parts, start, zone)
    return end if isinstance(end, Refused) else replace(rule, until=end[0], count=end[1])


def _weekly(interval: int, byday: str | None, start: datetime) -> Weekly | Refused:
    names = (byday or DAYS[start.weekday()]).split(",")
    days = tuple(sorted({DAYS.index(name) for name in names if name in DAYS}))
    if len(days) != len(names):
        return Refused("rrule-byday", f"Name weekdays once each: {', '.join(DAYS)}.")
    if start.weekday() not in days:
        return Refused("rrule-start", "The first date must be on one of the weekdays of the rule.")
    return Weekly(interval, days)


def _monthly(interval: int, byday: str | None, start: datetime) -> Monthly | Refused:
    names = byday.split(",") if byday else []
    read = [NTH.fullmatch(name) for name in names]
    days = tuple(sorted({(int(found[1]), DAYS.index(found[2])) for found in read if found}))
    if not days or len(days) != len(names):
        return Refused(
            "rrule-byday",
            "Name days of the month once each: BYDAY=2TU is the second Tuesday, -1FR the last"
            " Friday; first to fourth, or last.",
        )
    rule = Monthly(interval, days)
    if not local_starts(rule, start, start.date(), start.date() + timedelta(days=1)):
        return Refused("rrule-start", "The first date must be on one of the days of the rule.")
    return rule


def rule_text(rule: Rule | None, zone: ZoneInfo) -> str | None:
    """The rule as RFC 5545 writes it: its end in UTC."""
    if rule is None:
        return None
    if isinstance(rule, Weekly):
        frequency, days = "WEEKLY", [DAYS[day] for day in rule.days]
    else:
        frequency, days = "MONTHLY", [f"{number}{DAYS[day]}" for number, day in rule.days]
    parts = [f"FREQ={frequency}", f"INTERVAL={rule.interval}", "BYDAY=" + ",".join(days)]
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


def local_starts(rule: Rule | None, start: datetime, first_day: date, before: date) -> Sequence[datetime]:
    """Local starts on the days from `first_day` to the day before `before`."""
    low, high = datetime.combine(first_day, time.min), datetime.combine(before, time.min)
    if rule is None:
        return [start] if low <= start < high else []
    dates = _weekly_dates(rule, start, low) if isinstance(rule, Weekly) else _monthly_dates(rule, start)
    return [found for found in dates.between(low, high, inc=True) if found < high]


def _weekly_dates(rule: Weekly, start: datetime, low: datetime) -> rrule:
    """Without a number of dates to count, whole rounds before `low` are skipped: an old activity has many."""
    rounds = 0 if rule.count else max(0, (low - start).days // (7 * rule.interval) - 1)
    return rrule(
        WEEKLY,
        start + timedelta(weeks=rounds * rule.interval) if rounds else start,
        rule.interval,
        wkst=MO,
        count=rule.count,
        until=rule.until,
        byweekday=list(rule.days),
        cache=False,
    )


def _monthly_dates(rule: Monthly, start: datetime) -> rrule:
    days = [weekday(day, number) for number, day in rule.days]
    return rrule(MONTHLY, start, rule.interval, count=rule.count, until=rule.until, byweekday=days, cache=False)


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """UTC of a wall time: one that the clock skips goes by the old clock, of a double one the first (§3.3.5)."""
    return local.replace(tzinfo=zone).astimezone(UTC)


def days_written(today: date) -> tuple[date, date]:
    """The days whose dates are to be in the table: from today to the day before the second."""
    return today, today + timedelta(weeks=WEEKS_WRITTEN)


def days_offered(today: date) -> tuple[date, date]:
    return today, today + timedelta(weeks=WEEKS_OFFERED)
