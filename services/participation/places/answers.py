"""What the routes about one place answer, and what they note of a change."""

import uuid
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

import orjson
from fastapi import Request, Response
from sqlalchemy.orm import Session

from services.contracts.participation import Opening
from services.kit import audit
from services.kit.access import Who
from services.kit.etags import item_etag, json_answer
from services.kit.hot import languages_asked
from services.kit.problems import Problem
from services.participation.activities.filters import ZONE
from services.participation.places.opening_rules import standing
from services.participation.places.opening_text_rules import opening_text
from services.participation.places.queries import one_place
from services.participation.tables import metadata

PRIVATE = frozenset({"phone", "email"})
"""Not kept in the audit: they can be those of a person."""


def note(
    session: Session, who: Who, action: str, place_id: uuid.UUID, before: dict[str, Any], after: dict[str, Any]
) -> None:
    change = audit.difference(before, after)
    told = {name: ["…", "…"] if name in PRIVATE else values for name, values in change.items()}
    audit.record(session, metadata, who.subject, action, "place", place_id, orjson.loads(orjson.dumps(told)))


def written(request: Request, session: Session, place_id: uuid.UUID, status: int = 200) -> Response:
    row = session.execute(one_place(), languages_asked(request) | {"id": place_id}).one()
    answer = item_answer(request, row.json, row.version, status)
    answer.headers["Location"] = f"/v1/places/{place_id}"
    return answer


def item_answer(request: Request, json: str, version: int, status: int = 200) -> Response:
    """The ETag is that of the content too, which changes when the place opens or closes."""
    body = orjson.dumps(at_this_moment(orjson.loads(json), datetime.now(UTC)))
    answer = json_answer(request, body, item_etag(version, f"{crc32(body):x}"), status)
    answer.headers["Vary"] = "Accept-Language"
    return answer


def at_this_moment(place: dict[str, Any], now: datetime) -> dict[str, Any]:
    """With whether it is open now; exceptions that are over are left out of the text."""
    if place["opening"] is None:
        return place
    opening = Opening.model_validate(place["opening"])
    found = standing(opening, now, ZONE)
    text = opening_text(opening, now.astimezone(ZONE).date())
    moments = {"openNow": found.open_now, "closesAt": found.closes_at, "opensAt": found.opens_at}
    return place | {"openingHours": text} | moments


def unknown() -> Problem:
    return Problem(404, "There is no place with this id.")


def not_yours() -> Problem:
    return Problem(403, "You do not work for this place.", title="Not allowed")
