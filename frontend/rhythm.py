"""Recurrence rules (RFC 5545 §3.3.10) as the form asks for them and as people say them: "elke dinsdag"."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from frontend.dates import full_day, weekday
from frontend.texts import say

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
INTERVALS = {"weekly": 1, "fortnightly": 2}
KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"})


@dataclass(frozen=True)
class Rhythm:
    """`repeat` is once, weekly, fortnightly or other; `days` are ISO weekdays; `until` is the last possible day."""

    repeat: str
    days: tuple[int, ...] = ()
    until: date | None = None


def rhythm_of(rrule: str | None) -> Rhythm:
    """What the form can show of a rule; `other` for a rule that it can't express."""
    if not rrule:
        return Rhythm("once")
    parts = dict(part.split("=", 1) for part in rrule.removeprefix("RRULE:").split(";") if "=" in part)
    days = parts.get("BYDAY", "").split(",") if parts.get("BYDAY") else []
    repeat = {str(number): name for name, number in INTERVALS.items()}.get(parts.get("INTERVAL", "1"))
    if parts.get("FREQ") != "WEEKLY" or set(parts) - KNOWN or repeat is None or set(days) - set(DAYS):
        return Rhythm("other")
    until = parts.get("UNTIL")
    return Rhythm(
        repeat,
        tuple(sorted(DAYS.index(day) + 1 for day in days)),
        date.fromisoformat(f"{until[:4]}-{until[4:6]}-{until[6:8]}") if until else None,
    )


def rrule_of(rhythm: Rhythm, first: date) -> str | None:
    """The rule for a rhythm; without chosen days it repeats on the weekday of the first date."""
    if rhythm.repeat == "once":
        return None
    days = rhythm.days or (first.isoweekday(),)
    parts = ["FREQ=WEEKLY", f"INTERVAL={INTERVALS[rhythm.repeat]}"]
    parts.append("BYDAY=" + ",".join(DAYS[day - 1] for day in sorted(days)))
    if rhythm.until:
        parts.append(f"UNTIL={rhythm.until:%Y%m%d}")
    return ";".join(parts)


def rhythm_in_words(rrule: str | None, start: datetime, today: date) -> str | None:
    """`elke dinsdag en donderdag`; None for a single date or a rule that has no short words."""
    rhythm = rhythm_of(rrule)
    if rhythm.repeat in ("once", "other"):
        return None
    rhythm = rhythm if rhythm.days else replace(rhythm, days=(start.isoweekday(),))
    words = _weekly(rhythm.days) if rhythm.repeat == "weekly" else say("rhythm.fortnightly", days=_list(rhythm.days))
    return words + say("rhythm.until", day=full_day(rhythm.until, today)) if rhythm.until else words


def _weekly(days: tuple[int, ...]) -> str:
    if len(days) == len(DAYS):
        return say("rhythm.daily")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return say("rhythm.in_a_row", first=_name(days[0]), last=_name(days[-1]))
    return say("rhythm.weekly", days=_list(days))


def _list(days: tuple[int, ...]) -> str:
    names = [_name(day) for day in days]
    return f"{', '.join(names[:-1])} {say('and')} {names[-1]}" if len(names) > 1 else names[0]


def _name(day: int) -> str:
    return weekday(day)
