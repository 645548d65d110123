"""Two ways to the activities of a page, in the order that was asked for."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    FromClause,
    Select,
    Uuid,
    bindparam,
    exists,
    func,
    select,
    true,
    tuple_,
)

from services.kit.hot import number
from services.participation import tables
from services.participation.activities.conditions import (
    WHEN,
    Given,
    about_activity,
    about_date,
    activity,
    goes_ahead,
    has_date,
    in_its_wijk,
    metres_away,
    occurrence,
    soonest_first,
    within_reach,
)

FEW = 200
"""Up to so many that fit are all looked up and then sorted; more are read in order from an index until the page is
full. Without the first way a filter that fits next to nothing reads the whole table; without the second, one that fits
most sorts it. Postgres can't tell which is shorter (how often is `koffi:*` said?), but a list knows its total."""


def many_activities(given: Given, sort: str) -> Select[Any]:
    if sort == "next":
        return _soonest(given)
    if sort == "near":
        return _nearest(given)
    conditions = about_activity(given, by_words=False)
    if "status" not in given or given & WHEN:
        conditions.append(has_date(given))
    return _in_order(activity, sort).where(*conditions)


def few_activities(given: Given, sort: str) -> Select[Any]:
    if sort == "near":
        return _nearest(given)
    conditions = about_activity(given)
    if sort == "next":
        fitting = fitting_activities(conditions)
        of_it = (occurrence.c.activity_id == fitting.c.id, *about_date(given, of_one=True), goes_ahead())
        its_dates = select(*soonest_first()).where(*of_it)
        date = its_dates.order_by(*soonest_first()).limit(number(1)).lateral("date")
        keys = [key.label(name) for key, name in zip(soonest_first(date), KEYS, strict=True)]
        return select(fitting.c.id, *keys).select_from(fitting.join(date, true())).order_by(*keys)
    if "status" not in given or given & WHEN:
        conditions.append(has_date(given))
    return _in_order(fitting_activities(conditions), sort)


KEYS = ("first", "second", "third")
AFTER = (
    bindparam("after_start", type_=DateTime(timezone=True)),
    bindparam("after_end", type_=DateTime(timezone=True)),
    bindparam("after_id", type_=Uuid),
)
"""The date that an earlier page ended with: `after` in the filters goes on from there."""


def fitting_activities(conditions: list[ColumnElement[bool]]) -> CTE:
    """The activities that fit, found before anything is sorted."""
    a = activity.c
    return select(a.id, a.sort_title, a.created_at).where(*conditions).cte("fitting").prefix_with("MATERIALIZED")


def _in_order(activities: FromClause, sort: str) -> Select[Any]:
    """Ids in order of title or age."""
    key = activities.c.created_at if sort == "newest" else activities.c.sort_title
    keys = (key, activities.c.id)
    named = (key.label("first"), activities.c.id.label("second"), activities.c.id.label("third"))
    return select(activities.c.id, *named).order_by(*([each.desc() for each in keys] if sort == "newest" else keys))


def _soonest(given: Given) -> Select[Any]:
    """Ids in order of their first fitting date that goes ahead: read in order, each activity counts at its first."""
    o = occurrence.c
    earlier = tables.occurrence.alias("earlier")
    before = exists().where(
        earlier.c.activity_id == o.activity_id,
        tuple_(*soonest_first(earlier)) < tuple_(*soonest_first()),
        *about_date(given, earlier),
        goes_ahead(earlier),
    )
    keys = [key.label(name) for key, name in zip(soonest_first(), KEYS, strict=True)]
    further = [tuple_(*soonest_first()) > tuple_(*AFTER)] if "after" in given else []
    return (
        select(activity.c.id, *keys)
        .select_from(occurrence.join(activity, activity.c.id == o.activity_id))
        .where(
            *about_activity(given, by_words=False),
            *about_date(given),
            *in_its_wijk(given),
            goes_ahead(),
            ~before,
            *further,
        )
        .order_by(*soonest_first())
    )


def _nearest(given: Given) -> Select[Any]:
    """Ids by the distance of their place; of those at one place, by title."""
    its_place = tables.place.alias("its_place")
    metres = func.round(metres_away(its_place.c))
    keys = (metres, activity.c.sort_title, activity.c.id)
    named = [key.label(name) for key, name in zip(keys, KEYS, strict=True)]
    joined = activity.join(its_place, its_place.c.id == activity.c.place_id)
    return (
        select(activity.c.id, *named)
        .select_from(joined)
        .where(*about_activity(given), *within_reach(its_place.c), has_date(given))
        .order_by(*named)
    )


def cut(rows: Select[Any], page: int, page_size: int) -> Select[Any]:
    limited = rows.limit(number(page_size))
    return limited.offset(number((page - 1) * page_size)) if page > 1 else limited
