"""When an activity is, as HSDS 3.1 can say it: a rule and single dates. What is left out or moved it can only tell in
words; the calendar that the schedule links to has it all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.contracts.participation import ActivityShape
from services.contracts.participation.schedules import ExceptionShape

Json = dict[str, Any]
Derived = Callable[[str, object], str]
LEFT_OUT = {"public-holidays": "feestdagen", "school-holidays": "schoolvakanties", "ramadan": "de ramadan"}


def schedules(activity: ActivityShape, derived: Derived, calendar: str) -> list[Json]:
    schedule, zone = activity.schedule, ZoneInfo(activity.schedule.time_zone)
    lasts = schedule.end - schedule.start
    first = times(schedule.start, lasts, zone) | rule(schedule.rrule, zone)
    single = [times(start, lasts, zone) for start in schedule.dates if start != schedule.start]
    own = str(activity.id)
    said = {"service_id": own, "schedule_link": calendar, "notes": notes(activity)}
    return [
        {"id": derived("schedule", f"{own} {number}"), **said, **each} for number, each in enumerate([first, *single])
    ]


def times(start: datetime, lasts: timedelta, zone: ZoneInfo) -> Json:
    """The offsets of the first date: a wall time that repeats has another in summer than in winter."""
    begins, ends = start.replace(tzinfo=zone), (start + lasts).replace(tzinfo=zone)
    day = start.date().isoformat()
    clock = {"opens_at": written(begins), "closes_at": written(ends)}
    return {"dtstart": day, "valid_from": day, **clock}


def written(moment: datetime) -> str:
    """`10:00+01:00`."""
    return moment.timetz().isoformat("minutes")


def rule(rrule: str | None, zone: ZoneInfo) -> Json:
    """RFC 5545 by field; a rule has no last day of its own unless it says so."""
    if rrule is None:
        return {}
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    found: Json = {"freq": parts["FREQ"], "interval": int(parts.get("INTERVAL", "1")), "wkst": "MO"}
    if "BYDAY" in parts:
        found["byday"] = parts["BYDAY"]
    if "COUNT" in parts:
        found["count"] = int(parts["COUNT"])
    if "UNTIL" in parts:
        last = datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%S%z").astimezone(zone).date().isoformat()
        found |= {"until": last, "valid_to": last}
    return found


def notes(activity: ActivityShape) -> str:
    schedule = activity.schedule
    said = [f"Plaatselijke tijd ({schedule.time_zone})."]
    if schedule.not_in:
        said.append(f"Niet op of in: {', '.join(LEFT_OUT[kind] for kind in schedule.not_in)}.")
    said += [sentence for each in schedule.exceptions if (sentence := in_words(each))]
    return " ".join(said)


def in_words(each: ExceptionShape) -> str:
    if each.kind == "closed" and each.from_ and each.to:
        return f"Gesloten van {each.from_:%d-%m-%Y} tot en met {each.to:%d-%m-%Y}."
    if each.kind == "moved" and each.date and each.start:
        return f"{each.date:%d-%m-%Y} is verplaatst naar {each.start:%d-%m-%Y om %H.%M} uur."
    return f"Gaat niet door op {each.date:%d-%m-%Y}." if each.date else ""
