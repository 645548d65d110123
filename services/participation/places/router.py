"""`/v1/places` and `/v1/place-offers`."""

import uuid
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import PlaceInput, PlaceOffer, PlaceShape
from services.contracts.shapes import Page
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write
from services.kit.etags import Versioned, require_version
from services.kit.hot import HotPage, KeptMinuteRoute, KeptRoute, languages_asked, this_minute
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, also_check, bad_request
from services.participation.clock import today
from services.participation.listings.rules import check_by
from services.participation.places.answers import item_answer, not_yours, note, unknown, written
from services.participation.places.filters import OfferFilters, PlaceFilters, offered
from services.participation.places.queries import ONE_PLACE, offer_page, place_count, place_page
from services.participation.places.rules import Standing, may_add, may_change, wrong_fields
from services.participation.places.saving import known_words, still_checked, values_of
from services.participation.tables import metadata, place

router = APIRouter(tags=["places"])
lists = APIRouter(tags=["places"], route_class=KeptRoute)
offers = APIRouter(tags=["places"], route_class=KeptMinuteRoute)
Adder = Annotated[Who, Depends(Allow("editor", "admin"))]
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]


@lists.get("/v1/places", response_model=Page[PlaceShape])
@anyone
def places(request: Request, asked: Annotated[PlaceFilters, Query()]) -> Response:
    """Places by name, or the nearest first."""
    items = place_page(asked.given, asked.order, asked.page, asked.page_size)
    values = asked.values() | languages_asked(request)
    return HotPage(items, place_count(asked.given), values, asked.page, asked.page_size).answer(request)


@offers.get("/v1/place-offers", response_model=Page[PlaceOffer])
@anyone
def place_offers(request: Request, asked: Annotated[OfferFilters, Query()]) -> Response:
    """Per place the distinct projects with a published activity there that has a date in the next 13 weeks (Art. 3)."""
    now = this_minute()
    items = offer_page(asked.given, asked.page, asked.page_size)
    values = asked.values() | offered(now, today())
    return HotPage(items, place_count(asked.given), values, asked.page, asked.page_size, now).answer(request)


@router.get("/v1/places/{place_id}", response_model=PlaceShape)
@anyone
def one(request: Request, place_id: uuid.UUID) -> Response:
    with request.app.state.database.reading() as connection:
        rows = ONE_PLACE.all(connection, languages_asked(request) | {"id": place_id})
    if not rows:
        raise unknown()
    return item_answer(request, *rows[0])


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        return wrong_fields(body, known_words(session), today())


@router.post("/v1/places", response_model=PlaceShape, status_code=201)
@also_check(wrong_beside_the_shape)
def add(request: Request, session: Write, who: Adder, body: PlaceInput, key: IdempotencyKey = None) -> Response:
    """Adds a place. The same `Idempotency-Key` with the same body adds it once."""
    once = Once(session, metadata, key, who.subject, "POST /v1/places", body.model_dump_json().encode())
    place_id = once.earlier()
    if place_id is None:
        values = checked(session, body)
        if not may_add(who, body.wijk):
            raise not_yours()
        place_id = uuid.uuid4()
        session.execute(insert(place).values(id=place_id, **values, **confirmed(today())))
        note(session, who, "add", place_id, {}, values)
        once.made(place_id)
    return written(request, session, place_id, 201)


@router.put("/v1/places/{place_id}", response_model=PlaceShape)
@also_check(wrong_beside_the_shape)
def change(request: Versioned, session: Write, who: Changer, place_id: uuid.UUID, body: PlaceInput) -> Response:
    """Replaces a place. Needs `If-Match`; a coordinator changes neither wijk nor kind."""
    before = session.execute(select(place).where(place.c.id == place_id).with_for_update()).one_or_none()
    if before is None:
        raise unknown()
    standing = Standing(before.wijk, before.kind)
    if not may_change(who, place_id, standing, standing):
        raise not_yours()
    require_version(request, before.version)
    values = checked(session, body)
    values["accessibility_checked"] = still_checked(before, values["accessibility"])
    if not may_change(who, place_id, standing, Standing(body.wijk, body.kind)):
        raise Problem(403, "Ask the editor of the wijk to change where or what a place is.", title="Not allowed")
    changed = {**values, **confirmed(today()), "version": place.c.version + 1, "updated_at": func.now()}
    session.execute(update(place).where(place.c.id == place_id).values(changed))
    note(session, who, "change", place_id, {name: getattr(before, name) for name in values}, values)
    return written(request, session, place_id)


def confirmed(on: date) -> dict[str, Any]:
    """Whoever writes about a place says that it is right."""
    return {"confirmed_on": on, "check_by": check_by("place", on), "call_first": False}


def checked(session: Session, body: PlaceInput) -> dict[str, Any]:
    known = known_words(session)
    if errors := wrong_fields(body.model_dump(by_alias=True), known, today()):
        raise bad_request(errors)
    return values_of(body, known, today())
