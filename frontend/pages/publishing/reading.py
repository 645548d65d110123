"""From what a coordinator typed to what the participation service is sent, with a sentence for every mistake."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.datastructures import FormData

from frontend.pages.publishing.mistakes import from_validation
from frontend.rhythm import Rhythm, rrule_of
from frontend.texts import say
from services.contracts.participation import ActivityInput

LISTS = ("languages", "for_whom", "days")
Parsed = TypeVar("Parsed")


def typed(data: FormData) -> dict[str, Any]:
    """By field name: text trimmed, several choices as a list."""
    single = {name: value.strip() for name, value in data.multi_items() if isinstance(value, str) and name not in LISTS}
    several = {name: [value for value in data.getlist(name) if isinstance(value, str)] for name in LISTS}
    return single | several


@dataclass
class Reading:
    """Reads fields one by one and remembers, in the order of the form, what is wrong."""

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)

    def wrong(self, name: str, error: str, **details: Any) -> None:
        self.errors.setdefault(name, say(f"form.error.{error}", field=say(f"form.{name}"), **details))

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def required(self, name: str, error: str = "missing") -> str:
        if not self.text(name):
            self.wrong(name, error)
        return self.text(name)

    def parsed(self, name: str, parse: Callable[[str], Parsed], error: str, *, required: bool) -> Parsed | None:
        if not self.text(name) and not required:
            return None
        try:
            return parse(self.text(name))
        except ValueError:
            self.wrong(name, error)
            return None


def read(values: dict[str, Any]) -> tuple[ActivityInput | None, dict[str, str]]:
    """The activity, or None with what is wrong by field."""
    reading = Reading(values)
    body = {
        "title": reading.required("title"),
        "summary": reading.required("summary"),
        "description": reading.text("description"),
        "category": reading.required("category", "choose"),
        "place_id": reading.required("place", "choose"),
        "schedule": read_schedule(reading),
        "cost": read_cost(reading),
        "project_id": reading.text("project") or None,
        "step": reading.text("step") or "meet",
        "languages": values.get("languages") or ["nl"],
        "dutch_level": reading.parsed("dutch", int, "number", required=False) or 0,
        "for_whom": values.get("for_whom") or ["everyone"],
        "bring": reading.text("bring") or None,
        "joining": reading.text("joining") or "walk-in",
        "capacity": reading.parsed("capacity", int, "number", required=False),
        "status": reading.text("status") or "published",
    }
    try:
        found = ActivityInput.model_validate(body)
    except ValidationError as error:
        return None, in_form_order(from_validation(error, without_schedule=body["schedule"] is None) | reading.errors)
    return (None, in_form_order(reading.errors)) if reading.errors else (found, {})


def read_cost(reading: Reading) -> dict[str, Any]:
    if reading.text("cost") != "paid":
        return {"free": True, "text": None}
    return {"free": False, "text": reading.required("cost_text")}


def read_schedule(reading: Reading) -> dict[str, Any] | None:
    """None when something is wrong with it."""
    day = reading.parsed("date", date.fromisoformat, "date", required=True)
    start = reading.parsed("start", time.fromisoformat, "time", required=True)
    end = reading.parsed("end", time.fromisoformat, "time", required=True)
    if start and end and end <= start:
        reading.wrong("end", "order")
        return None
    if day is None or start is None or end is None:
        return None
    rrule = read_rrule(reading, day)
    kept = {name: reading.text(name).split(",") if reading.text(name) else [] for name in ("dates", "not_in")}
    return {"rrule": rrule, "start": datetime.combine(day, start), "end": datetime.combine(day, end), **kept}


def read_rrule(reading: Reading, first: date) -> str | None:
    """The rule; that of before when the form could not show it."""
    repeat = reading.text("repeat") or "once"
    if repeat == "other":
        return reading.text("rrule") or None
    if repeat == "once":
        return None
    days = tuple(int(day) for day in reading.values.get("days", []) if day in "1234567")
    until = reading.parsed("until", date.fromisoformat, "date", required=False)
    if days and first.isoweekday() not in days:
        reading.wrong("date", "first_day")
    if until and until < first:
        reading.wrong("until", "until_order")
    return rrule_of(Rhythm("fortnightly" if repeat == "fortnightly" else "weekly", days, until), first)


WHAT = ("title", "summary", "description", "category", "place", "project", "step")
WHEN = ("date", "start", "end", "repeat", "days", "until")
WHO = ("cost", "cost_text", "for_whom", "languages", "dutch", "bring", "joining", "capacity")
FORM_ORDER = (*WHAT, *WHEN, *WHO, "status")


def in_form_order(errors: dict[str, str]) -> dict[str, str]:
    rest = {name: text for name, text in errors.items() if name not in FORM_ORDER}
    return {name: errors[name] for name in FORM_ORDER if name in errors} | rest
