"""From what a resident typed to what participation is sent, with a sentence for every mistake."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from frontend.texts import language, say
from services.contracts.participation import EnrolmentInput

FIELDS = ("name", "phone", "email")
HIDDEN = ("website", "token", "key", "child")
Values = dict[str, str]


def typed(data: FormData) -> Values:
    """By field name, trimmed, without the character that no page can show; what is not there is empty."""
    given = {name: data.get(name) for name in (*FIELDS, *HIDDEN)}
    return {name: value.replace("\0", "").strip() if isinstance(value, str) else "" for name, value in given.items()}


def read(values: Values) -> tuple[EnrolmentInput | None, dict[str, str]]:
    """Who wants to come, or None with what is wrong by field. An empty `token` is sent, too: it is refused."""
    child = values["child"] == "yes"
    body: dict[str, Any] = {
        "name": values["name"],
        "phone": values["phone"] or None,
        "email": values["email"] or None,
        "website": values["website"],
        "form_token": values["token"],
        "for_child": child,
        "language": language.get(),
    }
    lacking = ["phone"] if child and not values["phone"] else []
    try:
        found = EnrolmentInput.model_validate(body)
    except ValidationError as error:
        return None, sentences([*lacking, *(str(item["loc"][0]) for item in error.errors())], child=child)
    return (None, sentences(lacking, child=child)) if lacking else (found, {})


def sentences(wrong: Iterable[str], *, child: bool) -> dict[str, str]:
    """In the order of the form; what the form does not show is said above it."""
    names = set(wrong)
    found = {name: sentence(name, child=child) for name in FIELDS if name in names}
    return found if names <= set(FIELDS) else found | {"": say("join.error.other")}


def sentence(name: str, *, child: bool) -> str:
    if name == "name":
        return say("join.error.nickname") if child else say("join.error.name")
    if name == "phone":
        return say("join.error.parent_phone") if child else say("join.error.phone")
    return say("join.error.email")
