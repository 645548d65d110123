"""How much room a date has."""

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, FromClause, Uuid, case, exists, func, literal_column, null, select

from services.kit.hot import number
from services.participation import tables
from services.participation.activities.conditions import activity, occurrence

seats = tables.seats.alias("s")
IN_SERIES = activity.c.joining == literal_column("'series'")


def of_its_seats(count: ColumnElement[int]) -> ColumnElement[int]:
    """A count of a date, or of its whole series when one joins that; null while nobody joined."""
    s = seats.c
    of_series = select(count).where(s.activity_id == activity.c.id, s.occurrence_id.is_(None))
    of_date = select(count).where(s.occurrence_id == occurrence.c.id)
    series, date = (found.correlate(activity, occurrence).scalar_subquery() for found in (of_series, of_date))
    return case((IN_SERIES, series), else_=date)


def places_left() -> ColumnElement[int | None]:
    """Null when there is room for all; of what a coordinator said is full, none."""
    s = seats.c
    free = case((s.capacity.is_not(None), func.greatest(s.capacity - s.enrolled - s.offered, number(0))))
    return func.coalesce(of_its_seats(free), activity.c.capacity)


def said_full(dates: FromClause) -> ColumnElement[bool]:
    """A coordinator said so of this date, or of its whole series. An index holds only what is full."""
    s = seats.c
    of_it = s.occurrence_id.is_not_distinct_from(case((IN_SERIES, null().cast(Uuid)), else_=dates.c.id))
    return exists().where(s.activity_id == activity.c.id, s.said_full, of_it).correlate(activity, dates)


def walk_ins_full(of: FromClause) -> ColumnElement[Any]:
    """The ids of the dates of an activity that a coordinator said are full, where one walks in; null when none is."""
    s = seats.c
    walk_in = of.c.joining == literal_column("'walk-in'")
    found = select(func.array_agg(s.occurrence_id, type_=ARRAY(Uuid)))
    return found.where(s.activity_id == of.c.id, s.said_full, walk_in).correlate(of).scalar_subquery()
