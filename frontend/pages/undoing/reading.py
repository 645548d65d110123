"""From the form to what is to be taken away, with a sentence for every mistake."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from pydantic import ValidationError
from starlette.datastructures import FormData

from frontend.dates import HERE
from frontend.desk_trouble import typed as typed_texts
from frontend.forms import FormState
from frontend.texts import say
from services.contracts.participation import UndoInput
from services.contracts.participation.moderation import Undoable

KINDS: tuple[Undoable, ...] = get_args(Undoable)
ORIGIN = re.compile(r"[0-9a-f]{64}")
FIELDS = ("what", "since", "until", "reason")
START: dict[str, Any] = {"what": ["wishes", "supports", "proposals", "reports"], "since": "", "until": "", "reason": ""}
"""Places on dates are not ticked: who waited gets them, and they can't be put back."""


def typed(data: FormData) -> dict[str, Any]:
    return typed_texts(data) | {"what": [value for value in data.getlist("what") if isinstance(value, str)]}


def start_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Of one sender, where the list of what waits led here."""
    origin = str(values.get("afzender", ""))
    return START | {"afzender": origin if ORIGIN.fullmatch(origin) else ""}


def undo_in(values: Mapping[str, Any], *, dry_run: bool) -> UndoInput | FormState:
    """What is to be undone, or the form with what is wrong. Without a sender, both moments are needed."""
    origin, errors = str(values.get("afzender", "")), dict[str, str]()
    given: dict[str, Any] = {"what": values.get("what"), "reason": values.get("reason"), "dry_run": dry_run}
    given |= {"origin": origin} if origin else {}
    for name in ("since", "until"):
        text = str(values.get(name, ""))
        moment = moment_in(text)
        if moment is None and (text or not origin):
            errors[name] = say(f"undo.error.{name}")
        given |= {name: moment} if moment else {}
    try:
        found = UndoInput.model_validate(given)
    except ValidationError as error:
        names = {str(item["loc"][0]) if item["loc"] else "until" for item in error.errors()}
        errors = {name: say(f"undo.error.{name}") for name in names if name in FIELDS} | errors
        return FormState(dict(values), in_order(errors) or {"": say("judge.trouble.other")})
    return FormState(dict(values), in_order(errors)) if errors else found


def moment_in(text: str) -> datetime | None:
    """Wall time here, as the browser's field gives it."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=HERE)
    except ValueError:
        return None


def in_order(errors: Mapping[str, str]) -> dict[str, str]:
    return {name: errors[name] for name in FIELDS if name in errors}
