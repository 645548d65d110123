"""Who may do what with an activity, and what must be right in it."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from services.contracts.participation import ScheduleInput
from services.contracts.shapes import Input
from services.kit.who import Who
from services.kit.wrong_fields import wrong
from services.participation.activities.content_rules import wrong_content, wrong_next_steps
from services.participation.activities.schedule_rules import LONGEST, Refused, Rule, read_rule

Part = TypeVar("Part", bound=Input)
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
    maex_hosts: Collection[str] = frozenset()
    """Hosts that a link to MAEX may have."""
    next_steps: Collection[tuple[str, str]] = frozenset()
    """Kind and id of the activities and help offers it leads to that there are."""


def may_change(who: Who, place_id: uuid.UUID, wijk: str) -> bool:
    """A coordinator works for some places, an editor for some wijken, an admin for all."""
    if "admin" in who.roles:
        return True
    if "editor" in who.roles and wijk in who.wijken:
        return True
    return "coordinator" in who.roles and place_id in who.places


def wrong_fields(
    body: Mapping[str, Any], known: KnownWords, today: date, itself: uuid.UUID | None = None
) -> list[dict[str, Any]]:
    """Everything that the shape alone can't see, in an activity as JSON; parts of a wrong shape are passed over."""
    found = wrong_words(body, known)
    if schedule := part(ScheduleInput, body.get("schedule")):
        found += wrong_schedule(schedule, today)
    if known.wijk_of_place is None and place_in(body):
        found.append(wrong("placeId", "unknown", "There is no place with this id."))
    found += wrong_content(body, known.languages, known.maex_hosts)
    found += wrong_next_steps(body.get("nextSteps"), itself, known.next_steps)
    return found


def part(shape: type[Part], given: Any) -> Part | None:
    """A part of the body, when its shape is right."""
    try:
        return shape.model_validate(given)
    except ValidationError:
        return None


def place_in(body: Mapping[str, Any]) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(body.get("placeId")))
    except ValueError:
        return None


def wrong_words(body: Mapping[str, Any], known: KnownWords) -> list[dict[str, Any]]:
    allowed: dict[str, Collection[str]] = {
        "category": known.categories,
        "step": known.steps,
        "languages": known.languages,
        "forWhom": known.audiences,
    }
    return [
        wrong(name, "unknown", f"“{word}” is not one of the words we use here.")
        for name, words in allowed.items()
        for word in words_in(body.get(name))
        if word not in words
    ]


def words_in(given: Any) -> list[str]:
    """A word, or those of a list; what is not a word is left to the shape."""
    return [word.strip() for word in (given if isinstance(given, list) else [given]) if isinstance(word, str)]


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
    return found + wrong_dates(schedule, today)


def wrong_dates(schedule: ScheduleInput, today: date) -> list[dict[str, Any]]:
    """Of the dates that are named besides the rule."""
    found = []
    if any(each.second or each.microsecond for each in schedule.dates):
        found.append(wrong("schedule.dates", "whole-minutes", "Start at a whole minute."))
    if any(each <= schedule.start for each in schedule.dates):
        found.append(wrong("schedule.dates", "order", "The other dates come after the first (start)."))
    if any(each.date() > today + timedelta(days=366 * YEARS_AHEAD) for each in schedule.dates):
        found.append(wrong("schedule.dates", "too-far", f"A date is at most {YEARS_AHEAD} years ahead."))
    return found


def rule_of(schedule: ScheduleInput) -> Rule | Refused | None:
    if schedule.rrule is None:
        return None
    return read_rule(schedule.rrule, schedule.start, ZoneInfo(schedule.time_zone))
