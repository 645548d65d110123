"""From the forms on the page of a wish to a decision, with a sentence for every mistake."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from frontend.forms import FormState
from frontend.texts import say
from services.contracts.participation import WaitingWish, WishDecision

APART = "apart"
FIELDS = ("text", "wijk", "category", "join", "reason")
STEPS = ("approve", "reject", "fulfil", "reopen", "undo")


def values_of(wish: WaitingWish) -> dict[str, str]:
    """What the forms start from: with a wish that says the same, joining is proposed."""
    return {
        "versie": str(wish.version),
        "text": wish.text,
        "wijk": wish.wijk or "",
        "category": wish.category or "",
        "join": str(wish.similar[0].id) if wish.similar else APART,
        "reason": "",
        "activity": "",
    }


def decision_in(values: Mapping[str, str]) -> WishDecision | FormState:
    """The decision, or the form with what is wrong."""
    step = values.get("besluit", "")
    given: dict[str, Any] = {"decision": step}
    if step == "approve":
        given |= {name: values[name] for name in ("text", "wijk", "category") if values.get(name)}
        given |= joining(values.get("join", APART))
    if step == "reject":
        given["reason"] = values.get("reason", "")
    try:
        return WishDecision.model_validate(given)
    except ValidationError as error:
        return FormState(dict(values), sentences(str(item["loc"][0]) for item in error.errors()))


def joining(chosen: str) -> dict[str, Any]:
    return {"join": False} if chosen in ("", APART) else {"join_to": chosen}


def sentences(wrong: Iterable[str]) -> dict[str, str]:
    """In the order of the page."""
    names = {{"join_to": "join", "joinTo": "join"}.get(name, name) for name in wrong}
    found = {name: say(f"judge.error.{name}") for name in FIELDS if name in names}
    return found or {"": say("judge.trouble.other")}
