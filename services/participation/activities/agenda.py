"""`/v1/agenda`: the first dates of each of some days, for who shows a day or a week."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, Field
from sqlalchemy import ARRAY, Date, DateTime, Text, bindparam, cast, func, literal_column, select
from sqlalchemy.sql.selectable import NamedFromClause

from services.contracts.participation.agenda import AgendaDay
from services.contracts.shapes import Input, Page
from services.kit.access import anyone
from services.kit.hot import (
    HotPage,
    HotRead,
    KeptMinuteRoute,
    compiled,
    json_rows,
    languages_asked,
    number,
    this_minute,
)
from services.participation.activities.conditions import (
    Given,
    about_activity,
    activity,
    goes_ahead,
    in_its_wijk,
    not_over,
    occurrence,
    soonest_first,
)
from services.participation.activities.content import translated
from services.participation.activities.filters import Slug, start_of
from services.participation.activities.queries import place
from services.participation.activities.rooms import said_full
from services.participation.clock import today

router = APIRouter(tags=["occurrences"], route_class=KeptMinuteRoute)
MOST_DAYS = 14


class AgendaFilters(Input):
    """`from` is a day, today when it is not given."""

    model_config = ConfigDict(str_strip_whitespace=True)

    wijk: str | None = Slug
    from_: date | None = Field(None, alias="from", ge=date(1900, 1, 1), le=date(2999, 12, 31))
    days: int = Field(7, ge=1, le=MOST_DAYS)
    per_day: int = Field(4, ge=1, le=20)

    def values(self, now: datetime) -> dict[str, Any]:
        first = self.from_ or today()
        days = [first + timedelta(days=each) for each in range(self.days + 1)]
        starts = [start_of(each) for each in days]
        bounds = {"days": days[:-1], "starts": starts[:-1], "stops": starts[1:]}
        return bounds | {"wijk": self.wijk, "now": now, "longest_ago": now - timedelta(hours=25)}


@router.get("/v1/agenda", response_model=Page[AgendaDay])
@anyone
def agenda(request: Request, asked: Annotated[AgendaFilters, Query()]) -> Response:
    """Per day the first dates that go ahead and are not over yet, soonest first."""
    now = this_minute()
    page = HotPage(
        items=agenda_page(frozenset({"wijk"} if asked.wijk else ()), asked.per_day),
        count=how_many(asked.days),
        values=asked.values(now) | languages_asked(request),
        page=1,
        page_size=asked.days,
        now=now,
    )
    return page.answer(request)


@lru_cache(maxsize=64)
def agenda_page(given: Given, per_day: int) -> HotRead:
    """Each day looks up its own first dates in the index, however many there are on the days before."""
    day = the_days()
    dates = first_dates(day, given, per_day).subquery("c")
    listed = select(func.coalesce(func.json_agg(literal_column("c")), literal_column("'[]'::json"))).select_from(dates)
    item = func.json_build_object(
        literal_column("'date'"), day.c.day, literal_column("'dates'"), listed.scalar_subquery()
    )
    return compiled(select(cast(item, Text)).select_from(day).order_by(day.c.day))


def the_days() -> NamedFromClause:
    bounds = (
        cast(bindparam("days"), ARRAY(Date)),
        *(cast(bindparam(name), ARRAY(DateTime(timezone=True))) for name in ("starts", "stops")),
    )
    return func.unnest(*bounds).table_valued("day", "starts", "stops", name="d").render_derived()


def first_dates(day: NamedFromClause, given: Given, per_day: int) -> Any:
    o, a = occurrence.c, activity.c
    fields = json_rows(
        id=o.id,
        activityId=o.activity_id,
        title=translated("title"),
        wijk=a.wijk,
        placeName=place.c.name,
        phone=place.c.phone,
        start=o.starts_at,
        end=o.ends_at,
        status=o.status,
        joining=a.joining,
        full=said_full(occurrence),
    )
    there = occurrence.join(activity, a.id == o.activity_id).join(place, place.c.id == a.place_id)
    on_the_day = (o.starts_at >= day.c.starts, o.starts_at < day.c.stops, *not_over(), goes_ahead())
    found = select(*fields).select_from(there).where(*about_activity(given), *in_its_wijk(given), *on_the_day)
    return found.order_by(*soonest_first()).limit(number(per_day)).correlate(day)


@lru_cache(maxsize=MOST_DAYS)
def how_many(days: int) -> HotRead:
    return compiled(select(number(days)))
