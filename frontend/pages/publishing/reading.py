"""From what a coordinator typed to what the participation service is sent, with a sentence for every mistake."""

from datetime import date
from typing import Any

from pydantic import ValidationError

from frontend.pages.publishing.fields import Reading
from frontend.pages.publishing.mistakes import from_validation
from frontend.pages.publishing.reading_plan import read_schedule
from services.contracts.participation import ActivityInput


def read(values: dict[str, Any], today: date, status: str) -> tuple[ActivityInput | None, dict[str, str]]:
    """The activity, or None with what is wrong by field. What was said in words stands in the fields afterwards."""
    reading = Reading(values)
    body = body_of(reading, today)
    for name, error in (("title", "missing"), ("summary", "missing"), ("category", "choose"), ("place", "choose")):
        reading.required(name, error)
    broken = "typed" in body["schedule"]
    try:
        found = ActivityInput.model_validate(body | {"status": status})
    except ValidationError as error:
        return None, in_form_order(from_validation(error, without_schedule=broken) | reading.errors)
    return (None, in_form_order(reading.errors)) if reading.errors else (found, {})


def as_far_as(values: dict[str, Any], today: date) -> dict[str, Any]:
    """What participation keeps of an activity that is being worked on, right or not."""
    return body_of(Reading(values), today)


def body_of(reading: Reading, today: date) -> dict[str, Any]:
    """Like `ActivityInput` in JSON, as far as it can be read; what can't be stays as it was typed."""
    values = reading.values
    capacity = reading.parsed("capacity", int, "number", required=False)
    return {
        "title": reading.text("title"),
        "summary": reading.text("summary"),
        "description": reading.text("description"),
        "category": reading.text("category"),
        "placeId": reading.text("place"),
        "schedule": read_schedule(reading, today),
        "cost": read_cost(reading),
        "projectId": reading.text("project") or None,
        "step": reading.text("step") or "meet",
        "languages": values.get("languages") or ["nl"],
        "dutchLevel": reading.parsed("dutch", int, "number", required=False) or 0,
        "forWhom": values.get("for_whom") or ["everyone"],
        "bring": reading.text("bring") or None,
        "joining": reading.text("joining") or "walk-in",
        "capacity": capacity if capacity is not None else reading.text("capacity") or None,
    }


def read_cost(reading: Reading) -> dict[str, Any]:
    if reading.text("cost") != "paid":
        return {"free": True, "text": None}
    return {"free": False, "text": reading.required("cost_text")}


WHAT = ("title", "summary", "description", "category", "place", "project", "step")
WHEN = ("words", "date", "start", "end", "repeat", "days", "nth", "until", "more_dates", "not_in")
WHO = ("cost", "cost_text", "for_whom", "languages", "dutch", "bring", "joining", "capacity")
FORM_ORDER = ("title", "summary", "category", "place", *WHEN, "description", "project", "step", *WHO)


def in_form_order(errors: dict[str, str]) -> dict[str, str]:
    rest = {name: text for name, text in errors.items() if name not in FORM_ORDER}
    return {name: errors[name] for name in FORM_ORDER if name in errors} | rest
