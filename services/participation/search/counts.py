"""`/v1/activity-counts`: how many activities each value of a filter would give, the other filters kept."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import ColumnElement, Select, Text, case, cast, extract, func, literal_column, select, union_all

from services.contracts.participation import ActivityCounts
from services.kit.access import anyone
from services.kit.etags import JSON, matches
from services.kit.hot import DIALECT, HotRead, KeptMinuteRoute, kept_headers, list_etag, this_minute
from services.participation.activities.conditions import (
    HERE,
    Given,
    about_activity,
    about_date,
    activity,
    goes_ahead,
    has_date,
    occurrence,
)
from services.participation.activities.filters import HOURS, OccurrenceFilters
from services.participation.search.answering import attempts, said_in_words
from services.participation.search.asking import understand

router = APIRouter(tags=["activities"], route_class=KeptMinuteRoute)
Counts = dict[str, dict[str, int]]
LOCAL = func.timezone(HERE, occurrence.c.starts_at)
OF_ACTIVITY: dict[str, ColumnElement[Any]] = {
    "wijk": activity.c.wijk,
    "category": activity.c.category,
    "step": activity.c.step,
    "language": func.unnest(activity.c.languages),
    "dutch_level": activity.c.dutch_level,
    "free": activity.c.free,
}
OF_DATE: dict[str, ColumnElement[Any]] = {
    "weekday": extract("isodow", LOCAL),
    "part_of_day": case(
        *((extract("hour", LOCAL) < until, literal_column(f"'{part}'")) for part, (_, until) in HOURS.items())
    ),
}
SAID_IN_WORDS = {"weekday": "weekdays", "part_of_day": "hours"}
NAMES = {"dutch_level": "dutchLevel", "part_of_day": "partOfDay"}


@router.get("/v1/activity-counts", response_model=ActivityCounts)
@anyone
def activity_counts(request: Request, asked: Annotated[OccurrenceFilters, Query()]) -> Response:
    """Per wijk, category, step, language, level of Dutch ("at most"), free, weekday and part of the day."""
    state, now = request.app.state, this_minute()
    with state.database.reading() as connection:
        etag = list_etag(request, state.version.now(connection), now)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        found = counted(connection, asked, asked.values(now))
    return Response(orjson.dumps(found), 200, kept_headers(etag), JSON)


def counted(connection: Connection[TupleRow], asked: OccurrenceFilters, values: dict[str, Any]) -> dict[str, Any]:
    """One statement; with words a few more."""
    if asked.q is None:
        return shaped(counts(asked.given).all(connection, values))
    meant = understand(connection, asked.q)
    when = said_in_words(meant.moment, asked.given)
    found = shaped([])
    for attempt in attempts(meant.sought, asked.given, frozenset(when)):
        if attempt.reason:
            break
        found = shaped(counts(attempt.given).all(connection, {**values, **when, "q": attempt.query}))
        if found["total"]:
            break
    return found


@lru_cache(maxsize=128)
def counts(given: Given) -> HotRead:
    """Rows of filter, value and count, as one statement; the row of `total` has no value."""
    nothing: ColumnElement[Any] = literal_column("NULL::text")
    total: Select[Any] = select(literal_column("'total'"), nothing, func.count()).select_from(activity)
    parts = [total.where(*about_activity(given), has_date(given))]
    for name, value in OF_ACTIVITY.items():
        others = given - {name}
        fitting = select(value.label("value")).where(*about_activity(others), has_date(others)).subquery()
        parts.append(_counted(name, select(fitting.c.value, func.count()).group_by(fitting.c.value)))
    for name, value in OF_DATE.items():
        others = given - {name, SAID_IN_WORDS[name]}
        on = (*about_activity(others), *about_date(others), goes_ahead())
        dates = occurrence.join(activity, activity.c.id == occurrence.c.activity_id)
        fitting = select(value.label("value"), activity.c.id).select_from(dates).where(*on).distinct().subquery()
        parts.append(_counted(name, select(fitting.c.value, func.count()).group_by(fitting.c.value)))
    made = union_all(*parts).compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    constants = {name: value for name, value in made.params.items() if value is not None}
    return HotRead(str(made).encode(), constants)


def _counted(name: str, rows: Select[Any]) -> Select[Any]:
    each = rows.subquery()
    value, count = each.c
    return select(literal_column(f"'{name}'"), cast(value, Text), count)


def shaped(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    found: Counts = {NAMES.get(str(name), str(name)): {} for name in (*OF_ACTIVITY, *OF_DATE)}
    total = 0
    for name, value, count in rows:
        if value is None:
            total = count
        else:
            found[NAMES.get(name, name)][str(value)] = count
    levels = [str(level) for level in range(5)]
    at_most = accumulate(found["dutchLevel"].get(level, 0) for level in levels)
    return {"total": total, **found, "dutchLevel": dict(zip(levels, at_most, strict=True))}
