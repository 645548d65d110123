"""What stands in the form before a coordinator types: nothing yet, or the activity as it is."""

from typing import Any
from uuid import uuid4

from frontend.dates import local
from frontend.rhythm import rhythm_of
from services.contracts.participation import ActivityShape

HIDDEN = frozenset({"version", "rrule", "dates", "not_in"})


def empty(place: str) -> dict[str, Any]:
    """`key` makes sending it twice harmless."""
    return {
        "key": str(uuid4()),
        "place": place,
        "repeat": "weekly",
        "days": [],
        "cost": "free",
        "languages": ["nl"],
        "dutch": "0",
        "for_whom": ["everyone"],
        "joining": "walk-in",
        "step": "meet",
        "status": "published",
    }


def of_activity(activity: ActivityShape) -> dict[str, Any]:
    schedule = activity.schedule
    rhythm = rhythm_of(schedule.rrule)
    start, end = local(schedule.start), local(schedule.end)
    return {
        "version": activity.version,
        "title": activity.title,
        "summary": activity.summary,
        "description": activity.description,
        "category": activity.category.id,
        "place": str(activity.place.id),
        "project": str(activity.project_id or ""),
        "step": activity.step,
        "date": start.date().isoformat(),
        "start": start.strftime("%H:%M"),
        "end": end.strftime("%H:%M"),
        "repeat": rhythm.repeat,
        "rrule": schedule.rrule or "",
        "dates": ",".join(moment.isoformat() for moment in schedule.dates),
        "not_in": ",".join(schedule.not_in),
        "days": [str(day) for day in rhythm.days],
        "until": rhythm.until.isoformat() if rhythm.until else "",
        "cost": "free" if activity.cost.free else "paid",
        "cost_text": "" if activity.cost.free else activity.cost.text or "",
        "languages": activity.languages,
        "dutch": str(activity.dutch_level),
        "for_whom": activity.for_whom,
        "bring": activity.bring or "",
        "joining": activity.joining,
        "capacity": activity.capacity or "",
        "status": activity.status,
    }


def differing(theirs: dict[str, Any], yours: dict[str, Any]) -> tuple[str, ...]:
    """Names of the fields that a coordinator sees and that are not the same in two forms, in the order of the form."""
    return tuple(name for name in theirs if name not in HIDDEN and _plain(theirs[name]) != _plain(yours.get(name)))


def _plain(value: Any) -> str:
    return ",".join(sorted(value)) if isinstance(value, list) else str(value or "").replace("\r\n", "\n").strip()
