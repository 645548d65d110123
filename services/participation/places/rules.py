"""Who may do what with a place, and what must be right in it."""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.contracts.participation import AccessibilityCheckInput, Answer
from services.kit.who import Who
from services.kit.wrong_fields import wrong
from services.participation.areas.outline_rules import Outline, lies_in

REACHES_A_PERSON = re.compile(r"@|\d{6,}")


@dataclass(frozen=True)
class KnownPlaceWords:
    kinds: Collection[str]
    wijken: Collection[str]
    aspects: Collection[str]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """Of wijken, as far as they were imported."""


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


def wrong_fields(body: Mapping[str, Any], known: KnownPlaceWords, today: date) -> list[dict[str, Any]]:
    """Everything that the shape alone can't see, in a place as JSON; what is not text is left to the shape."""
    found = unknown_aspects(body, known.aspects) + days_to_come(body, today) + wrong_point(body, known.outlines)
    kind, wijk = body.get("kind"), body.get("wijk")
    if isinstance(kind, str) and kind.strip() not in known.kinds:
        found.append(wrong("kind", "unknown", f"“{kind}” is not a kind of place."))
    if isinstance(wijk, str) and wijk.strip() not in known.wijken:
        found.append(wrong("wijk", "unknown", f"“{wijk}” is not a wijk of the deal."))
    return found


def wrong_point(body: Mapping[str, Any], outlines: Mapping[str, Outline]) -> list[dict[str, Any]]:
    """A point outside the wijk that was chosen, unless somebody looked and says that it is right."""
    lat, lon, wijk = body.get("lat"), body.get("lon"), body.get("wijk")
    if body.get("pointChecked") is True or not isinstance(lat, float | int) or not isinstance(lon, float | int):
        return []
    if not isinstance(wijk, str) or wijk not in outlines or lies_in((lon, lat), outlines[wijk]):
        return []
    there = next((name for name, outline in outlines.items() if lies_in((lon, lat), outline, 0)), None)
    where = f"It lies in {there}." if there else "It lies in none of the wijken."
    advice = "Move the point or choose the other wijk. If it is right all the same, send pointChecked: true."
    return [wrong("lat", "outside-wijk", f"This point is not in {wijk}. {where} {advice}")]


def unknown_aspects(body: Mapping[str, Any], known: Collection[str]) -> list[dict[str, Any]]:
    aspects = body.get("accessibility")
    return [
        wrong(f"accessibility.{aspect}", "unknown", f"“{aspect}” is not something we note of a place.")
        for aspect in (aspects if isinstance(aspects, dict) else ())
        if aspect not in known
    ]


def days_to_come(body: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """What is said to be so, or to have been seen, can't begin tomorrow."""
    said = [("guidanceSince", body.get("guidanceSince"))]
    for n, task in enumerate(parts(body.get("tasksTakenOver"))):
        said.append((f"tasksTakenOver.{n}.since", task.get("since")))
        evidence = enumerate(parts(task.get("evidence")))
        said += [(f"tasksTakenOver.{n}.evidence.{m}.date", each.get("date")) for m, each in evidence]
    return [
        wrong(name, "in-future", "This day is still to come.") for name, day in said if (day_in(day) or today) > today
    ]


def wrong_check(body: Mapping[str, Any], aspects: Collection[str], today: date) -> list[dict[str, Any]]:
    """What the shape can't see in a check of accessibility."""
    found = unknown_aspects(body, aspects)
    if (day_in(body.get("checkedOn")) or today) > today:
        found.append(wrong("checkedOn", "in-future", "This day is still to come."))
    by = body.get("checkedBy")
    if isinstance(by, str) and REACHES_A_PERSON.search(by):
        found.append(wrong("checkedBy", "personal", "Name an organisation or a role, without an address or a number."))
    return found


def merged_check(
    answers: Mapping[str, Answer], checked: Mapping[str, Any], check: AccessibilityCheckInput
) -> tuple[dict[str, Answer], dict[str, Any]]:
    """What a place says of its accessibility after a check, and who saw it: of each aspect the last look counts."""
    day = check.checked_on.isoformat()
    newer = {
        aspect: answer
        for aspect, answer in check.accessibility.items()
        if aspect not in checked or str(checked[aspect]["on"]) <= day
    }
    seen = {"by": check.checked_by, "on": day}
    return {**answers, **newer}, {**checked, **dict.fromkeys(newer, seen)}


def parts(given: Any) -> list[Mapping[str, Any]]:
    """The objects of a list; what is none is left to the shape."""
    return [each if isinstance(each, dict) else {} for each in given] if isinstance(given, list) else []


def day_in(given: Any) -> date | None:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        return None


def tidy_postcode(postcode: str) -> str:
    """As people write it: "2531pe" → "2531 PE"."""
    bare = postcode.replace(" ", "").upper()
    return f"{bare[:4]} {bare[4:]}"
