"""`/v1/deal` and its parts: what was agreed, by whom, and how strongly (Art. 2-8). Open to everybody."""

from datetime import date
from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response

from services.contracts import deal_shapes as shapes
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.etags import item_etag, json_answer, matches
from services.kit.paging import page_json
from services.kit.problems import Problem
from services.kit.sheets import sheet_answer, sheets
from services.projects.deal.parts import add_lists
from services.projects.deal.queries import the_deal, versions_of_the_deal

router = APIRouter(prefix="/v1", tags=["deal"])
OnDay = Annotated[date | None, Query(description="What held on this day, before later amendments.")]
VERSION_COLUMNS = ("number", "inForceOn", "amendmentId", "accessionId", "title")


@router.get("/deal", response_model=shapes.DealShape)
@anyone
def deal(request: Request, on: OnDay = None) -> Response:
    """What the deal says of itself: name, dates, ambition and core message."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        body = "" if matches(request, etag) else the_deal(connection, on)
    if body is None:
        raise Problem(404, "No deal has been loaded yet.")
    return json_answer(request, body.encode(), etag)


@router.get("/deal/versions", response_model=Page[shapes.DealVersionShape])
@anyone
def deal_versions(request: Request) -> Response:
    """Every version of the deal: as it was signed, then a version for each amendment and accession in force."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        found = "[]" if matches(request, etag) else versions_of_the_deal(connection)
    return json_answer(request, page_json(orjson.Fragment(found), found.count('"number"'), None), etag)


@sheets(router, "/deal/versions")
@anyone
def deal_versions_sheet(request: Request) -> Response:
    with request.app.state.database.reading() as connection:
        found = orjson.loads(versions_of_the_deal(connection))
    return sheet_answer(
        request, "deal-versions", VERSION_COLUMNS, [[each[c] for c in VERSION_COLUMNS] for each in found]
    )


add_lists(router)
