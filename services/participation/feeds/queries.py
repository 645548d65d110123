"""Activities for a feed: a batch at a time in the order of their ids, so that a change on the way skips nothing."""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Uuid, bindparam, func, select

from services.kit.database import Database
from services.participation.activities.conditions import Given, about_activity
from services.participation.activities.conditions import activity as a
from services.participation.activities.rooms import walk_ins_full
from services.participation.schedules.date_rules import Days
from services.participation.schedules.loading import Loaded, loaded, with_region
from services.participation.tables import activity, category, harvest, place

BATCH = 500
FIRST = uuid.UUID(int=0)
NEWEST = 50
Values = dict[str, Any]


SCHEDULE = ("rrule", "starts", "ends", "time_zone", "dates", "not_in")
TOLD = ("id", "place_id", "title", "summary", "description", "updated_at", *SCHEDULE)
OF_PLACE = ("name", "street_address", "postcode", "city", "lat", "lon", "phone")


def with_place() -> Select[Any]:
    p = place.c
    more = [p[name].label(f"place_{name}") for name in OF_PLACE]
    of_place, of_category = p.id == activity.c.place_id, category.c.id == activity.c.category
    joined = with_region(*(activity.c[name] for name in TOLD)).join(place, of_place).join(category, of_category)
    changed = (p.updated_at.label("place_updated_at"), last_mark().label("mark"))
    return joined.add_columns(*more, *changed, walk_ins_full(activity).label("full"), category.c.labels)


def last_mark() -> ColumnElement[int]:
    """Of the last change of the activity, whatever of it: its own, an exception, its place (ADR 0017)."""
    of_activity = select(func.max(harvest.c.modified)).where(harvest.c.activity_id == activity.c.id)
    return func.coalesce(of_activity.scalar_subquery(), 0)


def batches(database: Database, given: Given, values: Values, days: Days) -> Iterator[list[Loaded]]:
    """Published activities that have a date among these days or to come. Holds no connection between batches."""
    later = a.c.id > bindparam("after", type_=Uuid)
    chosen = select(a.c.id).where(*about_activity(given), a.c.last_end >= days[0], later)
    wanted = chosen.order_by(a.c.id).limit(BATCH).scalar_subquery()
    a_batch, after = with_place().where(activity.c.id.in_(wanted)).order_by(activity.c.id), FIRST
    while True:
        with database.writing() as session:
            rows = session.execute(a_batch, values | {"after": after}).all()
            batch = loaded(session, rows, days[0]) if rows else []
        if batch:
            yield batch
        if len(batch) < BATCH:
            return
        after = batch[-1].row.id


def last_changed(given: Given) -> Select[Any]:
    """The activities that were published or changed last, newest first."""
    of_place, p = place.c.id == a.c.place_id, place.c
    fields = (a.c.id, a.c.title, a.c.summary, a.c.updated_at, p.name, p.street_address, p.city, category.c.labels)
    joined = a.join(place, of_place).join(category, category.c.id == a.c.category)
    rows = select(*fields).select_from(joined).where(*about_activity(given))
    return rows.order_by(a.c.updated_at.desc(), a.c.id.desc()).limit(NEWEST)


def dutch(row: Row[Any]) -> str:
    """The name of its category; feeds are in Dutch, as what people write is."""
    return str(row.labels["nl"])
