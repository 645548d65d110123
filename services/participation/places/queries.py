"""The lists of places and the one place, each as one statement that gives JSON."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, bindparam, case, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from services.kit.hot import HotRead, as_json, compiled, json_object, json_rows, number
from services.participation import tables
from services.participation.activities.conditions import goes_ahead, metres_away
from services.participation.words.queries import label

activity = tables.activity.alias("a")
occurrence = tables.occurrence.alias("o")
place = tables.place.alias("p")
place_kind = tables.place_kind.alias("k")

Given = frozenset[str]
JOINED = place.join(place_kind, place_kind.c.id == place.c.kind)


def place_fields() -> list[Any]:
    p = place.c
    return json_rows(
        id=p.id,
        name=p.name,
        kind=json_object(id=p.kind, label=label(place_kind.c.labels)),
        wijk=p.wijk,
        organisation=p.organisation,
        summary=p.summary,
        streetAddress=p.street_address,
        postcode=p.postcode,
        city=p.city,
        lat=p.lat,
        lon=p.lon,
        phone=p.phone,
        email=p.email,
        website=p.website,
        openingHours=p.opening_hours,
        opening=p.opening,
        photo=p.photo,
        accessibility=p.accessibility,
        accessibilityChecked=p.accessibility_checked,
        professionalGuidance=p.professional_guidance,
        guidanceBy=p.guidance_by,
        guidanceSince=p.guidance_since,
        surfaceM2=p.surface_m2,
        tasksTakenOver=p.tasks_taken_over,
        pointChecked=p.point_checked,
        confirmedOn=p.confirmed_on,
        checkBy=p.check_by,
        callFirst=p.call_first,
        version=p.version,
        updatedAt=p.updated_at,
    )


def one_place() -> Select[Any]:
    """Row of JSON and version of the place `id`."""
    here = place.c.id == bindparam("id")
    json = as_json(select(*place_fields()).select_from(JOINED).where(here)).scalar_subquery()
    return select(json.label("json"), place.c.version).where(here)


ONE_PLACE = compiled(one_place())


@lru_cache(maxsize=256)
def place_page(given: Given, sort: str, page: int, page_size: int) -> HotRead:
    """With `near` each place says its distance; those without a point come last."""
    near = place_distance().label("distance") if "near" in given else literal_column("NULL::integer").label("distance")
    rows = select(*place_fields(), near).select_from(JOINED).where(*about_place(given))
    first = (near.asc().nulls_last(),) if sort == "near" else ()
    return _page(rows, page, page_size, first)


def place_distance() -> ColumnElement[int]:
    """In whole metres; null where a place has no point."""
    return case((place.c.lat.is_not(None), func.round(metres_away(place.c)).cast(Integer)))


@lru_cache(maxsize=64)
def place_count(given: Given) -> HotRead:
    return compiled(select(func.count()).select_from(place).where(*about_place(given)))


@lru_cache(maxsize=256)
def offer_page(given: Given, page: int, page_size: int) -> HotRead:
    """Per place the distinct projects with a published activity there that has a date in the window (Art. 3)."""
    a, o = activity.c, occurrence.c
    has_date = (
        select(literal_column("1"))
        .where(
            o.activity_id == a.id,
            goes_ahead(occurrence),
            o.ends_at > bindparam("now"),
            o.starts_at > bindparam("longest_ago"),
            o.starts_at < bindparam("until"),
        )
        .exists()
    )
    of_place = (a.place_id == place.c.id, a.status == literal_column("'published'"), a.project_id.is_not(None))
    projects = (
        select(func.array_agg(aggregate_order_by(a.project_id.distinct(), a.project_id)))
        .where(*of_place, has_date)
        .correlate(place)
        .scalar_subquery()
    )
    fields = json_rows(
        placeId=place.c.id,
        name=place.c.name,
        wijk=place.c.wijk,
        kind=place.c.kind,
        projectIds=func.coalesce(projects, literal_column("'{}'::uuid[]")),
    )
    return _page(select(*fields).select_from(place).where(*about_place(given)), page, page_size)


def about_place(given: Given) -> list[ColumnElement[bool]]:
    p = place.c
    known: dict[str, ColumnElement[bool]] = {
        "wijk": p.wijk == bindparam("wijk"),
        "kind": p.kind == bindparam("kind"),
        "q": func.strpos(p.sort_name, bindparam("q", type_=Text)) > literal_column("0"),
        "accessible": p.accessibility.contains(bindparam("accessible", type_=JSONB)),
        "radius": metres_away(p) <= bindparam("radius"),
    }
    return [condition for name, condition in known.items() if name in given]


def _page(rows: Select[Any], page: int, page_size: int, first: tuple[ColumnElement[Any], ...] = ()) -> HotRead:
    one = rows.order_by(*first, place.c.sort_name, place.c.id).limit(number(page_size))
    return compiled(as_json(one.offset(number((page - 1) * page_size)) if page > 1 else one))
