"""Writing an activity and its dates, in the caller's transaction."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput
from services.kit.sorting import sorting_key
from services.participation.activities.rules import KnownWords, rule_of
from services.participation.activities.schedule_rules import (
    Moment,
    Refused,
    Weekly,
    days_written,
    moments,
    read_rule,
    rule_text,
)
from services.participation.enrolments.changes import capacity_changed
from services.participation.listings.rules import check_by
from services.participation.tables import activity, audience, category, language, occurrence, place, step

Values = dict[str, Any]


def known_words(session: Session, place_id: uuid.UUID | None) -> KnownWords:
    """The place is locked against being moved to another wijk meanwhile."""
    wijk = session.scalar(select(place.c.wijk).where(place.c.id == place_id).with_for_update(key_share=True, read=True))
    categories, steps, languages, audiences = (
        frozenset(session.scalars(select(table.c.id).where(table.c.in_deal)))
        for table in (category, step, language, audience)
    )
    return KnownWords(categories, steps, languages, audiences, wijk)


def values_of(body: ActivityInput, wijk: str) -> Values:
    """The columns that a coordinator decides."""
    rule = rule_of(body.schedule)
    assert not isinstance(rule, Refused)
    return {
        **body.model_dump(exclude={"cost", "schedule"}),
        "wijk": wijk,
        "sort_title": sorting_key(body.title),
        "languages": list(dict.fromkeys(body.languages)),
        "for_whom": list(dict.fromkeys(body.for_whom)),
        "free": body.cost.free,
        "cost_text": body.cost.text or None,
        "rrule": rule_text(rule, ZoneInfo(body.schedule.time_zone)),
        "starts": body.schedule.start,
        "ends": body.schedule.end,
        "time_zone": body.schedule.time_zone,
    }


def add_activities(session: Session, rows: Sequence[Values], today: date) -> None:
    """Adds activities (columns with their `id`) with their dates."""
    lapses = check_by("activity", today)
    added = [{**row, "confirmed_on": today, "check_by": lapses, "dates_until": today} for row in rows]
    session.execute(insert(activity), added)
    ids = [row["id"] for row in rows]
    days, now = days_written(today), datetime.now(UTC)
    for row in session.execute(select(activity).where(activity.c.id.in_(ids))).all():
        save_moments(session, row.id, coming(row, days, now))
    mark_written(session, ids, days[1])


def change_activity(session: Session, activity_id: uuid.UUID, values: Values, today: date) -> None:
    confirmed = {"confirmed_on": today, "check_by": check_by("activity", today), "call_first": False}
    changed = {**values, **confirmed, "paused_because": None, "version": activity.c.version + 1}
    changed["updated_at"] = func.now()
    session.execute(update(activity).where(activity.c.id == activity_id).values(changed))
    write_dates(session, activity_id, datetime.now(UTC), today)
    capacity_changed(session, activity_id)


def end_activity(session: Session, activity_id: uuid.UUID, today: date) -> None:
    """Withdrawn: what was stays known, what was to come is gone."""
    ended = {"status": "ended", "paused_because": None, "version": activity.c.version + 1, "updated_at": func.now()}
    session.execute(update(activity).where(activity.c.id == activity_id).values(ended))
    write_dates(session, activity_id, datetime.now(UTC), today)


def write_dates(session: Session, activity_id: uuid.UUID, now: datetime, today: date) -> None:
    """Makes the table's dates from `now` on those of the schedule; dates that have begun stay as they were."""
    row = session.execute(select(activity).where(activity.c.id == activity_id)).one()
    days = days_written(today)
    wanted = coming(row, days, now)
    session.execute(
        delete(occurrence).where(
            occurrence.c.activity_id == activity_id,
            occurrence.c.starts_at > now,
            occurrence.c.id.not_in([each.id for each in wanted]),
        )
    )
    save_moments(session, activity_id, wanted)
    mark_written(session, [activity_id], days[1])


def coming(row: Row[Any], days: tuple[date, date], now: datetime) -> list[Moment]:
    """The dates of an activity that are not over; one that is ended has none."""
    return [] if row.status == "ended" else [each for each in moments_of(row, days) if each.ends_at > now]


def moments_of(row: Row[Any], days: tuple[date, date]) -> list[Moment]:
    """The dates that an activity's row gives on these days."""
    zone = ZoneInfo(row.time_zone)
    rule = read_rule(row.rrule, row.starts, zone) if row.rrule else None
    assert rule is None or isinstance(rule, Weekly)
    return moments(row.id, rule, row.starts, row.ends, zone, (days[0] - timedelta(days=1), days[1]))


def save_moments(session: Session, activity_id: uuid.UUID, wanted: Sequence[Moment]) -> None:
    """Adds dates; one that is there with this id gets the times that it has now, unless somebody moved it."""
    if not wanted:
        return
    rows = [
        {
            "id": each.id,
            "activity_id": activity_id,
            "local_start": each.local_start,
            "starts_at": each.starts_at,
            "ends_at": each.ends_at,
        }
        for each in wanted
    ]
    session.execute(SAVE_MOMENT, rows)


def _save_moment() -> Insert:
    given = upsert(occurrence)
    times = {"starts_at": given.excluded.starts_at, "ends_at": given.excluded.ends_at}
    different = (occurrence.c.status == "planned") & (occurrence.c.ends_at != given.excluded.ends_at)
    return given.on_conflict_do_update(index_elements=["id"], set_=times, where=different)


SAVE_MOMENT = _save_moment()


def mark_written(session: Session, activity_ids: Sequence[uuid.UUID], until: date) -> None:
    """Remembers how far dates are written and when the last one ends; no new version: nobody changed the activity."""
    last = select(func.max(occurrence.c.ends_at)).where(occurrence.c.activity_id == activity.c.id).scalar_subquery()
    session.execute(update(activity).where(activity.c.id.in_(activity_ids)).values(dates_until=until, last_end=last))
