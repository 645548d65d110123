"""The public list of wishes, as one statement that gives JSON, and unmet demand."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Case, ColumnElement, Date, Select, bindparam, case, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by

from services.kit.hot import HotRead, as_json, compiled, json_object, json_rows, number
from services.participation import tables
from services.participation.tables import wish_offer
from services.participation.words.queries import label

wish = tables.wish.alias("w")
category = tables.category.alias("c")
activity = tables.activity.alias("a")
Given = frozenset[str]
JOINED = wish.outerjoin(category, category.c.id == wish.c.category)


def offers_of(wish_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """What is offered and still to be found, in the order in which it was offered."""
    a, o = activity.c, wish_offer.c
    one = json_object(id=a.id, title=a.title)
    rows = select(func.json_agg(aggregate_order_by(one, o.made_at, o.id)).cast(JSON))
    found = rows.where(o.wish_id == wish_id, a.id == o.activity_id, a.status == literal_column("'published'"))
    return func.coalesce(found.scalar_subquery(), literal_column("'[]'::json"))


def category_json() -> Case[Any]:
    return case((category.c.id.is_not(None), json_object(id=category.c.id, label=label(category.c.labels))))


def day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.timezone(literal_column("'Europe/Amsterdam'"), moment).cast(Date)


def wish_fields() -> list[Any]:
    w = wish.c
    return json_rows(
        id=w.id,
        text=w.text,
        language=w.language,
        wijk=w.wijk,
        category=category_json(),
        status=w.status,
        supporters=w.supporters,
        since=day(w.created_at),
        offers=offers_of(w.id),
    )


def about_wish(given: Given) -> list[ColumnElement[bool]]:
    """What is public stands as a literal, so that the partial indexes serve it."""
    w = wish.c
    known = {"wijk": w.wijk == bindparam("wijk"), "category": w.category == bindparam("category")}
    found: list[ColumnElement[bool]] = [condition for name, condition in known.items() if name in given]
    status = next((name for name in ("approved", "offered", "fulfilled") if name in given), None)
    statuses: ColumnElement[bool] = literal_column(
        f"w.status = '{status}'" if status else "w.status IN ('approved', 'offered')"
    )
    return [*found, statuses, w.joined_to.is_(None), w.removed_at.is_(None)]


@lru_cache(maxsize=256)
def wish_page(given: Given, sort: str, page: int, page_size: int) -> HotRead:
    w = wish.c
    order = (w.created_at, w.id) if sort == "newest" else (w.supporters, w.created_at, w.id)
    rows = select(*wish_fields()).select_from(JOINED).where(*about_wish(given))
    one = rows.order_by(*(column.desc() for column in order)).limit(number(page_size))
    return compiled(as_json(one.offset(number((page - 1) * page_size)) if page > 1 else one))


@lru_cache(maxsize=64)
def wish_count(given: Given) -> HotRead:
    return compiled(select(func.count()).select_from(wish).where(*about_wish(given)))


def one_wish() -> Select[Any]:
    """A shown wish `id`, also a fulfilled one; one that was joined is that which it was joined to."""
    w, asked = wish.c, tables.wish.alias("asked").c
    head = select(func.coalesce(asked.joined_to, asked.id)).where(asked.id == bindparam("id")).scalar_subquery()
    public: ColumnElement[bool] = literal_column("w.status IN ('approved', 'offered', 'fulfilled')")
    rows = select(*wish_fields()).select_from(JOINED)
    return rows.where(w.id == head, public, w.removed_at.is_(None))


ONE_WISH = compiled(as_json(one_wish()))


@lru_cache(maxsize=8)
def demand_page(given: Given, page: int, page_size: int) -> HotRead:
    """Per wijk and category, what most people wish for first."""
    w = wish.c
    unmet, waits = w.status == "approved", w.status == "open"
    supporters = func.coalesce(func.sum(w.supporters).filter(unmet), 0)
    waiting, offered = (func.count().filter(found) for found in (waits, w.status == "offered"))
    fields = json_rows(
        wijk=w.wijk,
        category=category_json(),
        wishes=func.count().filter(unmet),
        supporters=supporters,
        helpers=func.coalesce(func.sum(w.helpers).filter(unmet), 0),
        waiting=waiting,
        offered=offered,
        oldest=func.min(day(w.created_at)).filter(unmet),
    )
    rows = select(*fields).select_from(JOINED).where(*wished(given)).group_by(w.wijk, category.c.id)
    order = (supporters.desc(), waiting.desc(), w.wijk.nulls_last(), category.c.id.nulls_last())
    return compiled(as_json(rows.order_by(*order).limit(number(page_size)).offset(number((page - 1) * page_size))))


@lru_cache(maxsize=8)
def demand_count(given: Given) -> HotRead:
    groups = select(wish.c.wijk, wish.c.category).where(*wished(given)).group_by(wish.c.wijk, wish.c.category)
    return compiled(select(func.count()).select_from(groups.subquery()))


def wished(given: Given) -> list[ColumnElement[bool]]:
    w = wish.c
    known = {"wijk": w.wijk == bindparam("wijk"), "category": w.category == bindparam("category")}
    found: list[ColumnElement[bool]] = [condition for name, condition in known.items() if name in given]
    unmet: ColumnElement[bool] = literal_column("w.status IN ('open', 'approved', 'offered')")
    return [*found, unmet, w.joined_to.is_(None), w.removed_at.is_(None)]
