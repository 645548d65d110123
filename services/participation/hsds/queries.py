"""Public activities with their places, for the answers of `/hsds/`."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import ARRAY, ColumnElement, DateTime, Select, Text, Uuid, bindparam, func, literal_column, select

from services.contracts.participation import ActivityShape, PlaceShape
from services.kit.hot import HotRead, as_json, compiled, number, this_minute
from services.participation import tables
from services.participation.activities import queries as activities
from services.participation.activities.conditions import activity
from services.participation.activities.filters import ActivityFilters
from services.participation.places import queries as places

Given = frozenset[str]
Values = dict[str, Any]
DUTCH = dict.fromkeys(("language_1", "language_2", "language_3"), "nl")


def about(given: Given) -> list[ColumnElement[bool]]:
    a = activity.c
    known: dict[str, ColumnElement[bool]] = {
        "id": a.id == bindparam("id", type_=Uuid),
        "search": func.strpos(a.sort_title, bindparam("search", type_=Text)) > literal_column("0"),
        "places": a.place_id == func.any(bindparam("places", type_=ARRAY(Uuid))),
        "category": a.category == bindparam("category", type_=Text),
        "modified_after": a.updated_at > bindparam("modified_after", type_=DateTime(timezone=True)),
    }
    chosen = [condition for name, condition in known.items() if name in given]
    return [a.status == literal_column("'published'"), *chosen]


@lru_cache(maxsize=64)
def activity_page(given: Given, page: int, size: int) -> HotRead:
    rows = select(*activities.activity_fields(0)).select_from(activities.JOINED).where(*about(given))
    rows = rows.order_by(activity.c.sort_title, activity.c.id).limit(number(size))
    return compiled(as_json(rows.offset(number((page - 1) * size)) if page > 1 else rows))


@lru_cache(maxsize=32)
def activity_count(given: Given) -> HotRead:
    return compiled(select(func.count()).select_from(activity).where(*about(given)))


def _places() -> Select[Any]:
    p = places.place.c
    return as_json(select(*places.place_fields()).select_from(places.JOINED).order_by(p.sort_name, p.id))


PLACES = compiled(_places())
CATEGORIES = compiled(select(tables.category.c.id))


def services(
    connection: Connection[TupleRow], given: Given, values: Values, page: int, size: int
) -> tuple[list[ActivityShape], int]:
    """One page, and how many there are in all."""
    asked = ActivityFilters().values(this_minute()) | DUTCH | values
    total = int(activity_count(given).all(connection, values)[0][0])
    rows = activity_page(given, page, size).all(connection, asked)
    return [ActivityShape.model_validate_json(row[0]) for row in rows], total


def all_places(connection: Connection[TupleRow]) -> list[PlaceShape]:
    """In order of name: there are some hundreds, and who runs them follows from them."""
    return [PlaceShape.model_validate_json(row[0]) for row in PLACES.all(connection, DUTCH)]


def categories(connection: Connection[TupleRow]) -> Collection[str]:
    return [row[0] for row in CATEGORIES.all(connection, {})]
