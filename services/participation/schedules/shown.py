"""Exceptions as everybody sees them."""

from datetime import date
from typing import Any

from sqlalchemy import Row

from services.contracts.participation import ExceptionShape
from services.participation.schedules.date_rules import ONE_DAY, Schedule, occurrence_id, possible_starts
from services.participation.schedules.loading import Loaded

Json = dict[str, Any]


def shown_exceptions(each: Loaded, today: date) -> list[Json]:
    """Those that are not over and matter to the schedule as it is, in order of day."""
    own = [exception_shape(row) for row in each.exceptions if matters(row, each.schedule)]
    of_place = [closure_shape(row) for row in each.closures]
    there = [shape for shape in (*own, *of_place) if last_day(shape) >= today]
    return [shape.model_dump(mode="json", by_alias=True) for shape in sorted(there, key=first_day)]


def matters(row: Row[Any], schedule: Schedule) -> bool:
    """A change of a date that the rule no longer gives does nothing (until the rule gives it again)."""
    start = row.local_start
    return start is None or start in possible_starts(schedule, (start.date(), start.date() + ONE_DAY))


def exception_shape(row: Row[Any]) -> ExceptionShape:
    return ExceptionShape(
        id=row.id,
        kind=row.kind,
        date=row.local_start,
        occurrence_id=occurrence_id(row.activity_id, row.local_start) if row.local_start else None,
        start=row.moved_start,
        end=row.moved_end,
        from_=row.first_day,
        to=row.last_day,
        reason=row.reason,
        of_place=False,
    )


def closure_shape(row: Row[Any]) -> ExceptionShape:
    return ExceptionShape(
        id=row.id, kind="closed", from_=row.first_day, to=row.last_day, reason=row.reason, of_place=True
    )


def first_day(shape: ExceptionShape) -> date:
    day = shape.from_ or (shape.date.date() if shape.date else None)
    assert day is not None
    return day


def last_day(shape: ExceptionShape) -> date:
    """Of a moved date the later of both days."""
    if shape.to:
        return shape.to
    return max(moment.date() for moment in (shape.date, shape.start) if moment)
