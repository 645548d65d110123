"""What stands in the form before a coordinator types: nothing yet, a template, or the activity as it is."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from frontend.pages.publishing.plan import Plan, plan_in_words, plan_of
from frontend.rhythm import Rhythm
from services.contracts.participation import Schedule, TemplateShape, WorkingCopyShape

Values = dict[str, Any]
HIDDEN = frozenset(
    {
        "key",
        "version",
        "public_version",
        "van",
        "rrule",
        "odd",
        "words",
        "words_read",
        "status",
        "public_status",
        "sjabloon",
        "translated",
    }
)
"""What is not compared between two people: hidden, or said in another field too."""
TEXTS = ("title", "summary", "description", "category", "step", "bring", "joining")


def empty(place: str) -> Values:
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
    }


def of_template(template: TemplateShape, place: str, today: date) -> Values:
    """The first date is the first such weekday after today."""
    body = template.body
    hours = (time.fromisoformat(body.start), time.fromisoformat(body.end))
    rhythm = Rhythm(body.repeat, (body.weekday,) if body.repeat != "once" else ())
    plan = Plan(date.fromordinal(today.toordinal() + 1), *hours, rhythm, (), tuple(body.not_in)).on_a_day
    return empty(place) | {
        **{name: getattr(body, name) or "" for name in TEXTS},
        "for_whom": body.for_whom,
        "dutch": str(body.dutch_level),
        "capacity": body.capacity or "",
        "sjabloon": template.id,
        "translated": ",".join(sorted(body.translations)),
        **of_plan(plan, today),
    }


def of_plan(plan: Plan, today: date) -> Values:
    words = plan_in_words(plan, today)
    return {
        "words": words,
        "words_read": words,
        "date": plan.first.isoformat(),
        "start": f"{plan.start:%H:%M}",
        "end": f"{plan.end:%H:%M}",
        "repeat": plan.rhythm.repeat,
        "days": [str(day) for day in plan.rhythm.days],
        "nth": [str(number) for number in plan.rhythm.nth],
        "until": plan.rhythm.until.isoformat() if plan.rhythm.until else "",
        "more_dates": "\n".join(f"{day:%d-%m-%Y}" for day in plan.more),
        "not_in": list(plan.not_in),
        "rrule": plan.rrule or "",
        "odd": ",".join(moment.isoformat() for moment in plan.odd),
    }


def of_working_copy(copy: WorkingCopyShape, public_status: str, today: date) -> Values:
    return of_body(copy.body, today) | {
        "version": copy.version,
        "public_version": copy.public_version,
        "public_status": public_status,
    }


def of_copy(copy: WorkingCopyShape, today: date) -> Values:
    """A new activity that tells the same; a rhythm goes on from today, a single date has to be said."""
    found = of_body(copy.body, today) | {"key": str(uuid4()), "van": str(copy.activity_id)}
    if found.get("repeat") in ("once", "dates"):
        return found | dict.fromkeys(("date", "words", "words_read", "more_dates", "odd"), "") | {"repeat": "once"}
    plan = schedule_plan(copy.body.get("schedule"))
    return found | of_plan(_from_now(plan, today), today) if plan else found


def _from_now(plan: Plan, today: date) -> Plan:
    first = max(plan.first, today)
    return Plan(first, plan.start, plan.end, plan.rhythm, (), plan.not_in, plan.rrule).on_a_day


def of_body(body: Mapping[str, Any], today: date) -> Values:
    """Of an activity as participation keeps what is being worked on: any of it may be missing."""
    cost = body.get("cost") or {"free": True}
    plan = schedule_plan(body.get("schedule"))
    schedule = body.get("schedule") or {}
    return {
        **{name: body.get(name) or "" for name in TEXTS},
        "place": str(body.get("placeId") or ""),
        "project": str(body.get("projectId") or ""),
        **(of_plan(plan, today) if plan else schedule.get("typed") or {"repeat": "weekly", "days": []}),
        "cost": "free" if cost.get("free", True) else "paid",
        "cost_text": "" if cost.get("free", True) else cost.get("text") or "",
        "languages": body.get("languages") or ["nl"],
        "dutch": str(body.get("dutchLevel") or 0),
        "for_whom": body.get("forWhom") or ["everyone"],
        "capacity": body.get("capacity") or "",
    }


def schedule_plan(given: Any) -> Plan | None:
    try:
        return plan_of(Schedule.model_validate(given))
    except ValidationError:
        return None


def differing(theirs: Values, yours: Values) -> tuple[str, ...]:
    """Names of the fields that a coordinator sees and that are not the same in two forms, in the order of the form."""
    return tuple(name for name in theirs if name not in HIDDEN and _plain(theirs[name]) != _plain(yours.get(name)))


def _plain(value: Any) -> str:
    return ",".join(sorted(value)) if isinstance(value, list) else str(value or "").replace("\r\n", "\n").strip()
