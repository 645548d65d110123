"""When an activity is, from the form: what was said in words counts when it was changed, else what the fields say."""

from datetime import date, datetime, time
from typing import Any, cast

from frontend.pages.publishing.fields import Reading
from frontend.pages.publishing.filling import of_plan
from frontend.pages.publishing.plan import KINDS, Plan, schedule_of
from frontend.pages.publishing.understanding import NotUnderstood, understand
from frontend.rhythm import NTHS, Rhythm

FIELDS = ("date", "start", "end", "repeat", "days", "nth", "until", "more_dates", "not_in")
TYPED = ("words", "words_read", *FIELDS, "rrule", "odd")
REPEATS = ("once", "weekly", "fortnightly", "monthly", "dates", "other")


def read_schedule(reading: Reading, today: date) -> dict[str, Any]:
    """Like `ScheduleInput` in JSON; `{"typed": …}` with what was typed when it can't be read."""
    plan = read_plan(reading, today)
    if plan is None:
        return {"typed": {name: reading.values.get(name, "") for name in TYPED}}
    given = schedule_of(plan)
    moments = {name: cast(datetime, given[name]).isoformat() for name in ("start", "end")}
    dates = [each.isoformat() for each in cast(list[datetime], given["dates"])]
    more = {"timeZone": "Europe/Amsterdam", "dates": dates, "notIn": given["not_in"]}
    return {"rrule": given["rrule"], **moments, **more}


def read_plan(reading: Reading, today: date) -> Plan | None:
    """None when something is wrong with it. The fields and the words say the same afterwards."""
    words = reading.text("words")
    said_anew = bool(words) and words != reading.text("words_read")
    plan = from_words(reading, words, today) if said_anew else from_fields(reading)
    if plan is None or reading.errors.keys() & {"date", "start", "end", "until", "more_dates", "words"}:
        return None
    told = of_plan(plan, today)
    reading.values |= told | ({"words": words, "words_read": words} if said_anew else {})
    return plan


def from_words(reading: Reading, words: str, today: date) -> Plan | None:
    """An activity that goes on keeps the day it began."""
    since = today
    if reading.text("version"):
        since = reading.parsed("date", date.fromisoformat, "date", required=False) or today
    found = understand(words, today, since)
    if isinstance(found, NotUnderstood):
        reading.wrong("words", f"words_{found.lacks}")
        return None
    reading.values["unread"] = found.unread
    return found.plan


def from_fields(reading: Reading) -> Plan | None:
    if not any(reading.text(name) for name in ("date", "start", "end")):
        reading.wrong("words", "words")
        return None
    day = reading.parsed("date", day_in, "date", required=True)
    start = reading.parsed("start", time.fromisoformat, "time", required=True)
    end = reading.parsed("end", time.fromisoformat, "time", required=True)
    if start and end and end <= start:
        reading.wrong("end", "order")
    rhythm, more = rhythm_in(reading), further_days(reading)
    if rhythm.until and day and rhythm.until < day:
        reading.wrong("until", "until_order")
    if not (day and start and end):
        return None
    not_in = tuple(kind for kind in KINDS if kind in reading.values.get("not_in", []))
    rrule = reading.text("rrule") or None if rhythm.repeat == "other" else None
    return Plan(day, start, end, rhythm, more, not_in, rrule, odd_in(reading)).on_a_day


def rhythm_in(reading: Reading) -> Rhythm:
    repeat = reading.text("repeat") if reading.text("repeat") in REPEATS else "once"
    if repeat in ("once", "dates", "other"):
        return Rhythm(repeat)
    days = tuple(int(day) for day in reading.values.get("days", []) if day in ("1", "2", "3", "4", "5", "6", "7"))
    chosen = reading.values.get("nth", []) if repeat == "monthly" else []
    until = reading.parsed("until", day_in, "date", required=False)
    return Rhythm(repeat, days, until, tuple(number for number in NTHS if str(number) in chosen))


def further_days(reading: Reading) -> tuple[date, ...]:
    lines = [line.strip() for line in reading.text("more_dates").splitlines() if line.strip()]
    try:
        return tuple(day_in(line) for line in lines)
    except ValueError:
        reading.wrong("more_dates", "more_dates")
        return ()


def odd_in(reading: Reading) -> tuple[datetime, ...]:
    """Hidden: nobody typed it, so what is wrong with it is left out."""
    found = []
    for text in reading.text("odd").split(","):
        try:
            found.append(datetime.fromisoformat(text))
        except ValueError:
            continue
    return tuple(found)


def day_in(text: str) -> date:
    """`2026-12-24` or `24-12-2026`. Raises ValueError."""
    parts = text.replace("/", "-").split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    return date.fromisoformat(text)
