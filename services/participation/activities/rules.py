"""Who may do what with an activity, and what must be right in it."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.contracts.participation import ActivityInput, ScheduleInput
from services.kit.who import Who
from services.kit.wrong_fields import wrong
from services.participation.activities.schedule_rules import LONGEST, Refused, Weekly, read_rule

YEARS_BACK, YEARS_AHEAD = 10, 3


@dataclass(frozen=True)
class KnownWords:
    """What the deal's lists and the table of places know of what an activity names."""

    categories: Collection[str]
    steps: Collection[str]
    languages: Collection[str]
    audiences: Collection[str]
    wijk_of_place: str | None
    """None when there is no such place."""


def may_change(who: Who, place_id: uuid.UUID, wijk: str) -> bool:
    """A coordinator works for some places, an editor for some wijken, an admin for all."""
    if "admin" in who.roles:
        return True
    if "editor" in who.roles and wijk in who.wijken:
        return True
    return "coordinator" in who.roles and place_id in who.places


def wrong_fields(body: ActivityInput, known: KnownWords, today: date) -> list[dict[str, Any]]:
    """Everything that the shape alone can't see."""
    found = [*wrong_words(body, known), *wrong_schedule(body.schedule, today)]
    if known.wijk_of_place is None:
        found.append(wrong("placeId", "unknown", "There is no place with this id."))
    if not body.cost.free and not body.cost.text:
        found.append(wrong("cost.text", "missing", "Say what it costs."))
    return found


def wrong_words(body: ActivityInput, known: KnownWords) -> list[dict[str, Any]]:
    given: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("category", [body.category], known.categories),
        ("step", [body.step], known.steps),
        ("languages", body.languages, known.languages),
        ("forWhom", body.for_whom, known.audiences),
    ]
    return [
        wrong(name, "unknown", f"“{word}” is not one of the words we use here.")
        for name, words, allowed in given
        for word in words
        if word not in allowed
    ]


def wrong_schedule(schedule: ScheduleInput, today: date) -> list[dict[str, Any]]:
    start, end = schedule.start, schedule.end
    found = []
    if start.second or start.microsecond or end.second or end.microsecond:
        found.append(wrong("schedule.start", "whole-minutes", "Start and end at a whole minute."))
    if end - start > LONGEST:
        found.append(wrong("schedule.end", "too-long", "One date lasts 24 hours at most."))
    if not today - timedelta(days=366 * YEARS_BACK) <= start.date() <= today + timedelta(days=366 * YEARS_AHEAD):
        found.append(wrong("schedule.start", "too-far", f"The first date is at most {YEARS_AHEAD} years ahead."))
    elif schedule.rrule is not None and isinstance(rule := rule_of(schedule), Refused):
        found.append(wrong("schedule.rrule", rule.code, rule.sentence))
    return found


def rule_of(schedule: ScheduleInput) -> Weekly | Refused | None:
    if schedule.rrule is None:
        return None
    return read_rule(schedule.rrule, schedule.start, ZoneInfo(schedule.time_zone))
