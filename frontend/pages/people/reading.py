"""From the forms about people to what identity is sent, with a sentence for every mistake."""

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from frontend.desk_trouble import typed as typed_texts
from frontend.forms import FormState
from frontend.texts import say
from services.contracts.identity.accounts import InvitationInput, WorkInput

LISTS = ("places", "wijken")
FIELDS = ("email", "role", "places", "wijken", "language")
COORDINATOR, EDITOR = "coordinator", "editor"


def typed(data: FormData) -> dict[str, Any]:
    several = {name: [value for value in data.getlist(name) if isinstance(value, str)] for name in LISTS}
    return typed_texts(data) | several


def work_of(values: Mapping[str, Any], kept: Collection[str] = ()) -> dict[str, Any]:
    """Places are for a coordinator and wijken for an editor; what somebody ticked besides is left out. `kept` are
    places that the form did not show."""
    role = values.get("role", "")
    places = [*values["places"], *kept] if role == COORDINATOR else []
    return {"role": role, "places": places, "wijken": values["wijken"] if role == EDITOR else []}


def invitation_in(values: Mapping[str, Any]) -> InvitationInput | FormState:
    given = work_of(values) | {"email": values.get("email", ""), "language": values.get("language") or "nl"}
    try:
        return InvitationInput.model_validate(given)
    except ValidationError as error:
        return FormState(dict(values), mistakes(values, error))


def work_in(values: Mapping[str, Any], kept: Collection[str] = ()) -> WorkInput | FormState:
    try:
        return WorkInput.model_validate(work_of(values, kept))
    except ValidationError as error:
        return FormState(dict(values), mistakes(values, error))


def mistakes(values: Mapping[str, Any], error: ValidationError) -> dict[str, str]:
    """In the order of the form. A role without what it is about is a mistake of the form as a whole to pydantic."""
    names = {str(item["loc"][0]) if item["loc"] else about(values) for item in error.errors()}
    if "role" not in names and not work_of(values)[about(values)] and about(values) in LISTS:
        names.add(about(values))
    found = {name: say(f"people.error.{name}") for name in FIELDS if name in names}
    return found or {"": say("judge.trouble.other")}


def about(values: Mapping[str, Any]) -> str:
    return {COORDINATOR: "places", EDITOR: "wijken"}.get(str(values.get("role", "")), "role")
