"""An activity's row as the body that would make it, and what is wrong with a body that is not whole yet."""

import uuid
from typing import Any

import orjson
from pydantic import ValidationError
from sqlalchemy import Row
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput
from services.contracts.participation.schedules import ScheduleInput
from services.kit.problems import bad_request, wrong, wrong_from_pydantic
from services.participation.activities.content import without_unsent
from services.participation.activities.rules import place_in, rule_of, wrong_fields
from services.participation.activities.saving import known_words, values_of
from services.participation.activities.schedule_rules import Refused
from services.participation.activities.translation_rules import without_marks
from services.participation.clock import today
from services.participation.tables import activity

Body = dict[str, Any]
FIELDS = {name: field.alias or name for name, field in ActivityInput.model_fields.items() if name != "status"}
SCHEDULE_FIELDS = {name: field.alias or name for name, field in ScheduleInput.model_fields.items()}
RENAMED = {"start": "starts", "end": "ends"}
TOLD = frozenset(activity.c.keys()) - {"status", "wijk", "sort_title", "version"}


def body_of(row: Row[Any]) -> Body:
    """As `ActivityInput` takes it, in JSON's own types, without the status."""
    parts = {
        "cost": {
            "free": row.free,
            "text": row.cost_text,
            "payWhatYouCan": row.pay_what_you_can,
            "ooievaarspas": row.cost_ooievaarspas,
        },
        "ages": {"from": row.age_from, "to": row.age_to},
        "schedule": {alias: getattr(row, RENAMED.get(name, name)) for name, alias in SCHEDULE_FIELDS.items()},
        "translations": without_marks(row.translations),
    }
    found = {alias: parts[name] if name in parts else getattr(row, name) for name, alias in FIELDS.items()}
    plain: Body = orjson.loads(orjson.dumps(found))
    return plain


def storable(body: Body) -> Body:
    """What can be kept of a body that need not be whole. Raises 400 for fields that an activity does not have."""
    unknown = [
        wrong(name, "extra-forbidden", "An activity has no field of this name.")
        for name in body.keys() - set(FIELDS.values())
    ]
    if unknown:
        raise bad_request(unknown)
    try:
        text = orjson.dumps(body)
    except TypeError:
        raise bad_request([wrong("body", "json", "There is a value in it that can't be kept.")]) from None
    if b"\\u0000" in text:
        raise bad_request([wrong("body", "nul", "There is a character in it that can't be kept (NUL).")])
    plain: Body = orjson.loads(text)
    return plain


def says_something_else(row: Row[Any], body: Body) -> bool:
    """Whether publishing this would change what the row says; what can't be published does."""
    try:
        given = ActivityInput.model_validate(body)
    except ValidationError:
        return True
    if isinstance(rule_of(given.schedule), Refused):
        return True
    there = {name: getattr(row, name) for name in TOLD} | {"translations": without_marks(row.translations)}
    written = without_unsent(given, values_of(given, row.wijk))
    return any(there[name] != value for name, value in written.items() if name in TOLD)


def lacks(session: Session, body: Body, activity_id: uuid.UUID) -> list[dict[str, Any]]:
    """Everything that keeps it from being published."""
    found: list[dict[str, Any]] = []
    try:
        ActivityInput.model_validate(body)
    except ValidationError as error:
        found = [wrong_from_pydantic({**each, "loc": ("body", *each["loc"])}) for each in error.errors()]
    named = {each["location"]["name"].split(".")[0] for each in found}
    more = wrong_fields(body, known_words(session, place_in(body), body.get("nextSteps")), today(), activity_id)
    return found + [each for each in more if each["location"]["name"].split(".")[0] not in named]
