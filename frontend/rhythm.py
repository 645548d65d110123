"""Recurrence rules (RFC 5545 §3.3.10) as the form asks for them and as people say them: "elke dinsdag"."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from frontend.dates import full_day, weekday
from frontend.texts import say

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
INTERVALS = {"weekly": 1, "fortnightly": 2}
NTHS = (1, 2, 3, 4, -1)
"""Of a month: first to fourth, and last."""
KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"})


@dataclass(frozen=True)
class Rhythm:
    """`repeat` is once, weekly, fortnightly, monthly or other; `days` are ISO weekdays; `until` is the last possible
    day. By the month each of `days` comes at each of `nth`: (1, -1) is the first and the last."""

    repeat: str
    days: tuple[int, ...] = ()
    until: date | None = None
    nth: tuple[int, ...] = ()


def rhythm_of(rrule: str | None) -> Rhythm:
    """What the form can show of a rule; `other` for a rule that it can't express."""
    if not rrule:
        return Rhythm("once")
    parts = dict(part.split("=", 1) for part in rrule.removeprefix("RRULE:").split(";") if "=" in part)
    if set(parts) - KNOWN:
        return Rhythm("other")
    days = parts.get("BYDAY", "").split(",") if parts.get("BYDAY") else []
    found = by_the_month(days) if parts.get("FREQ") == "MONTHLY" else by_the_week(parts, days)
    interval = parts.get("INTERVAL", "1")
    if found is None or (found.repeat == "monthly" and interval != "1"):
        return Rhythm("other")
    until = parts.get("UNTIL")
    last = date.fromisoformat(f"{until[:4]}-{until[4:6]}-{until[6:8]}") if until else None
    return replace(found, until=last)


def by_the_week(parts: dict[str, str], days: list[str]) -> Rhythm | None:
    repeat = {str(number): name for name, number in INTERVALS.items()}.get(parts.get("INTERVAL", "1"))
    if parts.get("FREQ") != "WEEKLY" or repeat is None or set(days) - set(DAYS):
        return None
    return Rhythm(repeat, tuple(sorted(DAYS.index(day) + 1 for day in days)))


def by_the_month(names: list[str]) -> Rhythm | None:
    """`1TU,3TU`; None when not every day comes at the same numbers."""
    pairs = {(name[:-2], name[-2:]) for name in names}
    numbers = [nth for nth in NTHS if any(number == str(nth) for number, _ in pairs)]
    days = sorted(DAYS.index(day) + 1 for day in {day for _, day in pairs} if day in DAYS)
    whole = {(str(nth), DAYS[day - 1]) for nth in numbers for day in days}
    return Rhythm("monthly", tuple(days), nth=tuple(numbers)) if pairs and pairs == whole else None


def rrule_of(rhythm: Rhythm, first: date) -> str | None:
    """The rule for a rhythm; without chosen days it repeats on that of the first date."""
    if rhythm.repeat == "once":
        return None
    days = sorted(rhythm.days) or [first.isoweekday()]
    if rhythm.repeat == "monthly":
        names = [f"{nth}{DAYS[day - 1]}" for nth in rhythm.nth or (nth_of(first),) for day in days]
        parts = ["FREQ=MONTHLY", "INTERVAL=1"]
    else:
        names = [DAYS[day - 1] for day in days]
        parts = ["FREQ=WEEKLY", f"INTERVAL={INTERVALS[rhythm.repeat]}"]
    parts.append("BYDAY=" + ",".join(names))
    if rhythm.until:
        parts.append(f"UNTIL={rhythm.until:%Y%m%d}")
    return ";".join(parts)


def nth_of(day: date) -> int:
    """1 to 4, or -1 for a fifth: that is the last."""
    number = (day.day - 1) // 7 + 1
    return number if number <= 4 else -1


def rhythm_in_words(rrule: str | None, start: datetime, today: date) -> str | None:
    """`elke dinsdag en donderdag`; None for a single date or a rule that has no short words."""
    rhythm = rhythm_of(rrule)
    if rhythm.repeat in ("once", "other"):
        return None
    return said(rhythm if rhythm.days else replace(rhythm, days=(start.isoweekday(),)), today)


def said(rhythm: Rhythm, today: date) -> str:
    """Of one that repeats, with its days."""
    match rhythm.repeat:
        case "weekly":
            words = _weekly(rhythm.days)
        case "fortnightly":
            words = say("rhythm.fortnightly", days=in_a_list([weekday(day) for day in rhythm.days]))
        case _:
            numbers = in_a_list([say(f"rhythm.nth.{number}") for number in rhythm.nth])
            words = say("rhythm.monthly", nth=numbers, days=in_a_list([weekday(day) for day in rhythm.days]))
    return words + say("rhythm.until", day=full_day(rhythm.until, today)) if rhythm.until else words


def _weekly(days: tuple[int, ...]) -> str:
    if len(days) == len(DAYS):
        return say("rhythm.daily")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return say("rhythm.in_a_row", first=weekday(days[0]), last=weekday(days[-1]))
    return say("rhythm.weekly", days=in_a_list([weekday(day) for day in days]))


def in_a_list(names: list[str]) -> str:
    """`dinsdag, woensdag en donderdag`; nothing for none."""
    return say("and", before=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)
