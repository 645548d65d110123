"""From the form of a new place to what participation is sent, with a sentence for every mistake."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic.alias_generators import to_snake

from frontend.forms import FormState
from frontend.texts import say
from services.contracts.participation import PlaceInput

FIELDS = ("name", "kind", "wijk", "street_address", "postcode", "summary", "organisation", "phone", "email")
EMPTY = dict.fromkeys(FIELDS, "")


def filled(prefilled: Mapping[str, Any]) -> dict[str, str]:
    """What a resident proposed, as the form has it."""
    given = {to_snake(name): str(value) for name, value in prefilled.items() if value}
    return EMPTY | {name: value for name, value in given.items() if name in FIELDS}


def place_in(values: Mapping[str, str]) -> PlaceInput | FormState:
    try:
        return PlaceInput.model_validate({name: values[name] for name in FIELDS if values.get(name)})
    except ValidationError as error:
        return FormState(dict(values), sentences(str(item["loc"][0]) if item["loc"] else "" for item in error.errors()))


def sentences(wrong: Iterable[str]) -> dict[str, str]:
    names = {to_snake(name) for name in wrong}
    found = {name: say(f"new_place.error.{name}") for name in FIELDS if name in names}
    return found or {"": say("judge.trouble.other")}
