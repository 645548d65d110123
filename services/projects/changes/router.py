"""`/v1/changes`: the audit for reading. What changed is open; who did it, the programme office reads."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from services.contracts.projects.changes import ChangeShape
from services.contracts.shapes import Page
from services.kit.access import anyone, who_asks
from services.kit.etags import item_etag, json_answer, matches
from services.kit.languages import preferred
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.projects.changes.queries import changes_page
from services.projects.changes.story_rules import MONTHS, OPEN_PREFIX, OPEN_TYPES, Told, story

router = APIRouter(prefix="/v1/changes", tags=["changes"])
OFFICE = frozenset({"programme", "admin"})
Word = Annotated[str | None, Query(pattern=r"^[^\x00-\x1f]{1,100}$")]


@router.get("", response_model=Page[ChangeShape])
@anyone
def changes(
    request: Request,
    object_type: Annotated[Word, Query(alias="objectType", description="Such as project or deal-commitment.")] = None,
    object_id: Annotated[Word, Query(alias="objectId")] = None,
    since: Annotated[date | None, Query(description="From this day on.")] = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """What changed, newest first, each with its story in the language of `Accept-Language` (Dutch or English)."""
    who = who_asks(request)
    office = who is not None and bool(who.roles & OFFICE)
    language = next(each for each in preferred(request.headers.get("accept-language")) if each in MONTHS)
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), f"{language}{'.office' if office else ''}")
        if matches(request, etag):
            return varied(json_answer(request, b"", etag))
        only_open = None if office else (sorted(OPEN_TYPES), OPEN_PREFIX)
        offset = (page - 1) * page_size
        found, total = changes_page(connection, page_size, offset, only_open, object_type, object_id, since)
    items = [told(item, language, office) for item in found]
    body = page_json(items, total, next_url(request, page, page_size, total))
    return varied(json_answer(request, body, etag))


def told(item: dict[str, Any], language: str, office: bool) -> dict[str, Any]:
    """The line with its sentence; for others than the office without who."""
    who = item["who"] if office else None
    day = date.fromisoformat(item.pop("on"))
    sentence = story(Told(day, item["action"], item["change"], who, item["reason"]), language)
    return item | {"who": who, "requestId": item["requestId"] if office else None, "story": sentence}


def varied(answer: Response) -> Response:
    answer.headers["Vary"] = "Accept-Language, Authorization"
    return answer
