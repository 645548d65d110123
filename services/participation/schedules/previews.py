"""`/v1/schedule-previews`: what a schedule would give, before it is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contracts.participation import PreviewDate, ScheduleInput, SchedulePreview, SchedulePreviewInput
from services.kit.access import Allow, Who
from services.kit.etags import body_etag, json_answer
from services.kit.problems import also_check, bad_request, wrong
from services.participation.activities.filters import ZONE
from services.participation.activities.rules import part, wrong_schedule
from services.participation.activities.schedule_rules import rule_text
from services.participation.clock import today
from services.participation.schedules.closures import shape
from services.participation.schedules.date_rules import Schedule, dates_of, local_time
from services.participation.schedules.holiday_rules import KINDS, days_off, known_until
from services.participation.schedules.holidays import holiday_shape, region_of
from services.participation.schedules.loading import closures_of, unsaved
from services.participation.tables import place

router = APIRouter(tags=["schedules"])
Planner = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
YEARS = 4
QUARTER = timedelta(days=92)


def wrong_beside_the_shape(_: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    schedule = part(ScheduleInput, body.get("schedule"))
    return wrong_schedule(schedule, today()) if schedule else []


@router.post("/v1/schedule-previews", response_model=SchedulePreview)
@also_check(wrong_beside_the_shape)
def preview(request: Request, _: Planner, body: SchedulePreviewInput) -> Response:
    """The next dates of a schedule that is not saved yet, with the holidays that they fall in, those that would be left
    out between them. Nothing is saved."""
    errors = wrong_schedule(body.schedule, today())
    with request.app.state.database.writing() as session:
        wijk = session.scalar(select(place.c.wijk).where(place.c.id == body.place_id))
        if body.place_id and wijk is None:
            errors.append(wrong("placeId", "unknown", "There is no place with this id."))
        if errors:
            raise bad_request(errors)
        found = worked_out(session, body, wijk)
    answer = found.model_dump_json(by_alias=True).encode()
    return json_answer(request, answer, body_etag(answer))


def worked_out(session: Session, body: SchedulePreviewInput, wijk: str | None) -> SchedulePreview:
    region = region_of(session, wijk)
    closures = closures_of(session, [body.place_id], today()).get(body.place_id, ()) if body.place_id else ()
    schedule = unsaved(body.schedule, region, closures)
    ends = [known_until(kind, region) for kind in schedule.not_in]
    return SchedulePreview(
        rrule=rule_text(schedule.rule, schedule.zone),
        dates=list(islice(preview_dates(schedule, closures, today()), body.count)),
        holidays_known_until=min((end for end in ends if end), default=None),
    )


def preview_dates(schedule: Schedule, closures: Sequence[Any], first: date) -> Iterator[PreviewDate]:
    """From now on, a quarter at a time; every date of the rule, left out or not."""
    now = datetime.now(UTC)
    everything = replace(schedule, not_in=frozenset(), closed=())
    for quarter in range(YEARS * 4):
        days = (first + quarter * QUARTER, first + (quarter + 1) * QUARTER)
        there = {each.id for each in dates_of(schedule, days)}
        by_kind = [days_off({kind}, schedule.region, *days) for kind in KINDS]
        for each in dates_of(everything, days):
            day = each.local_start.date()
            if each.ends_at <= now:
                continue
            yield PreviewDate(
                start=local_time(each.starts_at, ZONE),
                end=local_time(each.ends_at, ZONE),
                holidays=[holiday_shape(off[day]) for off in by_kind if day in off],
                closed=next((shape(row) for row in closures if row.first_day <= day <= row.last_day), None),
                left_out=each.id not in there,
            )
