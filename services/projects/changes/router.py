"""`/v1/changes`: the audit for reading. What changed is open; who did it, the programme office reads."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.projects.changes import ChangeShape
from services.contracts.shapes import Page
from services.kit.access import anyone, who_asks
from services.kit.etags import item_etag, json_answer, matches
from services.kit.languages import preferred
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.sheets import sheet_answer, sheets
from services.projects.changes.queries import Asked, changes_page, every_change
from services.projects.changes.story_rules import MONTHS, OPEN_PREFIX, OPEN_TYPES, Told, shown, story

router = APIRouter(prefix="/v1/changes", tags=["changes"])
COLUMNS = ("id", "at", "who", "action", "objectType", "objectId", "story", "reason")
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
    office, language = is_office(request), language_of(request)
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), f"{language}{'.office' if office else ''}")
        if matches(request, etag):
            return varied(json_answer(request, b"", etag))
        asked = Asked(only_open(office), object_type, object_id, since)
        found, total = changes_page(connection, asked, page_size, (page - 1) * page_size)
    items = [told(item, language, office) for item in found]
    body = page_json(items, total, next_url(request, page, page_size, total))
    return varied(json_answer(request, body, etag))


@sheets(router, "")
@anyone
def changes_sheet(request: Request) -> Response:
    return sheet_answer(request, "changes", COLUMNS, sheet_rows(request, is_office(request), language_of(request)))


def sheet_rows(request: Request, office: bool, language: str) -> Iterator[list[Any]]:
    connection: Connection[TupleRow]
    with request.app.state.database.reading() as connection, connection.transaction():
        for item in every_change(connection, Asked(only_open(office))):
            line = told(item, language, office)
            yield [line[name] for name in COLUMNS]


def is_office(request: Request) -> bool:
    """Raises a 401 for a token that is not good."""
    who = who_asks(request)
    return who is not None and bool(who.roles & OFFICE)


def language_of(request: Request) -> str:
    return next(each for each in preferred(request.headers.get("accept-language")) if each in MONTHS)


def only_open(office: bool) -> tuple[list[str], str] | None:
    return None if office else (sorted(OPEN_TYPES), OPEN_PREFIX)


def told(item: dict[str, Any], language: str, office: bool) -> dict[str, Any]:
    """The line with its sentence; for others than the office without who."""
    who = item["who"] if office else None
    day = date.fromisoformat(item.pop("on"))
    change = shown(item["change"], office)
    sentence = story(Told(day, item["action"], change, who, item["reason"]), language)
    return item | {
        "who": who,
        "requestId": item["requestId"] if office else None,
        "change": change,
        "story": sentence,
    }


def varied(answer: Response) -> Response:
    answer.headers["Vary"] = "Accept-Language, Authorization"
    return answer
