"""`/v1/maex.csv`: what MAEX asks of an initiative (Art. 4.1b). A file to take over by hand: there is no coupling."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Row, Select, func, or_, select

from services.contracts.participation.content import NeedKind
from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.hot import this_minute
from services.kit.sheets import CSV, sheet_answer
from services.participation.activities.conditions import Given, about_activity
from services.participation.activities.conditions import activity as a
from services.participation.feeds.filters import FeedFilters, require_known
from services.participation.feeds.queries import dutch
from services.participation.tables import category, place, wijk

KINDS: tuple[str, ...] = get_args(NeedKind)
COLUMNS = ("initiative", "summary", "place", "wijk", "themes", *KINDS, "sdgs", "profile", "page")
MEDIA_TYPE = CSV.partition(";")[0]
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "All rows.", "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}
router = APIRouter(tags=["feeds"])


@router.get("/v1/maex.csv", response_class=Response, responses=CONTENT)
@anyone
def maex(request: Request, asked: Annotated[FeedFilters, Query()]) -> Response:
    """Published activities that need something, serve a goal of sustainable development, or have a MAEX profile."""
    require_accepted(request, MEDIA_TYPE)
    given, values = asked.narrowed(this_minute())
    site = request.app.state.settings.addresses["frontend"]
    with request.app.state.database.writing() as session:
        require_known(session, asked)
        rows = (cells(row, site) for row in session.execute(initiatives(given), values))
        return sheet_answer(request, "maex", COLUMNS, rows)


def initiatives(given: Given) -> Select[Any]:
    of_place, p, w = place.c.id == a.c.place_id, place.c, wijk.c
    says_something = or_(
        func.jsonb_array_length(a.c.needs) > 0, func.cardinality(a.c.sdgs) > 0, a.c.maex_url.is_not(None)
    )
    told = (a.c.id, a.c.title, a.c.summary, a.c.needs, a.c.sdgs, a.c.maex_url)
    joined = a.join(place, of_place).join(category, category.c.id == a.c.category).join(wijk, w.id == a.c.wijk)
    rows = select(*told, p.name, w.name.label("wijk"), category.c.labels).select_from(joined)
    return rows.where(*about_activity(given), says_something).order_by(a.c.sort_title, a.c.id)


def cells(row: Row[Any], site: str) -> list[Any]:
    needs = ["; ".join(need["text"] for need in row.needs if need["kind"] == kind) for kind in KINDS]
    sdgs = ", ".join(map(str, row.sdgs))
    page = f"{site}/activiteiten/{row.id}"
    return [row.title, row.summary, row.name, row.wijk, dutch(row), *needs, sdgs, row.maex_url, page]
