"""Schedules with all that people changed about them, for many activities at a time."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, ColumnElement, Row, Select, Uuid, any_, literal, or_, select
from sqlalchemy.orm import Session

from services.contracts.participation import ScheduleInput
from services.participation.activities.rules import rule_of
from services.participation.activities.schedule_rules import Refused, Rule, read_rule
from services.participation.schedules.date_rules import Cancelled, Closed, Moved, Schedule
from services.participation.tables import activity, place_closure, schedule_exception, wijk

Exceptions = Mapping[uuid.UUID, Sequence[Row[Any]]]


@dataclass(frozen=True)
class Loaded:
    """An activity's row, its schedule, and the rows of what was changed about it."""

    row: Row[Any]
    schedule: Schedule
    exceptions: Sequence[Row[Any]]
    closures: Sequence[Row[Any]]


def with_region(*columns: ColumnElement[Any]) -> Select[Any]:
    """Activities (all of each row, or these columns) with what their dates follow from."""
    return select(*(columns or activity.c), wijk.c.school_region).join(wijk, wijk.c.id == activity.c.wijk)


def loaded(session: Session, rows: Sequence[Row[Any]], since: date) -> list[Loaded]:
    """Rows of `with_region`, with the exceptions and closures that matter for the days from `since`."""
    exceptions = exceptions_of(session, [row.id for row in rows], since)
    closures = closures_of(session, {row.place_id for row in rows}, since)
    return [_loaded(row, exceptions.get(row.id, ()), closures.get(row.place_id, ())) for row in rows]


def one_loaded(session: Session, activity_id: uuid.UUID, since: date) -> Loaded:
    return loaded(session, session.execute(with_region().where(activity.c.id == activity_id)).all(), since)[0]


def exceptions_of(session: Session, activities: Sequence[uuid.UUID], since: date) -> Exceptions:
    each = schedule_exception.c
    matters = or_(each.last_day >= since, each.local_start >= since, each.moved_end >= since)
    chosen = select(schedule_exception).where(each.activity_id == one_of(activities), each.undone_at.is_(None), matters)
    return _grouped(session.execute(chosen.order_by(each.local_start, each.first_day, each.id)), "activity_id")


def closures_of(session: Session, places: Iterable[uuid.UUID], since: date) -> Exceptions:
    each = place_closure.c
    chosen = select(place_closure).where(
        each.place_id == one_of(places), each.undone_at.is_(None), each.last_day >= since
    )
    return _grouped(session.execute(chosen.order_by(each.first_day, each.id)), "place_id")


def one_of(ids: Iterable[uuid.UUID]) -> ColumnElement[bool]:
    """Any number of them is one parameter: the statement stays the same, and is planned once."""
    return any_(literal(list(ids), ARRAY(Uuid)))


def _grouped(rows: Iterable[Row[Any]], key: str) -> Exceptions:
    found: dict[uuid.UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _loaded(row: Row[Any], exceptions: Sequence[Row[Any]], closures: Sequence[Row[Any]]) -> Loaded:
    zone = ZoneInfo(row.time_zone)
    rule = read_rule(row.rrule, row.starts, zone) if row.rrule else None
    assert not isinstance(rule, Refused), row.rrule
    schedule = Schedule(
        activity=row.id,
        rule=rule,
        start=row.starts,
        end=row.ends,
        zone=zone,
        dates=tuple(row.dates),
        not_in=frozenset(row.not_in),
        region=row.school_region,
        by_hand={each.local_start: _by_hand(each) for each in exceptions if each.kind != "closed"},
        closed=(*(_closed(each) for each in exceptions if each.kind == "closed"), *map(_closed, closures)),
    )
    return Loaded(row, schedule, exceptions, closures)


def _by_hand(row: Row[Any]) -> Cancelled | Moved:
    if row.kind == "cancelled":
        return Cancelled(row.reason)
    return Moved(row.moved_start, row.moved_end, row.reason)


def _closed(row: Row[Any]) -> Closed:
    return Closed(row.first_day, row.last_day, row.reason)


def unsaved(given: ScheduleInput, region: str | None, closures: Sequence[Row[Any]] = ()) -> Schedule:
    """The schedule of an activity that is not there yet; its rule has been checked."""
    rule: Rule | Refused | None = rule_of(given)
    assert not isinstance(rule, Refused)
    return Schedule(
        activity=uuid.UUID(int=0),
        rule=rule,
        start=given.start,
        end=given.end,
        zone=ZoneInfo(given.time_zone),
        dates=tuple(sorted(set(given.dates))),
        not_in=frozenset(given.not_in),
        region=region,
        closed=tuple(map(_closed, closures)),
    )
