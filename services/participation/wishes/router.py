"""`/v1/wishes` for residents: read, wish, "me too", and take it back."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from services.contracts.participation.wishes import OwnWish, Supported, SupportInput, WishInput, WishShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import anyone, who_asks
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer, private
from services.kit.hot import HotPage, KeptRoute, languages_asked
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.open_forms import check_open_form, origin_of
from services.kit.problems import Problem, also_check, bad_request
from services.kit.rate_limits import check_rate
from services.participation.clock import now
from services.participation.tables import metadata
from services.participation.wishes import making
from services.participation.wishes.filters import WishFilters
from services.participation.wishes.people import token_hash, wishes_desk
from services.participation.wishes.queries import ONE_WISH, wish_count, wish_page
from services.participation.wishes.rules import may_be_supported, wrong_words
from services.participation.wishes.saving import known_words, take_back
from services.participation.wishes.text_rules import wrong_in_text

router = APIRouter(tags=["wishes"])
lists = APIRouter(tags=["wishes"], route_class=KeptRoute)
RESIDENT = "resident"
"""In the audit and with idempotency keys: somebody without an account."""
WISHES_AN_HOUR, SUPPORTS_AN_HOUR = 20, 60
"""Of one address: a coffee morning on one connection may all wish something."""


@lists.get("/v1/wishes", response_model=Page[WishShape])
@anyone
def wishes(request: Request, asked: Annotated[WishFilters, Query()]) -> Response:
    """What residents wish for, read by somebody first; the same wish of several people is there once."""
    items = wish_page(asked.given, asked.sort, asked.page, asked.page_size)
    values = asked.values() | languages_asked(request)
    return HotPage(items, wish_count(asked.given), values, asked.page, asked.page_size).answer(request)


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        return wrong_in_text("text", body.get("text")) + wrong_words(body, known_words(session))


@router.post("/v1/wishes", response_model=OwnWish, status_code=201)
@anyone
@also_check(wrong_beside_the_shape)
def wish_for(request: Request, session: Write, body: WishInput, key: IdempotencyKey = None) -> Response:
    """Takes a wish; it is shown when somebody has read it. The same `Idempotency-Key` with the same body wishes once.

    The text is for everybody to read, so it holds no links, addresses or phone numbers.
    """
    desk, who = wishes_desk(request.app.state.settings), who_asks(request)
    said = desk.sealer.fingerprint(body.model_dump_json(exclude={"website", "form_token"}))
    once = Once(session, metadata, key, who.subject if who else RESIDENT, "POST /v1/wishes", said)
    supporter_id = once.earlier()
    if supporter_id is None:
        check_open_form(request, body, who)
        if errors := wrong_beside_the_shape(request, body.model_dump(by_alias=True)):
            raise bad_request(errors)
        origin = None if who else counted(request, "wish", WISHES_AN_HOUR)
        wish_id, supporter_id = making.add_wish(session, desk, body, origin, now())
        audit.record(session, metadata, who.subject if who else RESIDENT, "add", "wish", wish_id)
        once.made(supporter_id)
    supporter = making.by_id(session, supporter_id)
    if supporter is None:
        raise gone()
    answer = own(request, making.own_wish(session, desk, supporter), 201)
    answer.headers["Location"] = f"/v1/wishes/{supporter.wish_id}"
    return answer


@router.get("/v1/wishes/mine/{token}", response_model=OwnWish)
@anyone
def mine(request: Request, session: Write, token: str) -> Response:
    """One's own wish, or the one that one shares, by the link that only oneself has."""
    supporter = making.by_token(session, token_hash(token))
    if supporter is None:
        raise gone()
    return own(request, making.own_wish(session, wishes_desk(request.app.state.settings), supporter))


@router.delete("/v1/wishes/mine/{token}", status_code=204)
@anyone
def withdraw(session: Write, token: str) -> Response:
    """Takes it back; the address or phone number is gone at once. A wish that others share stays theirs."""
    supporter = making.by_token(session, token_hash(token))
    if supporter is None:
        raise gone()
    what = take_back(session, supporter, now())
    audit.record(session, metadata, RESIDENT, what, "wish", supporter.wish_id)
    return Response(status_code=204)


@router.get("/v1/wishes/{wish_id}", response_model=WishShape)
@anyone
def one(request: Request, wish_id: uuid.UUID) -> Response:
    """A wish that is shown; of one that was joined to another, that other."""
    with request.app.state.database.reading() as connection:
        rows = ONE_WISH.all(connection, languages_asked(request) | {"id": wish_id})
    if not rows:
        raise unknown()
    body = rows[0][0].encode()
    answer = json_answer(request, body, body_etag(body))
    answer.headers["Vary"] = "Accept-Language"
    return answer


@router.post("/v1/wishes/{wish_id}/supports", response_model=Supported, status_code=201)
@anyone
def support(request: Request, session: Write, wish_id: uuid.UUID, body: SupportInput) -> Response:
    """Says "me too". Once per address or phone number; without one, once per caller and day."""
    who = who_asks(request)
    check_open_form(request, body, who)
    origin = None if who else counted(request, "support", SUPPORTS_AN_HOUR)
    head = making.hold_head(session, wish_id)
    if head is None or head.status == "open":
        raise unknown()
    if not may_be_supported(head.status):
        raise Problem(409, "This wish is no longer open.", code="closed")
    found = making.add_support(session, wishes_desk(request.app.state.settings), head.id, body, origin, now())
    if found.counted:
        audit.record(session, metadata, who.subject if who else RESIDENT, "support", "wish", head.id)
    given = found.model_dump_json(by_alias=True).encode()
    return Response(given, 201 if found.counted else 200, media_type="application/json")


def counted(request: Request, what: str, most: int) -> bytes:
    """Counts the caller; gives who it was, to undo by. Raises 429."""
    origin = origin_of(request)
    check_rate(request.app.state.database, metadata, what, origin, most, 60)
    return origin


def own(request: Request, found: OwnWish, status: int = 200) -> Response:
    body = found.model_dump_json(by_alias=True).encode()
    if status == 200:
        return private(json_answer(request, body, body_etag(body)))
    return Response(body, status, media_type="application/json")


def gone() -> Problem:
    return Problem(404, "There is no wish with this link (any more).")


def unknown() -> Problem:
    return Problem(404, "There is no wish with this id.")
