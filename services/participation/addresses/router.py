"""`/v1/addresses`: an address with its point and wijk, where a register is configured (ZUIDWEST_PDOK_URL)."""

from collections.abc import Sequence
from typing import Annotated, Any

import orjson
import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import select

from services.contracts.participation import Address
from services.contracts.shapes import Page
from services.kit.access import Allow, Who
from services.kit.database import Database
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem
from services.participation.addresses.register import Found, RegisterAway, addresses_like
from services.participation.tables import buurt, wijk

router = APIRouter(tags=["places"])
Asker = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
Text = Annotated[
    str | None, Query(min_length=3, max_length=100, description="Street, number, postcode, city, or some of it.")
]
log = structlog.get_logger("addresses")


@router.get("/v1/addresses", response_model=Page[Address])
def addresses(request: Request, _: Asker, q: Text = None) -> Response:
    """The addresses that look most like `q`; without it none. The wijk follows from the CBS buurt, never from the
    postcode."""
    items = answered(request, asked(request, q)) if q else []
    body = orjson.dumps({"items": items, "total": len(items), "next": None})
    return json_answer(request, body, body_etag(body))


def asked(request: Request, text: str) -> list[Found]:
    """Raises Problem 501 when there is no register to ask, 503 when it does not answer."""
    register = request.app.state.settings.pdok_url
    if not register:
        raise Problem(
            501,
            "Searching for addresses is not set up here. Put the point on the map, or fill in lat and lon.",
            title="Not set up",
            code="no-address-register",
        )
    try:
        return addresses_like(register, text)
    except RegisterAway as error:
        log.warning("register_away", error=str(error))
        raise Problem(
            503,
            "The register of addresses does not answer now. Put the point on the map, or try again in a moment.",
            code="address-register-away",
            headers={"Retry-After": "10"},
        ) from error


def wijk_of_buurt(database: Database, codes: Sequence[str]) -> dict[str, str]:
    if not codes:
        return {}
    joined = buurt.join(wijk, wijk.c.id == buurt.c.wijk)
    rows = select(buurt.c.code, buurt.c.wijk).select_from(joined).where(buurt.c.code.in_(codes), wijk.c.in_deal)
    with database.writing() as session:
        return {row.code: row.wijk for row in session.execute(rows)}


def answered(request: Request, found: Sequence[Found]) -> list[dict[str, Any]]:
    wijken = wijk_of_buurt(request.app.state.database, [each.buurt for each in found if each.buurt])
    return [
        {
            "label": each.label,
            "streetAddress": each.street_address,
            "postcode": each.postcode,
            "city": each.city,
            "lat": each.lat,
            "lon": each.lon,
            "wijk": wijken.get(each.buurt or ""),
        }
        for each in found
    ]
