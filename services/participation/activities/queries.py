"""The lists and the one activity, each as one statement that gives JSON."""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from services.kit.hot import HotRead, as_json, compiled, json_object, json_rows, number
from services.participation import tables
from services.participation.activities.conditions import (
    HERE,
    WHEN,
    Given,
    about_activity,
    about_date,
    activity,
    has_date,
    in_its_wijk,
    metres_away,
    not_over,
    occurrence,
    shown,
    soonest_first,
)
from services.participation.activities.content import original, told, translated
from services.participation.activities.ordering import cut, few_activities, fitting_activities, many_activities
from services.participation.activities.rooms import of_its_seats, places_left, said_full, seats
from services.participation.search.best import best_activities, best_count
from services.participation.words.queries import label

category = tables.category.alias("c")
place = tables.place.alias("p")

LIST_DATES = 3
ITEM_DATES = 12

ADDRESS = place.c.street_address + literal_column("', '") + place.c.postcode + literal_column("' '") + place.c.city
PLACE_JSON = json_object(
    id=place.c.id,
    name=place.c.name,
    address=ADDRESS,
    lat=place.c.lat,
    lon=place.c.lon,
    phone=place.c.phone,
)


def next_dates(how_many: int, full: bool = False) -> ColumnElement[Any]:
    """JSON list of an activity's first dates that are not over, cancelled ones among them; `full` tells which are."""
    coming = (
        select(*(occurrence.c[name] for name in ("id", "starts_at", "ends_at", "status", "reason", "local_start")))
        .where(occurrence.c.activity_id == activity.c.id, *not_over(of_one=True), shown())
        .order_by(*soonest_first())
        .limit(number(how_many))
        .correlate(activity)
        .subquery("coming")
    )
    each = json_object(
        id=coming.c.id,
        start=coming.c.starts_at,
        end=coming.c.ends_at,
        status=coming.c.status,
        reason=coming.c.reason,
        movedFrom=moved_from(coming),
        **({"full": said_full(coming)} if full else {}),
    )
    listed = func.coalesce(func.json_agg(each), literal_column("'[]'::json"))
    return select(listed).select_from(coming).scalar_subquery()


def moved_from(dates: FromClause) -> ColumnElement[Any]:
    """When a date that was moved would have been."""
    was = func.timezone(HERE, dates.c.local_start)
    return case((dates.c.status == literal_column("'moved'"), was))


def activity_fields(dates: int, given: Given = frozenset(), full: bool = False) -> list[Any]:
    """`full` also tells which dates are full, and the Dutch texts beside those in another language."""
    a = activity.c
    return distance(given) + json_rows(
        id=a.id,
        title=translated("title"),
        summary=translated("summary"),
        description=translated("description"),
        category=json_object(id=a.category, label=label(category.c.labels)),
        wijk=a.wijk,
        place=PLACE_JSON,
        projectId=a.project_id,
        step=a.step,
        languages=a.languages,
        dutchLevel=a.dutch_level,
        accessibility=place.c.accessibility,
        forWhom=a.for_whom,
        bring=a.bring,
        joining=a.joining,
        capacity=a.capacity,
        schedule=json_object(
            rrule=a.rrule,
            start=a.starts,
            end=a.ends,
            timeZone=a.time_zone,
            dates=a.dates,
            notIn=a.not_in,
            exceptions=a.exceptions,
        ),
        next=next_dates(dates, full),
        confirmedOn=a.confirmed_on,
        checkBy=a.check_by,
        callFirst=a.call_first,
        status=a.status,
        **told(),
        **({"original": original()} if full else {}),
        version=a.version,
        updatedAt=a.updated_at,
    )


def distance(given: Given) -> list[Any]:
    """Metres from where the asker is, when that was told."""
    metres = func.round(metres_away(place.c)).cast(Integer)
    return json_rows(distance=metres) if "near" in given else []


JOINED = activity.join(place, place.c.id == activity.c.place_id).join(category, category.c.id == activity.c.category)


def one_activity() -> Select[Any]:
    """Row of JSON, version, status, place and wijk of the activity `id`."""
    a = activity.c
    item = select(*activity_fields(ITEM_DATES, full=True)).select_from(JOINED).where(a.id == bindparam("id"))
    json = as_json(item).scalar_subquery()
    return select(json.label("json"), a.version, a.status, a.place_id, a.wijk).where(a.id == bindparam("id"))


ONE_ACTIVITY = compiled(one_activity())


@lru_cache(maxsize=256)
def activity_page(given: Given, sort: str, page: int, page_size: int, few: bool = False) -> HotRead:
    """One page of activities, for this set of filters; `few` when not many fit (see `FEW`)."""
    wanted = wanted_activities(given, sort, page, page_size, few)
    rows = select(*activity_fields(LIST_DATES, given)).select_from(JOINED.join(wanted, wanted.c.id == activity.c.id))
    return compiled(as_json(rows.order_by(*in_order(wanted, sort))))


def wanted_activities(given: Given, sort: str, page: int, page_size: int, few: bool) -> Subquery:
    """The ids of one page, with the three keys of their order."""
    if sort == "best":
        chosen = best_activities(given, page * page_size)
    else:
        chosen = few_activities(given, sort) if few else many_activities(given, sort)
    return cut(chosen, page, page_size).subquery("wanted")


def in_order(wanted: Subquery, sort: str) -> list[ColumnElement[Any]]:
    keys = (wanted.c.first, wanted.c.second, wanted.c.third)
    return [key.desc() if sort == "newest" else key for key in keys]


@lru_cache(maxsize=256)
def activity_count(given: Given, sort: str) -> HotRead:
    if sort == "best":
        return compiled(best_count(given))
    conditions = about_activity(given)
    if "status" not in given or sort in ("next", "near") or given & WHEN:
        conditions.append(has_date(given))
    return compiled(select(func.count()).select_from(activity).where(*conditions))


@lru_cache(maxsize=256)
def occurrence_page(given: Given, page: int, page_size: int, few: bool = False) -> HotRead:
    """One page of dates, soonest first; `few` when not many fit (see `FEW`)."""
    o = occurrence.c
    fields = distance(given) + json_rows(
        id=o.id,
        activityId=o.activity_id,
        title=translated("title"),
        wijk=activity.c.wijk,
        place=PLACE_JSON,
        start=o.starts_at,
        end=o.ends_at,
        status=o.status,
        reason=o.reason,
        movedFrom=moved_from(occurrence),
        capacity=activity.c.capacity,
        placesLeft=places_left(),
        waiting=func.coalesce(of_its_seats(seats.c.waiting), number(0)),
        joining=activity.c.joining,
        full=said_full(occurrence),
        callFirst=activity.c.call_first,
    )
    of_place = place.c.id == activity.c.place_id
    joined = occurrence.join(activity, activity.c.id == o.activity_id).join(place, of_place)
    if few:
        fitting = fitting_activities(about_activity(given))
        rows = select(*fields).select_from(joined.join(fitting, fitting.c.id == activity.c.id))
    else:
        rows = select(*fields).select_from(joined).where(*about_activity(given, by_words=False), *in_its_wijk(given))
    return compiled(as_json(cut(rows.where(*about_date(given), shown()).order_by(*soonest_first()), page, page_size)))


@lru_cache(maxsize=256)
def occurrence_count(given: Given) -> HotRead:
    both = occurrence.join(activity, activity.c.id == occurrence.c.activity_id)
    return compiled(select(func.count()).select_from(both).where(*about_activity(given), *about_date(given), shown()))
