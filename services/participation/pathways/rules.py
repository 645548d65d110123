"""Who keeps help offers and receives people, and what must be right in what they send."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.kit.who import Who
from services.kit.wrong_fields import wrong

OPEN_AT_MOST = timedelta(days=90)
"""A referral that nobody closed is forgotten too: by then the person has come or will not."""


@dataclass(frozen=True)
class KnownHelpWords:
    kinds: Collection[str]
    wijken: Collection[str]
    languages: Collection[str]
    place_exists: bool


def may_keep(who: Who, wijken: Sequence[str]) -> bool:
    """An editor keeps the help offers that are for their own wijken only, an admin all."""
    if "admin" in who.roles:
        return True
    return "editor" in who.roles and set(wijken) <= set(who.wijken)


def wrong_help_offer(body: Mapping[str, Any], known: KnownHelpWords) -> list[dict[str, Any]]:
    """What the shape can't see, in a help offer as JSON."""
    allowed: dict[str, Collection[str]] = {
        "kind": known.kinds,
        "wijken": known.wijken,
        "languages": known.languages,
    }
    found = [
        wrong(name, "unknown", f"“{word}” is not one of the words we use here.")
        for name, words in allowed.items()
        for word in words_in(body.get(name))
        if word not in words
    ]
    if body.get("placeId") is not None and not known.place_exists:
        found.append(wrong("placeId", "unknown", "There is no place with this id."))
    if not any(body.get(name) for name in ("phone", "email", "url", "placeId")):
        found.append(wrong("phone", "missing", "Say how to reach it: phone, e-mail, web address or place."))
    return found


def words_in(given: Any) -> list[str]:
    return [word.strip() for word in (given if isinstance(given, list) else [given]) if isinstance(word, str)]


@dataclass(frozen=True)
class Receiver:
    """What somebody is led to: `step` is that of an activity, else the kind."""

    step: str
    place_id: UUID | None


def wrong_referral(
    from_step: str | None, receiver: Receiver | None, place_exists: bool, wording_in_use: bool
) -> list[dict[str, Any]]:
    found = []
    if from_step is None:
        found.append(wrong("from.activityId", "unknown", "There is no public activity with this id."))
    if receiver is None:
        found.append(wrong("to.id", "unknown", "There is no such public activity or help offer."))
    elif receiver.place_id is None:
        found.append(wrong("to.placeId", "missing", "Say which place receives the person."))
    elif not place_exists:
        found.append(wrong("to.placeId", "unknown", "There is no place with this id."))
    if not wording_in_use:
        found.append(wrong("consentWording", "unknown", "Read out the wording that is in use, and name it."))
    return found


def refused_outcome(before: str, after: str) -> str | None:
    """Why a referral can't be closed so; None when it can. Saying the same again changes nothing."""
    if before in ("open", after):
        return None
    return "This referral was closed before, with another outcome."
