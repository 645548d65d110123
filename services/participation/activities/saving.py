"""Writing an activity and its dates, in the caller's transaction."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput
from services.contracts.participation.activities import STAYING
from services.kit.sorting import sorting_key
from services.participation.activities.content import content_values, there_to_go_on_to
from services.participation.activities.rules import KnownWords, rule_of
from services.participation.activities.schedule_rules import Refused, rule_text
from services.participation.activities.translation_rules import TEXTS, Told, followed
from services.participation.enrolments.changes import capacity_changed
from services.participation.listings.rules import check_by
from services.participation.schedules.carrying import carry_exceptions
from services.participation.schedules.loading import one_loaded
from services.participation.schedules.writing import write_dates
from services.participation.tables import activity, audience, category, language, link_host, place, step

Values = dict[str, Any]


def known_words(session: Session, place_id: uuid.UUID | None, next_steps: Any = None) -> KnownWords:
    """The place is locked against being moved to another wijk meanwhile. `next_steps` as they were sent."""
    wijk = session.scalar(select(place.c.wijk).where(place.c.id == place_id).with_for_update(key_share=True, read=True))
    categories, steps, languages, audiences = (
        frozenset(session.scalars(select(table.c.id).where(table.c.in_deal)))
        for table in (category, step, language, audience)
    )
    hosts = frozenset(session.scalars(select(link_host.c.host).where(link_host.c.service == "maex")))
    there = there_to_go_on_to(session, next_steps)
    return KnownWords(categories, steps, languages, audiences, wijk, hosts, there)


def values_of(body: ActivityInput, wijk: str) -> Values:
    """The columns that a coordinator decides."""
    rule = rule_of(body.schedule)
    assert not isinstance(rule, Refused)
    return {
        **body.model_dump(exclude={"cost", "schedule", "copied_from"} | STAYING),
        "wijk": wijk,
        "sort_title": sorting_key(body.title),
        "languages": list(dict.fromkeys(body.languages)),
        "for_whom": list(dict.fromkeys(body.for_whom)),
        **content_values(body),
        "rrule": rule_text(rule, ZoneInfo(body.schedule.time_zone)),
        "starts": body.schedule.start,
        "ends": body.schedule.end,
        "time_zone": body.schedule.time_zone,
        "dates": sorted(set(body.schedule.dates)),
        "not_in": sorted(set(body.schedule.not_in)),
    }


def add_activities(session: Session, rows: Sequence[Values], today: date) -> None:
    """Adds activities (columns with their `id`) with their dates."""
    lapses = check_by("activity", today)
    added = [{**row, "confirmed_on": today, "check_by": lapses, "dates_until": today} for row in rows]
    session.execute(insert(activity), added)
    write_dates(session, [row["id"] for row in rows], datetime.now(UTC), today)


def change_activity(
    session: Session, activity_id: uuid.UUID, values: Values, today: date, told: Told | None = None
) -> Values:
    """With its dates: those of the same day at another time keep their people and exceptions. What was written.

    `told` is what its translations were kept with, where that is not the activity as it was.
    """
    before = one_loaded(session, activity_id, today)
    values = with_translations(values, before.row, told)
    confirmed = {"confirmed_on": today, "check_by": check_by("activity", today), "call_first": False}
    changed = {**values, **confirmed, "paused_because": None, "version": activity.c.version + 1}
    changed["updated_at"] = func.now()
    session.execute(update(activity).where(activity.c.id == activity_id).values(changed))
    carry_exceptions(session, before, one_loaded(session, activity_id, today))
    write_dates(session, [activity_id], datetime.now(UTC), today)
    capacity_changed(session, activity_id)
    return values


def with_translations(values: Values, row: Row[Any], told: Told | None = None) -> Values:
    """Those that are sent, or else stay, are told apart by the Dutch text they were made of."""
    now = {name: values.get(name, getattr(row, name)) for name in (*TEXTS, "translations")}
    return values | {"translations": followed(now, told or row._mapping)}


def end_activity(session: Session, activity_id: uuid.UUID, today: date) -> None:
    """Withdrawn: what was stays known, what was to come is gone."""
    ended = {"status": "ended", "paused_because": None, "version": activity.c.version + 1, "updated_at": func.now()}
    session.execute(update(activity).where(activity.c.id == activity_id).values(ended))
    write_dates(session, [activity_id], datetime.now(UTC), today)
