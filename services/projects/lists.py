"""Lists of the registry: one statement a page, one shape for all, and each as a sheet with all its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from fastapi import Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from pydantic import ConfigDict, Field
from sqlalchemy import Column, ColumnElement, FromClause, Select, bindparam, func, select

from services.contracts.shapes import Input
from services.kit.hot import HotPage, HotRead, as_json, compiled, json_rows, number
from services.kit.sheets import Row, sheet_answer
from services.projects.clock import today

Given = Mapping[str, Any]
PAGING = frozenset({"page", "page_size"})
SLUG = Field(None, pattern=r"^[a-z0-9-]{1,60}$")
PART_ID = Field(None, pattern=r"^[A-Za-z0-9.-]{1,60}$")
ROWS_AT_ONCE = 1000


class Asked(Input):
    """What a list can be asked: its filters by name, and the page."""

    model_config = ConfigDict(str_strip_whitespace=True)

    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(20, ge=1, le=100)

    def given(self) -> dict[str, Any]:
        """The filters that were given; their names decide the shape of the statement."""
        names = type(self).model_fields.keys() - PAGING
        return {name: getattr(self, name) for name in sorted(names) if getattr(self, name) is not None}


class AskedBetween(Asked):
    """`from` and `to` include both days."""

    from_: date | None = Field(None, alias="from")
    to: date | None = None


def same(**columns: ColumnElement[Any]) -> dict[str, ColumnElement[bool]]:
    """Filters by name: what is there is what was asked."""
    return {name: column == bindparam(name) for name, column in columns.items()}


def between(day: Column[Any]) -> dict[str, ColumnElement[bool]]:
    """The filters of `AskedBetween`."""
    return {"from_": day >= bindparam("from_"), "to": day <= bindparam("to")}


@dataclass(frozen=True, eq=False)
class Listing:
    """What an item shows (by its name in JSON), from where, in which order, and what it can be filtered by.

    A filter has the name of its parameter. `dated` says that items depend on the day, parameter `today`.
    """

    name: str
    fields: Mapping[str, Any]
    source: FromClause
    key: Column[Any]
    order: tuple[Any, ...]
    filters: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    dated: bool = False

    def rows(self, given: frozenset[str] = frozenset()) -> Select[Any]:
        conditions = [self.filters[name] for name in sorted(given)]
        return select(*json_rows(**self.fields)).select_from(self.source).where(*conditions)

    def one(self) -> Select[Any]:
        """The item with the key `id`, as JSON."""
        return as_json(self.rows().where(self.key == bindparam("id")))

    def moment(self) -> dict[str, Any]:
        return {"today": today()} if self.dated else {}


@lru_cache(maxsize=512)
def page_read(listing: Listing, given: frozenset[str], page: int, page_size: int) -> HotRead:
    rows = listing.rows(given).order_by(*listing.order).limit(number(page_size))
    return compiled(as_json(rows.offset(number((page - 1) * page_size)) if page > 1 else rows))


@lru_cache(maxsize=512)
def count_read(listing: Listing, given: frozenset[str]) -> HotRead:
    conditions = [listing.filters[name] for name in sorted(given)]
    return compiled(select(func.count()).select_from(listing.source).where(*conditions))


@lru_cache(maxsize=64)
def one_read(listing: Listing) -> HotRead:
    return compiled(listing.one())


@lru_cache(maxsize=64)
def sheet_read(listing: Listing, given: frozenset[str]) -> HotRead:
    return compiled(listing.rows(given).order_by(*listing.order))


def list_answer(request: Request, listing: Listing, asked: Asked, **fixed: Any) -> Response:
    """One page, or 304. `fixed` are filters that the address itself says."""
    given = asked.given() | fixed
    names = frozenset(given)
    moment = listing.moment()
    return HotPage(
        items=page_read(listing, names, asked.page, asked.page_size),
        count=count_read(listing, names),
        values=given | moment,
        page=asked.page,
        page_size=asked.page_size,
        now=datetime.combine(moment["today"], time(), UTC) if moment else None,
    ).answer(request)


def list_as_sheet(request: Request, listing: Listing, asked: Asked, **fixed: Any) -> Response:
    """All rows of what was asked, whatever page; columns have the names of the fields."""
    return sheet_answer(request, listing.name, list(listing.fields), _all_rows(request, listing, asked.given() | fixed))


def _all_rows(request: Request, listing: Listing, given: Given) -> Iterator[Row]:
    read = sheet_read(listing, frozenset(given))
    connection: Connection[TupleRow]
    with (
        request.app.state.database.reading() as connection,
        connection.transaction(),
        connection.cursor(name="sheet") as cursor,
    ):
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(read.sql, {**read.constants, **given, **listing.moment()})
        yield from cursor
