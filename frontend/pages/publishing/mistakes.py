"""What pydantic or the service says is wrong, at the field of the form that it is about, in the reader's words."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from frontend.texts import DEFAULT, say, texts_of
from services.contracts.calling import ServiceRefused

FIELDS = {
    "placeId": "place",
    "place_id": "place",
    "projectId": "project",
    "project_id": "project",
    "cost": "cost",
    "cost.text": "cost_text",
    "schedule": "words",
    "schedule.start": "start",
    "schedule.end": "end",
    "schedule.rrule": "repeat",
    "schedule.dates": "more_dates",
    "dutchLevel": "dutch",
    "dutch_level": "dutch",
    "forWhom": "for_whom",
}
"""Names of the service to names in the form, where they differ."""
SHORT, LONG = "string-too-short", "string-too-long"


def from_validation(error: ValidationError, *, without_schedule: bool = False) -> dict[str, str]:
    """`without_schedule` when it could not be read at all: then what is wrong with it has been said."""
    found = (
        (".".join(str(part) for part in item["loc"]), item["type"].replace("_", "-"), item["msg"], item.get("ctx", {}))
        for item in error.errors()
        if not (without_schedule and item["loc"][0] == "schedule")
    )
    return sentences(found)


def from_service(refused: ServiceRefused) -> dict[str, str]:
    """Of a 400; a mistake without a field of ours stands at the top."""
    if not refused.errors:
        return {"": say("form.error.unknown_field", reason=refused.problem.get("detail", ""))}
    return sentences((item["location"]["name"], item["code"], item["detail"], {}) for item in refused.errors)


def sentences(found: Iterable[tuple[str, str, str, dict[str, Any]]]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for where, code, reason, context in found:
        name = field_of(where)
        errors.setdefault(name, sentence(name, code, reason, context))
    return errors


def field_of(where: str) -> str:
    """`languages.0` is about languages; what the form does not have is about the form as a whole."""
    first = where.split(".", 1)[0]
    name = FIELDS.get(where) or FIELDS.get(first) or first
    return name if f"form.{name}" in texts_of(DEFAULT) else ""


def sentence(name: str, code: str, reason: str, context: dict[str, Any]) -> str:
    if not name:
        return say("form.error.unknown_field", reason=reason)
    shown = say(f"form.{name}")
    if code == SHORT and "min_length" in context:
        return say("form.error.short", field=shown, least=context["min_length"])
    if code == LONG and "max_length" in context:
        return say("form.error.long", field=shown, most=context["max_length"])
    if f"form.code.{code}" in texts_of(DEFAULT):
        return say(f"form.code.{code}", field=shown)
    return say("form.error.other", field=shown, reason=reason)
