"""`/v1/activities/{id}/dates`: the dates of one activity as far ahead as one asks."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation import NextDate
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.etags import body_etag, json_answer
from services.participation.activities.filters import start_of
from services.participation.clock import today
from services.participation.schedules.date_rules import ONE_DAY, Moment, dates_of
from services.participation.schedules.exceptions import seen
from services.participation.schedules.loading import Loaded
from services.participation.schedules.period_filters import Period
from services.participation.tables import occurrence, seats

router = APIRouter(tags=["schedules"])
YEAR = timedelta(days=366)


@router.get("/v1/activities/{activity_id}/dates", response_model=Page[NextDate])
@anyone
def dates(request: Request, activity_id: uuid.UUID, asked: Annotated[Period, Query()]) -> Response:
    """Dates that begin on these days (a year at most, from today unless asked otherwise), soonest first.

    What has begun is as it was; what is to come is worked out from the schedule, and the same as in the lists for the
    weeks that these have.
    """
    first, last = asked.days(today(), YEAR, YEAR)
    now = datetime.now(UTC)
    with request.app.state.database.writing() as session:
        each = seen(request, session, activity_id)
        found = [*begun(session, activity_id, first, last, now), *to_come(each, first, last, now)]
        full = full_dates(session, activity_id)
    items = [next_date(moment, each.schedule.zone, full) for moment in found]
    page = Page[NextDate](items=items, total=len(items), next=None)
    body = page.model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def begun(session: Session, activity_id: uuid.UUID, first: date, last: date, now: datetime) -> Sequence[Moment]:
    o = occurrence.c
    columns = (o.id, o.activity_id, o.local_start, o.starts_at, o.ends_at, o.status, o.reason)
    there = (o.starts_at >= start_of(first), o.starts_at < start_of(last + ONE_DAY), o.starts_at <= now)
    of_it = (o.activity_id == activity_id, o.status != "withdrawn")
    return [Moment(*row) for row in session.execute(select(*columns).where(*of_it, *there).order_by(o.starts_at, o.id))]


def to_come(each: Loaded, first: date, last: date, now: datetime) -> Iterable[Moment]:
    if each.row.status == "ended":
        return []
    low, high = start_of(first), start_of(last + ONE_DAY)
    moments = dates_of(each.schedule, (first, last + ONE_DAY))
    return [moment for moment in moments if moment.starts_at > now and low <= moment.starts_at < high]


def full_dates(session: Session, activity_id: uuid.UUID) -> Collection[uuid.UUID | None]:
    """Of which a coordinator said so; None stands for all dates of a series."""
    return set(
        session.scalars(select(seats.c.occurrence_id).where(seats.c.activity_id == activity_id, seats.c.said_full))
    )


def next_date(moment: Moment, zone: ZoneInfo, full: Collection[uuid.UUID | None]) -> NextDate:
    planned = moment.local_start.replace(tzinfo=zone).astimezone(UTC)
    return NextDate.model_validate(
        {
            "id": moment.id,
            "start": moment.starts_at,
            "end": moment.ends_at,
            "status": moment.status,
            "reason": moment.reason,
            "moved_from": planned if moment.status == "moved" else None,
            "full": moment.id in full or None in full,
        }
    )
