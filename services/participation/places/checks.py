"""`/v1/places/{id}/accessibility-checks`: what somebody saw on the spot, and who."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import AccessibilityCheck, AccessibilityCheckInput, PlaceShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.hot import as_json, compiled, json_rows, number, page_of_json
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import PageNumber, PageSize, next_url
from services.kit.problems import also_check, bad_request
from services.participation.clock import today
from services.participation.places.answers import not_yours, unknown, written
from services.participation.places.rules import Standing, may_change, merged_check, wrong_check
from services.participation.tables import accessibility_check, aspect, metadata, place

router = APIRouter(tags=["places"])
Checker = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
check = accessibility_check.c


def known_aspects(session: Session) -> frozenset[str]:
    return frozenset(session.scalars(select(aspect.c.id).where(aspect.c.in_deal)))


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        return wrong_check(body, known_aspects(session), today())


@router.post("/v1/places/{place_id}/accessibility-checks", response_model=PlaceShape, status_code=201)
@also_check(wrong_beside_the_shape)
def add_check(
    request: Request,
    session: Write,
    who: Checker,
    place_id: uuid.UUID,
    body: AccessibilityCheckInput,
    key: IdempotencyKey = None,
) -> Response:
    """Notes what was seen; the place then says so, unless a later check said something else. Answers the place.

    `checkedBy` is an organisation or a role, never a person's name.
    """
    before = session.execute(select(place).where(place.c.id == place_id).with_for_update()).one_or_none()
    if before is None:
        raise unknown()
    standing = Standing(before.wijk, before.kind)
    if not may_change(who, place_id, standing, standing):
        raise not_yours()
    if errors := wrong_check(body.model_dump(by_alias=True), known_aspects(session), today()):
        raise bad_request(errors)
    route = f"POST /v1/places/{place_id}/accessibility-checks"
    once = Once(session, metadata, key, who.subject, route, body.model_dump_json().encode())
    if once.earlier() is None:
        once.made(save(session, who, before, body))
    return written(request, session, place_id, 201)


def save(session: Session, who: Who, before: Row[Any], body: AccessibilityCheckInput) -> uuid.UUID:
    check_id = uuid.uuid4()
    session.execute(insert(accessibility_check).values(id=check_id, place_id=before.id, **body.model_dump()))
    answers, checked = merged_check(before.accessibility, before.accessibility_checked, body)
    changed = {"version": place.c.version + 1, "updated_at": func.now()}
    session.execute(
        update(place)
        .where(place.c.id == before.id)
        .values(accessibility=answers, accessibility_checked=checked, **changed)
    )
    change = audit.difference(before.accessibility, answers) | {"checkedOn": [None, body.checked_on.isoformat()]}
    audit.record(session, metadata, who.subject, "check", "place", before.id, change)
    return check_id


FIELDS = json_rows(
    id=check.id,
    placeId=check.place_id,
    accessibility=check.accessibility,
    checkedBy=check.checked_by,
    checkedOn=check.checked_on,
)


@router.get("/v1/places/{place_id}/accessibility-checks", response_model=Page[AccessibilityCheck])
@anyone
def checks(request: Request, place_id: uuid.UUID, page: PageNumber = 1, page_size: PageSize = 20) -> Response:
    """All that was seen of a place, the last first."""
    of_place = check.place_id == place_id
    newest = (check.checked_on.desc(), check.id)
    rows = (
        select(*FIELDS)
        .where(of_place)
        .order_by(*newest)
        .limit(number(page_size))
        .offset(number((page - 1) * page_size))
    )
    total = select(func.count()).select_from(accessibility_check).where(of_place).scalar_subquery()
    with request.app.state.database.reading() as connection:
        found = compiled(select(place.c.id, total).where(place.c.id == place_id)).all(connection, {})
        if not found:
            raise unknown()
        items = compiled(as_json(rows)).all(connection, {})
    body = page_of_json(items, found[0][1], next_url(request, page, page_size, found[0][1]))
    return json_answer(request, body, body_etag(body))
