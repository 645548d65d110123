"""A line of the audit as a sentence, in Dutch or English, and who may read which lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

FIELDS_TOLD = 6
VALUE_LENGTH = 120
MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
ACTIONS = {
    "nl": {
        "create": "aangemaakt",
        "change": "gewijzigd",
        "remove": "verwijderd",
        "added": "toegevoegd",
        "changed": "gewijzigd in de bestanden van de deal",
        "withdrawn": "ingetrokken",
        "returned": "teruggekomen",
        "amended": "gewijzigd door de partijen",
        "answer": "antwoord van een partij",
        "made-known": "kenbaar gemaakt",
        "talking": "in overleg",
        "asking": "instemming gevraagd",
        "in-force": "in werking getreden",
        "refused": "geweigerd",
        "held": "gehouden",
        "closed": "gesloten",
    },
    "en": {
        "create": "created",
        "change": "changed",
        "remove": "removed",
        "changed": "changed in the deal's files",
        "amended": "amended by the parties",
        "answer": "answer of a party",
        "made-known": "made known",
        "talking": "in talks",
        "asking": "consent asked",
        "in-force": "in force",
    },
}
WORDS = {"nl": ("van", "naar", "wordt", "vervalt"), "en": ("from", "to", "becomes", "is dropped")}
WHOLE = frozenset({"create", "added", "remove"})
"""What came or went as a whole is told in a word."""
OPEN_TYPES = frozenset(
    {
        "accession",
        "action-point",
        "advice",
        "allocation",
        "amendment",
        "booking",
        "business-space",
        "consultation",
        "course",
        "deliverable",
        "evidence",
        "milestone",
        "progress-update",
        "project",
        "project-link",
        "register-entry",
        "tranche",
        "working-agreement",
    }
)
OPEN_PREFIX = "deal-"


@dataclass(frozen=True)
class Told:
    """What a sentence is made of; `who` only for whom may know."""

    on: date
    action: str
    change: Mapping[str, Any]
    who: str | None = None
    reason: str | None = None


def is_open(object_type: str) -> bool:
    """What has an open list of its own: facts of the deal, its projects and how it is governed. Risks, documents,
    reports that are still written, imports and exact counts of learners are read by the office."""
    return object_type in OPEN_TYPES or object_type.startswith(OPEN_PREFIX)


def shown(change: Mapping[str, Any], office: bool) -> dict[str, Any]:
    """Fields by the names that the API has for them; the audit keeps those of the columns. Who said something is for
    the office."""
    return {to_camel(name): value for name, value in change.items() if office or name != "who"}


def to_camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def story(told: Told, language: str) -> str:
    """12 mei 2021: status van ‘intended’ naar ‘running’ (office): subsidie beschikt."""
    when = f"{told.on.day} {MONTHS[language][told.on.month - 1]} {told.on.year}"
    who = f" ({told.who})" if told.who else ""
    why = f": {told.reason}" if told.reason else ""
    return f"{when}: {what(told, language)}{who}{why}"


def what(told: Told, language: str) -> str:
    action = ACTIONS[language].get(told.action, told.action)
    pairs = [(name, value) for name, value in told.change.items() if is_pair(value)]
    if told.action in WHOLE or not pairs:
        return action
    said = [field(name, value[0], value[1], language) for name, value in pairs[:FIELDS_TOLD]]
    if len(pairs) > FIELDS_TOLD:
        said.append("…")
    return ", ".join(said) if told.action == "change" else f"{action}: {', '.join(said)}"


def is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2


def field(name: str, before: Any, after: Any, language: str) -> str:
    came_from, to, becomes, dropped = WORDS[language]
    if before in (None, "", []):
        return f"{name} {becomes} {quoted(after)}"
    if after in (None, "", []):
        return f"{name} {dropped} ({quoted(before)})"
    return f"{name} {came_from} {quoted(before)} {to} {quoted(after)}"


def quoted(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        value = ", ".join(str(each) for each in value)
    text = value if isinstance(value, str) else f"{value}"
    return f"‘{text[: VALUE_LENGTH - 1]}…’" if len(text) > VALUE_LENGTH else f"‘{text}’"
