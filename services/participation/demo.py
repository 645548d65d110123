"""Loads the sample data of `demo/`: adds what is missing, keeps what people changed."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Text, exists, insert, select
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput, PlaceInput
from services.participation.activities import rules as activity_rules
from services.participation.activities.filters import ZONE
from services.participation.activities.jobs import roll_forward
from services.participation.activities.saving import add_activities, change_activity, known_words
from services.participation.activities.saving import values_of as activity_values
from services.participation.demo_files import (
    ACTIVITY_COLUMNS,
    COLUMN_OF,
    PLACE_COLUMNS,
    DemoError,
    DemoProblem,
    activity_input,
    checked,
    demo_id,
    place_input,
    read_rows,
)
from services.participation.places import rules as place_rules
from services.participation.places.saving import known_words as known_place_words
from services.participation.places.saving import values_of as place_values
from services.participation.search.rebuilding import recount
from services.participation.tables import activity, metadata, place

PLACES, ACTIVITIES = "places.csv", "activities.csv"
Lines = dict[uuid.UUID, int]


@dataclass(frozen=True)
class DemoLoaded:
    """How many rows were added, and how many activities whose dates were all over got new ones."""

    places: int
    activities: int
    renewed: int


@dataclass(frozen=True)
class Sample:
    """Both files, read."""

    places: dict[uuid.UUID, tuple[int, PlaceInput]]
    activities: dict[uuid.UUID, tuple[int, ActivityInput]]


def load_demo(session: Session, folder: Path, today: date) -> DemoLoaded:
    """Needs the deal's words; dates count from `today`. Raises DemoError with every problem, having written nothing."""
    problems: list[DemoProblem] = []
    sample = read_sample(folder, today, problems)
    problems += wrong_words(session, sample, today)
    if problems:
        raise DemoError(problems)
    places = add_places(session, sample)
    loaded = DemoLoaded(places, *add_new(session, sample, today))
    recount(session)
    return loaded


def read_sample(folder: Path, today: date, problems: list[DemoProblem]) -> Sample:
    places: dict[uuid.UUID, tuple[int, PlaceInput]] = {}
    for line, row in read_rows(folder / PLACES, PLACE_COLUMNS, problems):
        if found := checked(PLACES, line, lambda row=row: place_input(row), problems):  # type: ignore[misc]
            places[demo_id("place", row["key"])] = (line, found)
    activities: dict[uuid.UUID, tuple[int, ActivityInput]] = {}
    for line, row in read_rows(folder / ACTIVITIES, ACTIVITY_COLUMNS, problems):
        if found := checked(ACTIVITIES, line, lambda row=row: activity_input(row, today), problems):  # type: ignore[misc]
            activities[demo_id("activity", row["key"])] = (line, found)
    return Sample(places, activities)


def wrong_words(session: Session, sample: Sample, today: date) -> list[DemoProblem]:
    """What only the rules and the deal's words can tell."""
    known_here = known_place_words(session)
    found = [
        _problem(PLACES, line, error)
        for line, body in sample.places.values()
        for error in place_rules.wrong_fields(body.model_dump(by_alias=True), known_here)
    ]
    wijken = {place_id: body.wijk for place_id, (_, body) in sample.places.items()}
    nowhere = known_words(session, uuid.UUID(int=0))
    for line, body in sample.activities.values():
        known = replace(nowhere, wijk_of_place=wijken.get(body.place_id))
        wrong = activity_rules.wrong_fields(body.model_dump(by_alias=True), known, today)
        found += [_problem(ACTIVITIES, line, error) for error in wrong]
    return found


def _problem(file: str, line: int, error: dict[str, dict[str, str]]) -> DemoProblem:
    name = error["location"]["name"]
    return DemoProblem(file, line, COLUMN_OF.get(name, name), str(error["detail"]))


def add_places(session: Session, sample: Sample) -> int:
    known = known_place_words(session)
    there = set(session.scalars(select(place.c.id).where(place.c.id.in_(list(sample.places)))))
    rows = [{"id": id_, **place_values(body, known)} for id_, (_, body) in sample.places.items() if id_ not in there]
    if rows:
        session.execute(insert(place), rows)
    return len(rows)


def add_new(session: Session, sample: Sample, today: date) -> tuple[int, int]:
    """(added, renewed)."""
    there = set(session.scalars(select(activity.c.id).where(activity.c.id.in_(list(sample.activities)))))
    over = over_and_untouched(session, there)
    wijk_of = {row.id: row.wijk for row in session.execute(select(place.c.id, place.c.wijk))}
    values = {id_: activity_values(body, wijk_of[body.place_id]) for id_, (_, body) in sample.activities.items()}
    new = [{**found, "id": id_} for id_, found in values.items() if id_ not in there]
    if new:
        add_activities(session, new, today)
    for id_ in over:
        change_activity(session, id_, values[id_], today)
    while roll_forward(session, today):
        pass
    return len(new), len(over)


def over_and_untouched(session: Session, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Sample activities with no date to come that nobody has worked on: the audit tells who did."""
    log = metadata.tables["participation.audit"]
    touched = exists().where(log.c.object_id == activity.c.id.cast(Text))
    never_came = activity.c.last_end.is_(None) & (activity.c.starts < datetime.now(ZONE).replace(tzinfo=None))
    over = (activity.c.last_end < datetime.now(UTC)) | never_came
    rows = select(activity.c.id).where(activity.c.id.in_(ids), activity.c.status != "ended", over, ~touched)
    return set(session.scalars(rows))
