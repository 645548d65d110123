"""Who may do what with a place, and what must be right in it."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from services.kit.who import Who
from services.kit.wrong_fields import wrong


@dataclass(frozen=True)
class KnownPlaceWords:
    kinds: Collection[str]
    wijken: Collection[str]
    aspects: Collection[str]


@dataclass(frozen=True)
class Standing:
    """Where a place stands and what it is: only an editor decides on that."""

    wijk: str
    kind: str


def may_add(who: Who, wijk: str) -> bool:
    """An admin adds places anywhere, an editor in the own wijken."""
    return "admin" in who.roles or ("editor" in who.roles and wijk in who.wijken)


def may_change(who: Who, place_id: uuid.UUID, before: Standing, after: Standing) -> bool:
    """An editor may also move a place between own wijken; a coordinator keeps the own place where and what it is."""
    if may_add(who, before.wijk) and may_add(who, after.wijk):
        return True
    return "coordinator" in who.roles and place_id in who.places and before == after


def wrong_fields(body: Mapping[str, Any], known: KnownPlaceWords) -> list[dict[str, Any]]:
    """Everything that the shape alone can't see, in a place as JSON; what is not text is left to the shape."""
    aspects = body.get("accessibility")
    found = [
        wrong(f"accessibility.{aspect}", "unknown", f"“{aspect}” is not something we note of a place.")
        for aspect in (aspects if isinstance(aspects, dict) else ())
        if aspect not in known.aspects
    ]
    kind, wijk = body.get("kind"), body.get("wijk")
    if isinstance(kind, str) and kind.strip() not in known.kinds:
        found.append(wrong("kind", "unknown", f"“{kind}” is not a kind of place."))
    if isinstance(wijk, str) and wijk.strip() not in known.wijken:
        found.append(wrong("wijk", "unknown", f"“{wijk}” is not a wijk of the deal."))
    return found


def tidy_postcode(postcode: str) -> str:
    """As people write it: "2531pe" → "2531 PE"."""
    bare = postcode.replace(" ", "").upper()
    return f"{bare[:4]} {bare[4:]}"
