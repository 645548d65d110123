"""What a form of the desk says when a service did not do what was asked."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.datastructures import FormData

from frontend.forms import FormState
from frontend.texts import DEFAULT, say, texts_of
from services.contracts.calling import ServiceDown, ServiceRefused

KEPT = (400, 409, 412, 429)
"""Somebody can do something about these; the rest is a page of its own."""
Failure = ServiceDown | ServiceRefused


def why_not(error: Failure) -> tuple[int, str]:
    """Status, and a sentence. Raises again what a form can't help with (401, 403, 404)."""
    if isinstance(error, ServiceDown):
        return 503, say("judge.trouble.away")
    if error.status not in KEPT:
        raise error
    key = f"judge.trouble.{error.code}"
    return error.status, say(key if key in texts_of(DEFAULT) else "judge.trouble.other")


def after_refusal(
    values: Mapping[str, str], error: Failure, sentences: Callable[[Iterable[str]], dict[str, str]]
) -> tuple[FormState, int, str]:
    """The form with all that was typed, a status, and a sentence for the whole form where no field is named.

    `sentences` makes those at the fields, of the names that the service gives them. Raises as `why_not` does.
    """
    status, trouble = why_not(error)
    if status != 400 or not isinstance(error, ServiceRefused):
        return FormState(dict(values)), status, trouble
    wrong = sentences(item["location"]["name"] for item in error.errors)
    return FormState(dict(values), wrong), status, "" if wrong else trouble


def typed(data: FormData) -> dict[str, str]:
    """By field name, trimmed, without the character that no page can show."""
    return {name: value.replace("\0", "").strip() for name, value in data.multi_items() if isinstance(value, str)}


def version_in(values: Mapping[str, Any]) -> int:
    """0, which no row has, when somebody took it out."""
    text = str(values.get("versie", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
