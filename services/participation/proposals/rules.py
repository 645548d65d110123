"""What becomes of a proposal, who decides on it, and the draft that it makes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from services.contracts.participation.proposals import ProposalInput, ProposalStatus
from services.kit.who import Who
from services.participation.wishes.rules import Reach, Refused, may_decide
from services.participation.wishes.text_rules import wrong_in_text

PROPOSAL_STEPS: Mapping[str, frozenset[str]] = {
    "open": frozenset({"accepted", "rejected", "withdrawn"}),
    "accepted": frozenset({"open"}),
    "rejected": frozenset({"open"}),
    "withdrawn": frozenset(),
}
DECIDED: Mapping[str, ProposalStatus] = {"accept": "accepted", "reject": "rejected", "undo": "open"}
GUESSED_IN_DAYS, GUESSED_HOUR = 14, 10
SUMMARY = 140


@dataclass(frozen=True)
class Proposed:
    """What a draft is made of."""

    title: str
    description: str
    when: str | None
    where: str | None
    language: str
    category: str | None


def next_status(status: str, decision: str) -> ProposalStatus | Refused:
    wanted = DECIDED[decision]
    if wanted in PROPOSAL_STEPS[status]:
        return wanted
    if decision == "undo":
        return Refused("nothing-to-undo", f"This proposal is {status}: there is nothing to take back.")
    return Refused("decided-already", f"This proposal is {status} already.")


def may_judge(who: Who, reach: Reach, place_id: uuid.UUID | None, wijk: str | None) -> bool:
    """Who decides in the wijk; where a place is named, its coordinator, not those of other places."""
    if reach.everywhere:
        return True
    if "editor" in who.roles and (wijk in who.wijken or (wijk is None and who.wijken)):
        return True
    if "coordinator" not in who.roles:
        return False
    return place_id in who.places if place_id is not None else may_decide(reach, wijk)


def wrong_texts(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Numbers and addresses belong in the contact field; a link may help whoever reads it."""
    found = wrong_in_text("title", body.get("title"))
    found += wrong_in_text("description", body.get("description"), links=True)
    for name in ("when", "where"):
        found += [each for each in wrong_in_text(name, body.get(name)) if each["code"].startswith("holds")]
    return found


def where_it_belongs(body: ProposalInput, wijk_of_place: str | None) -> str | None:
    return wijk_of_place or body.wijk


def draft_body(
    said: Proposed, place_id: uuid.UUID, category: str, start: datetime | None, end: datetime | None, today: date
) -> dict[str, Any]:
    """An activity as its form has it, to be finished by a coordinator. Without `start` a date is guessed, which the
    draft's text says."""
    guessed = datetime.combine(today + timedelta(days=GUESSED_IN_DAYS), time(GUESSED_HOUR))
    first = start or guessed
    words = [said.description]
    if said.when:
        words.append(f"Wanneer, in de woorden van de bewoner: {said.when}")
    if said.where:
        words.append(f"Waar, in de woorden van de bewoner: {said.where}")
    if start is None:
        words.append("De datum is nog niet bekend. Kies de goede dag en tijd.")
    return {
        "title": said.title,
        "summary": shortened(said.description if len(said.description) >= 10 else f"{said.title}: {said.description}"),
        "description": "\n\n".join(words),
        "category": category,
        "placeId": str(place_id),
        "cost": {"free": True},
        "languages": [said.language],
        "schedule": {
            "rrule": None,
            "start": first.isoformat(),
            "end": (end or first + timedelta(hours=2)).isoformat(),
        },
        "status": "draft",
    }


def shortened(text: str, most: int = SUMMARY) -> str:
    """Whole words; "…" tells that there was more."""
    if len(text) <= most:
        return text
    head, space, _ = text[: most - 1].rpartition(" ")
    return f"{head if space else text[: most - 1]}…"


def place_body(said: Proposed, wijk: str | None) -> dict[str, Any]:
    """What an editor starts from: a place needs an address and a kind, which only somebody who looked can give."""
    found = {"name": said.title, "summary": shortened(said.description, 300), "wijk": wijk}
    return found | ({"streetAddress": shortened(said.where, 100)} if said.where else {})
