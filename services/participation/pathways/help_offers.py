"""`/v1/help-offers`: help with debts, language, care; not an activity (Art. 4.1a)."""

import uuid
from typing import Annotated, Any
from zlib import crc32

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation.pathways import HelpOfferInput, HelpOfferShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, require_version
from services.kit.hot import HotPage, KeptRoute, languages_asked
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, also_check, bad_request
from services.kit.sorting import sorting_key
from services.participation.activities.rules import place_in
from services.participation.pathways.help_queries import (
    ONE_OFFER,
    HelpFilters,
    offer_count,
    offer_page,
    one_offer,
)
from services.participation.pathways.rules import KnownHelpWords, may_keep, wrong_help_offer
from services.participation.tables import help_kind, help_offer, language, metadata, place, wijk

router = APIRouter(tags=["help offers"])
lists = APIRouter(tags=["help offers"], route_class=KeptRoute)
Keeper = Annotated[Who, Depends(Allow("editor", "admin"))]
PRIVATE = frozenset({"phone", "email"})
"""Not kept in the audit: they can be those of a person."""


@lists.get("/v1/help-offers", response_model=Page[HelpOfferShape])
@anyone
def help_offers(request: Request, asked: Annotated[HelpFilters, Query()]) -> Response:
    """Help offers by title."""
    items = offer_page(asked.given, asked.page, asked.page_size)
    values = asked.values() | languages_asked(request)
    return HotPage(items, offer_count(asked.given), values, asked.page, asked.page_size).answer(request)


@router.get("/v1/help-offers/{offer_id}", response_model=HelpOfferShape)
@anyone
def one(request: Request, offer_id: uuid.UUID) -> Response:
    with request.app.state.database.reading() as connection:
        rows = ONE_OFFER.all(connection, languages_asked(request) | {"id": offer_id})
    if not rows or rows[0][2] != "published":
        raise unknown()
    return item_answer(request, rows[0][0], rows[0][1])


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        return wrong_help_offer(body, known_words(session, place_in(body)))


@router.post("/v1/help-offers", response_model=HelpOfferShape, status_code=201)
@also_check(wrong_beside_the_shape)
def add(request: Request, session: Write, who: Keeper, body: HelpOfferInput, key: IdempotencyKey = None) -> Response:
    """Adds a help offer. The same `Idempotency-Key` with the same body adds it once."""
    once = Once(session, metadata, key, who.subject, "POST /v1/help-offers", body.model_dump_json().encode())
    offer_id = once.earlier()
    if offer_id is None:
        values = checked(session, who, body)
        offer_id = uuid.uuid4()
        session.execute(insert(help_offer).values(id=offer_id, **values))
        note(session, who, "add", offer_id, {}, values)
        once.made(offer_id)
    return written(request, session, offer_id, 201)


@router.put("/v1/help-offers/{offer_id}", response_model=HelpOfferShape)
@also_check(wrong_beside_the_shape)
def change(request: Versioned, session: Write, who: Keeper, offer_id: uuid.UUID, body: HelpOfferInput) -> Response:
    """Replaces a help offer. Needs `If-Match`."""
    before = held(session, who, offer_id)
    require_version(request, before.version)
    values = checked(session, who, body)
    save(session, offer_id, values)
    note(session, who, "change", offer_id, {name: getattr(before, name) for name in values}, values)
    return written(request, session, offer_id)


@router.delete("/v1/help-offers/{offer_id}", status_code=204)
def withdraw(request: Versioned, session: Write, who: Keeper, offer_id: uuid.UUID) -> Response:
    """Takes a help offer away, also as a next step of activities. Needs `If-Match`."""
    before = held(session, who, offer_id)
    require_version(request, before.version)
    save(session, offer_id, {"status": "withdrawn"})
    note(session, who, "withdraw", offer_id, {"status": "published"}, {"status": "withdrawn"})
    return Response(status_code=204)


def known_words(session: Session, place_id: uuid.UUID | None) -> KnownHelpWords:
    kinds, wijken, languages = (
        frozenset(session.scalars(select(table.c.id).where(table.c.in_deal))) for table in (help_kind, wijk, language)
    )
    there = session.scalar(select(place.c.id).where(place.c.id == place_id)) is not None
    return KnownHelpWords(kinds, wijken, languages, there)


def checked(session: Session, who: Who, body: HelpOfferInput) -> dict[str, Any]:
    """The columns. Raises 400 with every wrong field, 403 for a wijk that is not the asker's."""
    if errors := wrong_help_offer(body.model_dump(by_alias=True), known_words(session, body.place_id)):
        raise bad_request(errors)
    if not may_keep(who, body.wijken):
        raise not_yours()
    return {
        **body.model_dump(),
        "sort_title": sorting_key(body.title),
        "wijken": sorted(set(body.wijken)),
        "languages": list(dict.fromkeys(body.languages)),
    }


def held(session: Session, who: Who, offer_id: uuid.UUID) -> Row[Any]:
    row = session.execute(select(help_offer).where(help_offer.c.id == offer_id).with_for_update()).one_or_none()
    if row is None or row.status != "published":
        raise unknown()
    if not may_keep(who, row.wijken):
        raise not_yours()
    return row


def save(session: Session, offer_id: uuid.UUID, values: dict[str, Any]) -> None:
    changed = {**values, "version": help_offer.c.version + 1, "updated_at": func.now()}
    session.execute(update(help_offer).where(help_offer.c.id == offer_id).values(changed))


def note(
    session: Session, who: Who, action: str, offer_id: uuid.UUID, before: dict[str, Any], after: dict[str, Any]
) -> None:
    change = audit.difference(before, after)
    told = {name: ["…", "…"] if name in PRIVATE else values for name, values in change.items()}
    audit.record(session, metadata, who.subject, action, "help-offer", offer_id, orjson.loads(orjson.dumps(told)))


def written(request: Request, session: Session, offer_id: uuid.UUID, status: int = 200) -> Response:
    row = session.execute(one_offer(), languages_asked(request) | {"id": offer_id}).one()
    answer = item_answer(request, row.json, row.version, status)
    answer.headers["Location"] = f"/v1/help-offers/{offer_id}"
    return answer


def item_answer(request: Request, json: str, version: int, status: int = 200) -> Response:
    body = json.encode()
    answer = json_answer(request, body, item_etag(version, f"{crc32(body):x}"), status)
    answer.headers["Vary"] = "Accept-Language"
    return answer


def unknown() -> Problem:
    return Problem(404, "There is no help offer with this id.")


def not_yours() -> Problem:
    return Problem(403, "This help offer is also for a wijk that you do not work for.", title="Not allowed")
