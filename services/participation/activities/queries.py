"""The lists and the one activity, each as one statement that gives JSON."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    FromClause,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    exists,
    extract,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.hot import HotRead, as_json, compiled, json_object, json_rows, number
from services.participation import tables
from services.participation.words.queries import label

activity = tables.activity.alias("a")  # short names: psycopg keeps what it parsed of a statement of up to 4 kB
category = tables.category.alias("c")
occurrence = tables.occurrence.alias("o")
place = tables.place.alias("p")

LIST_DATES = 3
ITEM_DATES = 12
Given = frozenset[str]


PLACE_JSON = json_object(
    id=place.c.id,
    name=place.c.name,
    address=place.c.street_address + literal_column("', '") + place.c.postcode + literal_column("' '") + place.c.city,
    lat=place.c.lat,
    lon=place.c.lon,
    phone=place.c.phone,
)


def next_dates(how_many: int) -> ColumnElement[Any]:
    """JSON list of an activity's first dates that are not over."""
    coming = (
        select(occurrence.c.id, occurrence.c.starts_at, occurrence.c.ends_at, occurrence.c.status)
        .where(occurrence.c.activity_id == activity.c.id, *not_over())
        .order_by(*soonest_first())
        .limit(number(how_many))
        .correlate(activity)
        .subquery("coming")
    )
    each = json_object(id=coming.c.id, start=coming.c.starts_at, end=coming.c.ends_at, status=coming.c.status)
    listed = func.coalesce(func.json_agg(each), literal_column("'[]'::json"))
    return select(listed).select_from(coming).scalar_subquery()


def soonest_first(dates: FromClause = occurrence) -> tuple[ColumnElement[Any], ...]:
    """As the indexes have it: their second column tells what is over without a look at the row."""
    return dates.c.starts_at, dates.c.ends_at, dates.c.id


def not_over(dates: FromClause = occurrence) -> list[ColumnElement[bool]]:
    """Dates that are on now or still come. The second condition lets the index on the start skip the past."""
    return [dates.c.ends_at > bindparam("now"), dates.c.starts_at > bindparam("longest_ago")]


def activity_fields(dates: int) -> list[Any]:
    a = activity.c
    return json_rows(
        id=a.id,
        title=a.title,
        summary=a.summary,
        description=a.description,
        category=json_object(id=a.category, label=label(category.c.labels)),
        wijk=a.wijk,
        place=PLACE_JSON,
        projectId=a.project_id,
        step=a.step,
        cost=json_object(free=a.free, text=a.cost_text),
        languages=a.languages,
        dutchLevel=a.dutch_level,
        accessibility=place.c.accessibility,
        forWhom=a.for_whom,
        bring=a.bring,
        joining=a.joining,
        capacity=a.capacity,
        schedule=json_object(rrule=a.rrule, start=a.starts, end=a.ends, timeZone=a.time_zone, exceptions=a.exceptions),
        next=next_dates(dates),
        confirmedOn=a.confirmed_on,
        status=a.status,
        nextSteps=a.next_steps,
        version=a.version,
        updatedAt=a.updated_at,
    )


JOINED = activity.join(place, place.c.id == activity.c.place_id).join(category, category.c.id == activity.c.category)


def one_activity() -> Select[Any]:
    """Row of JSON, version, status, place and wijk of the activity `id`."""
    a = activity.c
    item = select(*activity_fields(ITEM_DATES)).select_from(JOINED).where(a.id == bindparam("id"))
    json = as_json(item).scalar_subquery()
    return select(json.label("json"), a.version, a.status, a.place_id, a.wijk).where(a.id == bindparam("id"))


ONE_ACTIVITY = compiled(one_activity())


@lru_cache(maxsize=256)
def activity_page(given: Given, sort: str, page: int, page_size: int, few: bool = False) -> HotRead:
    """One page of activities, for this set of filters; `few` when not many fit (see `FEW`)."""
    chosen = _few_activities(given, sort) if few else _many_activities(given, sort)
    wanted = _cut(chosen, page, page_size).subquery("wanted")
    keys = (wanted.c.first, wanted.c.second, wanted.c.third)
    order = [key.desc() for key in keys] if sort == "newest" else keys
    rows = select(*activity_fields(LIST_DATES)).select_from(JOINED.join(wanted, wanted.c.id == activity.c.id))
    return compiled(as_json(rows.order_by(*order)))


@lru_cache(maxsize=256)
def activity_count(given: Given, sort: str) -> HotRead:
    conditions = about_activity(given)
    if "status" not in given or sort == "next" or given & WHEN:
        conditions.append(_has_date(given))
    return compiled(select(func.count()).select_from(activity).where(*conditions))


@lru_cache(maxsize=256)
def occurrence_page(given: Given, page: int, page_size: int, few: bool = False) -> HotRead:
    """One page of dates, soonest first; `few` when not many fit (see `FEW`)."""
    o = occurrence.c
    fields = json_rows(
        id=o.id,
        activityId=o.activity_id,
        title=activity.c.title,
        wijk=activity.c.wijk,
        place=PLACE_JSON,
        start=o.starts_at,
        end=o.ends_at,
        status=o.status,
        capacity=activity.c.capacity,
        placesLeft=activity.c.capacity,
        waiting=number(0),
    )
    of_place = place.c.id == activity.c.place_id
    joined = occurrence.join(activity, activity.c.id == o.activity_id).join(place, of_place)
    if few:
        fitting = _fitting(about_activity(given))
        rows = select(*fields).select_from(joined.join(fitting, fitting.c.id == activity.c.id))
    else:
        rows = select(*fields).select_from(joined).where(*about_activity(given))
    return compiled(as_json(_cut(rows.where(*about_date(given)).order_by(*soonest_first()), page, page_size)))


