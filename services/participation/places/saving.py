"""Writing a place, in the caller's transaction."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation import PlaceInput
from services.kit.sorting import sorting_key
from services.participation.places.rules import KnownPlaceWords, tidy_postcode
from services.participation.tables import aspect, place_kind, wijk


def known_words(session: Session) -> KnownPlaceWords:
    lists = [frozenset(session.scalars(select(each.c.id).where(each.c.in_deal))) for each in (place_kind, wijk, aspect)]
    return KnownPlaceWords(*lists)


def values_of(body: PlaceInput, known: KnownPlaceWords) -> dict[str, Any]:
    """The columns; every aspect of accessibility gets an answer."""
    return {
        **body.model_dump(),
        "sort_name": sorting_key(body.name),
        "postcode": tidy_postcode(body.postcode),
        "accessibility": dict.fromkeys(sorted(known.aspects), "unknown") | body.accessibility,
    }
