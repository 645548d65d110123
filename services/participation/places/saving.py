"""Writing a place, in the caller's transaction."""

from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.contracts.participation import Opening, PlaceInput
from services.kit.sorting import sorting_key
from services.participation.areas.saving import outlines
from services.participation.places.opening_text_rules import canonical, opening_text
from services.participation.places.rules import KnownPlaceWords, tidy_postcode
from services.participation.tables import aspect, place_kind, wijk


def known_words(session: Session) -> KnownPlaceWords:
    lists = [frozenset(session.scalars(select(each.c.id).where(each.c.in_deal))) for each in (place_kind, wijk, aspect)]
    kinds, wijken, aspects = lists
    return KnownPlaceWords(kinds, wijken, aspects, outlines(session))


def values_of(body: PlaceInput, known: KnownPlaceWords, today: date) -> dict[str, Any]:
    """The columns; every aspect of accessibility gets an answer, and opening hours their text."""
    opening = tidy_opening(body.opening)
    return {
        **body.model_dump(exclude={"opening", "tasks_taken_over"}),
        "sort_name": sorting_key(body.name),
        "postcode": tidy_postcode(body.postcode),
        "accessibility": dict.fromkeys(sorted(known.aspects), "unknown") | body.accessibility,
        "opening": opening.model_dump(mode="json", by_alias=True) if opening else None,
        "opening_hours": opening_text(opening, today) if opening else None,
        "tasks_taken_over": [each.model_dump(mode="json", by_alias=True) for each in body.tasks_taken_over],
    }


def tidy_opening(opening: Opening | None) -> Opening | None:
    """The same hours, said in one way."""
    if opening is None:
        return None
    ordered = sorted(opening.exceptions, key=lambda each: each.valid_from)
    return Opening(hours=canonical(opening.hours), exceptions=ordered)


def still_checked(before: Row[Any], accessibility: dict[str, str]) -> dict[str, Any]:
    """Who checked what, as far as the answer is still the one that was checked."""
    checked: dict[str, Any] = before.accessibility_checked
    return {
        aspect: who for aspect, who in checked.items() if before.accessibility.get(aspect) == accessibility.get(aspect)
    }