@lru_cache(maxsize=256)
def occurrence_count(given: Given) -> HotRead:
    both = occurrence.join(activity, activity.c.id == occurrence.c.activity_id)
    return compiled(select(func.count()).select_from(both).where(*about_activity(given), *about_date(given)))


def about_activity(given: Given) -> list[ColumnElement[bool]]:
    """Conditions on the activity itself. What is public stands as a literal, so that the partial indexes serve it."""
    a, its_place = activity.c, tables.place.alias("its_place")
    published = a.status == literal_column("'published'")
    known: dict[str, ColumnElement[bool]] = {
        "wijk": a.wijk == bindparam("wijk"),
        "place_id": a.place_id == bindparam("place_id"),
        "category": a.category == bindparam("category"),
        "free": a.free == bindparam("free"),
        "language": bindparam("language", type_=Text) == any_(a.languages),
        "dutch_level": a.dutch_level <= bindparam("dutch_level"),
        "step": a.step == bindparam("step"),
        "project_id": a.project_id == bindparam("project_id"),
        "q": a.search.op("@@")(func.to_tsquery(literal_column("'dutch'"), bindparam("q", type_=Text))),
        "accessible": exists().where(
            its_place.c.id == a.place_id, its_place.c.accessibility.contains(bindparam("accessible", type_=JSONB))
        ),
        "near": exists().where(its_place.c.id == a.place_id, metres_away(its_place.c) <= bindparam("radius")),
        "own": or_(a.place_id == func.any(bindparam("own_places")), a.wijk == func.any(bindparam("own_wijken"))),
    }
    found = [condition for name, condition in known.items() if name in given]
    found.append(a.status == bindparam("status") if "status" in given else published)
    return found


EARTH_DIAMETER = 2 * 6_371_000


def metres_away(where: Any) -> ColumnElement[float]:
    """From `near_lat`, `near_lon` over the globe (haversine); null where a place has no point."""
    lat, lon = bindparam("near_lat", type_=Double), bindparam("near_lon", type_=Double)
    north, east = func.sind((where.lat - lat) / 2), func.sind((where.lon - lon) / 2)
    half_chord = north * north + func.cosd(lat) * func.cosd(where.lat) * east * east
    return EARTH_DIAMETER * func.asin(func.sqrt(func.least(1.0, half_chord)))


WHEN = frozenset({"from_", "to", "weekday", "part_of_day"})
HERE: ColumnElement[str] = literal_column("'Europe/Amsterdam'")


def about_date(given: Given, dates: FromClause = occurrence) -> list[ColumnElement[bool]]:
    """Conditions on one date; without `from`, those that are not over."""
    o = dates.c
    found = [o.starts_at >= bindparam("from_")] if "from_" in given else not_over(dates)
    local = func.timezone(HERE, o.starts_at)
    if "to" in given:
        found.append(o.starts_at < bindparam("to"))
    if "weekday" in given:
        found.append(extract("isodow", local) == bindparam("weekday"))
    if "part_of_day" in given:
        hour = extract("hour", local)
        found.append(and_(hour >= bindparam("hour_from"), hour < bindparam("hour_to")))
    return found


def _has_date(given: Given) -> ColumnElement[bool]:
    if not given & WHEN:
        return activity.c.last_end > bindparam("now")
    return exists().where(occurrence.c.activity_id == activity.c.id, *about_date(given)).correlate(activity)


FEW = 200
"""Up to so many that fit are all looked up and then sorted; more are read in order from an index until the page is
full. Without the first way a filter that fits next to nothing reads the whole table; without the second, one that fits
most sorts it. Postgres can't tell which is shorter (how often is `koffi:*` said?), but a list knows its total."""


def _many_activities(given: Given, sort: str) -> Select[Any]:
    if sort == "next":
        return _soonest(given)
    conditions = about_activity(given)
    if "status" not in given or given & WHEN:
        conditions.append(_has_date(given))
    return _in_order(activity, sort).where(*conditions)


def _few_activities(given: Given, sort: str) -> Select[Any]:
    conditions = about_activity(given)
    if sort == "next":
        fitting = _fitting(conditions)
        its_dates = select(*soonest_first()).where(occurrence.c.activity_id == fitting.c.id, *about_date(given))
        date = its_dates.order_by(*soonest_first()).limit(number(1)).lateral("date")
        keys = [key.label(name) for key, name in zip(soonest_first(date), KEYS, strict=True)]
        return select(fitting.c.id, *keys).select_from(fitting.join(date, true())).order_by(*keys)
    if "status" not in given or given & WHEN:
        conditions.append(_has_date(given))
    return _in_order(_fitting(conditions), sort)


KEYS = ("first", "second", "third")


def _fitting(conditions: list[ColumnElement[bool]]) -> CTE:
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
    """Ids in order of their first fitting date: dates are read in order, each activity counts at its first."""
    o = occurrence.c
    earlier = tables.occurrence.alias("earlier")
    before = exists().where(
        earlier.c.activity_id == o.activity_id,
        tuple_(*soonest_first(earlier)) < tuple_(*soonest_first()),
        *about_date(given, earlier),
    )
    keys = [key.label(name) for key, name in zip(soonest_first(), KEYS, strict=True)]
    return (
        select(activity.c.id, *keys)
        .select_from(occurrence.join(activity, activity.c.id == o.activity_id))
        .where(*about_activity(given), *about_date(given), ~before)
        .order_by(*soonest_first())
    )


def _cut(rows: Select[Any], page: int, page_size: int) -> Select[Any]:
    limited = rows.limit(number(page_size))
    return limited.offset(number((page - 1) * page_size)) if page > 1 else limited
