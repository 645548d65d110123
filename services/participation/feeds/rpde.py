"""`/rpde/activities`: Realtime Paged Data Exchange 1.0, for who keeps a copy of all activities up to date."""

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.contracts.participation.linked_data import event_series
from services.contracts.participation.rpde import RpdePage
from services.contracts.shapes import Input
from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.etags import body_etag, matches
from services.kit.metrics import HELD_BACK
from services.kit.problems import bad_request, wrong
from services.participation.feeds import harvest, terms
from services.participation.feeds.harvest import Change, changes_after

RPDE = "application/vnd.openactive.rpde+json"
JSON = "application/json"
FIRST = UUID(int=0)
HIGHEST = 2**63 - 1
SECONDS_KEPT, SECONDS_LAST_KEPT = 3600, 8
"""A page with items always leads to all that changed since, so a cache may keep it; the end of the feed moves."""
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "A page, and the address of the next.", "content": {RPDE: {"schema": {"type": "object"}}}}
}
router = APIRouter(tags=["feeds"])


class After(Input):
    """The last item of the page before: both of it, or neither for the first page."""

    after_timestamp: int | None = Field(None, ge=0, le=HIGHEST)
    after_id: UUID | None = None


@router.get("/rpde/activities", response_model=RpdePage, responses=CONTENT)
@anyone
def activities(request: Request, asked: Annotated[After, Query()]) -> Response:
    """Activities in the order of their last change: read on from `next` until a page has no items, and ask that page
    again later. An item that comes again replaces what was read; `deleted` ones are told for seven days."""
    require_accepted(request, RPDE, JSON)
    require_both(asked)
    with request.app.state.database.reading() as connection:
        found = changes_after(connection, asked.after_timestamp or 0, asked.after_id or FIRST, harvest.PAGE_ITEMS)
        licence = terms.licence(connection)
        if not found:
            HELD_BACK.set(harvest.held_back(connection))
    site = request.app.state.settings.addresses["frontend"]
    body = page(found, own_address(request), str(request.url), site, licence)
    seconds = SECONDS_KEPT if found else SECONDS_LAST_KEPT
    headers = {"ETag": body_etag(body), "Cache-Control": f"public, max-age={seconds}"}
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, RPDE)


def require_both(asked: After) -> None:
    """Raises 400 for half of an item."""
    given = {"afterTimestamp": asked.after_timestamp, "afterId": asked.after_id}
    missing = [name for name, value in given.items() if value is None]
    if len(missing) == 1:
        raise bad_request([wrong(missing[0], "missing", "Send afterTimestamp and afterId of the same item.", "query")])


def own_address(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


def page(found: Sequence[Change], address: str, asked: str, site: str, licence: str) -> bytes:
    """`next` is of the last item; a page without items leads to itself."""
    following = asked
    if found:
        last = {"afterTimestamp": found[-1].modified, "afterId": found[-1].activity_id}
        following = f"{address}?{urlencode(last)}"
    return orjson.dumps({"next": following, "items": [item(each, site) for each in found], "license": licence})


def item(change: Change, site: str) -> dict[str, Any]:
    about = {"id": change.activity_id, "kind": "EventSeries", "modified": change.modified}
    if change.activity is None:
        return {"state": "deleted", **about}
    return {"state": "updated", **about, "data": event_series(change.activity, site)}
