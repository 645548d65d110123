"""From the forms on the page of a proposal to a decision, with a sentence for every mistake."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic.alias_generators import to_snake

from frontend.forms import FormState
from frontend.texts import say
from services.contracts.participation import ProposalDecision, ProposalDetails

FIELDS = {"place_id": "place", "category": "category", "reason": "reason"}


def values_of(proposal: ProposalDetails) -> dict[str, str]:
    return {
        "versie": str(proposal.version),
        "place": str(proposal.place_id or ""),
        "category": proposal.category or "",
        "reason": "",
    }


def decision_in(values: Mapping[str, str]) -> ProposalDecision | FormState:
    """The decision, or the form with what is wrong."""
    step = values.get("besluit", "")
    given: dict[str, Any] = {"decision": step}
    if step == "accept":
        given |= {name: values[field] for name, field in FIELDS.items() if field != "reason" and values.get(field)}
    if step == "reject":
        given["reason"] = values.get("reason", "")
    try:
        return ProposalDecision.model_validate(given)
    except ValidationError as error:
        return FormState(dict(values), sentences(str(item["loc"][0]) for item in error.errors()))


def sentences(wrong: Iterable[str]) -> dict[str, str]:
    names = {to_snake(name) for name in wrong}
    found = {field: say(f"judge.error.{field}") for name, field in FIELDS.items() if name in names}
    return found or {"": say("judge.trouble.other")}
