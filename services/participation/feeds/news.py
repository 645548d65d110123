"""`/v1/activities.rss`: what was published or changed last."""

from collections.abc import Iterable
from email.utils import format_datetime
from typing import Annotated, Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Row

from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.etags import item_etag, matches
from services.kit.hot import this_minute
from services.participation.feeds.filters import FeedFilters, require_known
from services.participation.feeds.queries import dutch, last_changed

RSS = "application/rss+xml"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "RSS 2.0.", "content": {RSS: {"schema": {"type": "string"}}}}
}
router = APIRouter(tags=["feeds"])
register_namespace("atom", ATOM)


@router.get("/v1/activities.rss", response_class=Response, responses=CONTENT)
@anyone
def news(request: Request, asked: Annotated[FeedFilters, Query()]) -> Response:
    """The fifty published activities that were changed last."""
    require_accepted(request, RSS, "application/xml", "text/xml")
    etag = item_etag(request.app.state.version.now(), "rss")
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    given, values = asked.narrowed(this_minute())
    with request.app.state.database.writing() as session:
        require_known(session, asked)
        if matches(request, etag):
            return Response(status_code=304, headers=headers)
        rows = session.execute(last_changed(given), values).all()
    made = channel(rows, request.app.state.settings.addresses["frontend"], str(request.url))
    return Response(made, 200, headers, RSS)


def channel(rows: Iterable[Row[Any]], site: str, own_address: str) -> bytes:
    root = Element("rss", version="2.0")
    whole = SubElement(root, "channel")
    add(whole, title="Activiteiten", link=site, description="Nieuwe en veranderde activiteiten.", language="nl")
    SubElement(whole, f"{{{ATOM}}}link", href=own_address, rel="self", type=RSS)
    for row in rows:
        item = SubElement(whole, "item")
        add(
            item,
            title=row.title,
            link=f"{site}/activiteiten/{row.id}",
            description=f"{row.summary} {row.name}, {row.street_address}, {row.city}.",
            category=dutch(row),
            pubDate=format_datetime(row.updated_at),
        )
        SubElement(item, "guid", isPermaLink="false").text = str(row.id)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def add(parent: Element, **fields: str) -> None:
    for name, text in fields.items():
        SubElement(parent, name).text = text
