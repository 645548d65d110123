"""Rows of a file of activities, held against the activities that there are."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select, tuple_
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput
from services.kit.sheet_bodies import body_of
from services.kit.sheet_rows import Column, Given
from services.kit.sorting import sorting_key
from services.kit.who import Who
from services.participation.activities import rules
from services.participation.activities.content import without_unsent
from services.participation.activities.saving import known_words, values_of, with_translations
from services.participation.activities.state_rules import refused_step
from services.participation.activities.translation_rules import without_marks
from services.participation.enrolments.changes import has_people_to_come
from services.participation.importing.named_places import Named, PlacesNamed
from services.participation.importing.planning import (
    Plan,
    Planned,
    as_fields,
    id_of,
    planned,
    say_doubles,
    wrong,
)
from services.participation.importing.reading import Fields, activity_fields, schedule_fields
from services.participation.importing.words import Dictionary
from services.participation.tables import activity

NOWHERE = uuid.UUID(int=0)


def plan_activities(
    session: Session,
    who: Who,
    rows: Sequence[Given],
    columns: Sequence[Column],
    known: Dictionary,
    source: str,
    today: date,
    hold: bool = False,
) -> Plan:
    """An activity is the one with the row's key; without a key the one with its title at its place."""
    places = PlacesNamed(session, source, rows)
    at = [places.of(given) for given in rows]
    there = Activities(session, source, rows, at, hold)
    matched = [there.of(given, where) for given, where in zip(rows, at, strict=True)]
    say_doubles([(given, found) for given, (found, _) in zip(rows, matched, strict=True)], "title")
    next_steps = [each for _, before in matched if before is not None for each in before.next_steps]
    nowhere = known_words(session, NOWHERE, next_steps)
    plans: list[Planned] = []
    for given, where, (activity_id, before) in zip(rows, at, matched, strict=True):
        body = read(
            given, where, before, columns, known, replace(nowhere, wijk_of_place=where.wijk if where else None), today
        )
        if body and where and not allowed(who, where, before):
            given.say("place", "not-allowed", "You do not work for this place.")
        if body is None or where is None or activity_id is None or given.problems:
            plans.append(wrong(given, activity_id, given.cells.get("title", "")))
            continue
        values = values_of(body, where.wijk)
        told = with_translations(without_unsent(body, values), before) if before is not None else values
        each = planned(given, activity_id, body.title, told, before)
        if each.action == "change" and before is not None:
            refused(session, given, body, before)
        plans.append(wrong(given, activity_id, body.title) if given.problems else each)
    return Plan("activities", tuple(plans), tuple(problem for given in rows for problem in given.problems))


def read(
    given: Given,
    where: Named | None,
    before: Row[Any] | None,
    columns: Sequence[Column],
    known: Dictionary,
    words: rules.KnownWords,
    today: date,
) -> ActivityInput | None:
    """The activity, or None after saying everything that is wrong with it."""
    fields = activity_fields(given, known.words)
    kept = with_parts(as_fields(ActivityInput, before), before)
    schedule = schedule_fields(given, today, kept.get("schedule"))
    fields |= {"place_id": where.id if where else NOWHERE, "schedule": schedule}
    if schedule is None or where is None:
        # What could not be read has been said; the rest is checked with a stand-in, so that it is said in one go too.
        fields["schedule"] = schedule or {"rrule": None, "start": f"{today}T10:00", "end": f"{today}T11:00"}
        words = replace(words, wijk_of_place=words.wijk_of_place or "")
    for part in ("cost", "ages"):
        fields[part] = kept.get(part, {}) | fields[part]
    itself = before.id if before is not None else None
    return body_of(
        ActivityInput, given, kept | fields, columns, lambda body: rules.wrong_fields(body, words, today, itself)
    )


def with_parts(fields: Fields, before: Row[Any] | None) -> Fields:
    """Cost, ages and schedule, which the table keeps in columns, and translations as people write them."""
    if before is None:
        return fields
    schedule = {name: getattr(before, name) for name in ("rrule", "time_zone", "dates", "not_in")}
    cost = {"free": before.free, "text": before.cost_text, "ooievaarspas": before.cost_ooievaarspas}
    return fields | {
        "cost": cost | {"pay_what_you_can": before.pay_what_you_can},
        "ages": {"from_": before.age_from, "to": before.age_to},
        "schedule": schedule | {"start": before.starts, "end": before.ends},
        "translations": without_marks(before.translations),
    }


def refused(session: Session, given: Given, body: ActivityInput, before: Row[Any]) -> None:
    """Says what can't change any more."""
    if reason := refused_step(before.status, body.status):
        given.say("status", "not-from-here", reason)
    if body.joining != before.joining and has_people_to_come(session, before.id):
        given.say("joining", "joined", "People joined already, so the way of joining can't change now.")


class Activities:
    """What is there already, found in one query."""

    def __init__(
        self, session: Session, source: str, rows: Sequence[Given], at: Sequence[Named | None], hold: bool
    ) -> None:
        self.source = source
        ids = [self.key_of(given) for given in rows if given.cells.get("key")]
        titles = {_natural(given, where) for given, where in zip(rows, at, strict=True) if where is not None}
        by_title = tuple_(activity.c.place_id, activity.c.sort_title).in_(titles) & (activity.c.status != "ended")
        query = select(activity).where(or_(activity.c.id.in_(ids), by_title)).order_by(activity.c.id)
        self.by_id: dict[uuid.UUID, Row[Any]] = {}
        self.by_title: Mapping[tuple[uuid.UUID, str], list[Row[Any]]] = defaultdict(list)
        for row in session.execute(query.with_for_update() if hold else query):
            self.by_id[row.id] = row
            self.by_title[row.place_id, row.sort_title].append(row)

    def key_of(self, given: Given) -> uuid.UUID:
        return id_of(self.source, "activities", given.cells["key"])

    def of(self, given: Given, where: Named | None) -> tuple[uuid.UUID | None, Row[Any] | None]:
        if given.cells.get("key"):
            return self.key_of(given), self.by_id.get(self.key_of(given))
        if where is None:
            return None, None
        natural = _natural(given, where)
        found = self.by_title[natural]
        if len(found) > 1:
            given.say("title", "several", "Several activities here have this title: change them one by one.")
        if found:
            return found[0].id, found[0]
        return uuid.uuid5(where.id, natural[1]), None


def _natural(given: Given, where: Named) -> tuple[uuid.UUID, str]:
    return where.id, sorting_key(given.cells["title"])


def allowed(who: Who, where: Named, before: Row[Any] | None) -> bool:
    if before is not None and not rules.may_change(who, before.place_id, before.wijk):
        return False
    return rules.may_change(who, where.id, where.wijk)
