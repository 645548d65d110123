"""What may become of a wish, and who decides on it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from services.contracts.participation.wishes import WishStatus
from services.kit.who import Who
from services.kit.wrong_fields import wrong

WISH_STEPS: Mapping[str, frozenset[str]] = {
    "open": frozenset({"approved", "rejected", "withdrawn"}),
    "approved": frozenset({"open", "offered", "fulfilled", "rejected", "withdrawn"}),
    "offered": frozenset({"approved", "fulfilled", "rejected", "withdrawn"}),
    "fulfilled": frozenset(),
    "rejected": frozenset({"open"}),
    "withdrawn": frozenset(),
}
CLOSED = frozenset({"fulfilled", "rejected", "withdrawn"})
DECIDED: Mapping[str, WishStatus] = {
    "approve": "approved",
    "reject": "rejected",
    "fulfil": "fulfilled",
    "reopen": "approved",
    "undo": "open",
}


@dataclass(frozen=True)
class Refused:
    code: str
    sentence: str


@dataclass(frozen=True)
class Reach:
    """Where somebody decides on what residents send: everywhere, or in some wijken."""

    everywhere: bool
    wijken: frozenset[str]


@dataclass(frozen=True)
class KnownWishWords:
    categories: Collection[str]
    languages: Collection[str]
    wijken: Collection[str]


def reach_of(who: Who, wijken_of_places: Collection[str]) -> Reach:
    """Moderators and admins everywhere, editors in their wijken, coordinators in the wijken of their places."""
    wijken = set(who.wijken) if "editor" in who.roles else set()
    if "coordinator" in who.roles:
        wijken |= set(wijken_of_places)
    return Reach(bool(who.roles & {"moderator", "admin"}), frozenset(wijken))


def may_decide(reach: Reach, wijk: str | None) -> bool:
    """What names no wijk is for whoever reads it first."""
    return reach.everywhere or (bool(reach.wijken) if wijk is None else wijk in reach.wijken)


def next_status(status: str, decision: str) -> WishStatus | Refused:
    wanted = DECIDED[decision]
    if decision == "reopen" and status != "offered":
        return Refused("not-offered", "Only a wish that was offered something can be opened again.")
    if wanted in WISH_STEPS[status] and (decision != "approve" or status == "open"):
        return wanted
    if decision == "undo":
        return Refused("nothing-to-undo", f"This wish is {status}: there is nothing to take back.")
    return Refused("decided-already", f"This wish is {status} already.")


def may_be_supported(status: str) -> bool:
    return status in ("approved", "offered")


def wrong_words(body: Mapping[str, Any], known: KnownWishWords) -> list[dict[str, Any]]:
    """Words of a wish or a proposal that the deal does not have."""
    lists: dict[str, tuple[Collection[str], str]] = {
        "category": (known.categories, "one of our categories"),
        "language": (known.languages, "a language that we know"),
        "wijk": (known.wijken, "a wijk of the deal"),
    }
    return [
        wrong(name, "unknown", f"“{word}” is not {what}.")
        for name, (words, what) in lists.items()
        if isinstance(word := body.get(name), str) and word.strip() not in words
    ]
