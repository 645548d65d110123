"""Lists are `{"items": […], "total": n, "next": url|null}` with `page` from 1 and `pageSize` of at most 100."""

from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
from fastapi import Query, Request

PageNumber = Annotated[int, Query(ge=1, le=10_000, description="Page, from 1.")]
PageSize = Annotated[int, Query(alias="pageSize", ge=1, le=100, description="Items a page.")]


def next_url(request: Request, page: int, page_size: int, total: int) -> str | None:
    """The same address for the page after this one; None on the last."""
    if page * page_size >= total:
        return None
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return f"{request.scope['path']}?{urlencode([*kept, ('page', page + 1)])}"


def page_json(items: list[Any] | orjson.Fragment, total: int, following: str | None) -> bytes:
    """A page as JSON; items may be dicts or JSON that Postgres wrote (`orjson.Fragment`)."""
    return orjson.dumps({"items": items, "total": total, "next": following})
