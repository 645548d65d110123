"""Loads the sample data of `demo/` as an import: adds what is missing, keeps what people changed."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Text, exists, select
from sqlalchemy.orm import Session

from services.kit.sheet_files import Unreadable
from services.kit.who import Who
from services.participation.activities.filters import ZONE
from services.participation.activities.jobs import roll_forward
from services.participation.activities.saving import change_activity
from services.participation.demo_files import SOURCE, DemoError, DemoProblem, problems_of, read_sample
from services.participation.importing.applying import add
from services.participation.importing.columns import Kind, columns_for
from services.participation.importing.planning import Plan, id_of
from services.participation.importing.previewing import Kept, plan_of, rows_in
from services.participation.importing.words import dictionary
from services.participation.search.rebuilding import recount
from services.participation.tables import activity, metadata, place

FILES: dict[Kind, str] = {"places": "places.csv", "activities": "activities.csv"}
LOADER = Who("the sample data", frozenset({"admin"}), frozenset(), frozenset())


@dataclass(frozen=True)
class DemoLoaded:
    """How many rows were added, and how many activities whose dates were all over got new ones."""

    places: int
    activities: int
    renewed: int


def load_demo(session: Session, folder: Path, today: date) -> DemoLoaded:
    """Needs the deal's words; dates count from `today`. Raises DemoError with every problem: roll back then."""
    problems: list[DemoProblem] = []
    places = add_new(session, planned(session, "places", folder, today, problems), today)
    plan = planned(session, "activities", folder, today, problems)
    if problems:
        raise DemoError(problems)
    renewed = renew(session, plan, today)
    activities = add_new(session, plan, today)
    while roll_forward(session, today):
        pass
    recount(session)
    return DemoLoaded(places, activities, renewed)


def planned(session: Session, kind: Kind, folder: Path, today: date, problems: list[DemoProblem]) -> Plan:
    """What is wrong with the file is added to `problems`."""
    path = folder / FILES[kind]
    try:
        rows, plan = rows_in(kind, columns_for(kind, dictionary(session).aspects), read_sample(path, today))
    except Unreadable as unreadable:
        problems.append(DemoProblem(path.name, 1, "columns", str(unreadable)))
        return Plan(kind, (), ())
    problems += problems_of(path, plan)
    wanted = missing_or_over(session, kind, rows)
    if wanted:
        plan = plan_of(session, LOADER, kind, wanted, SOURCE, today)
        problems += problems_of(path, plan)
    return plan


def missing_or_over(session: Session, kind: Kind, rows: Kept) -> Kept:
    """What people changed or ended is not even looked at."""
    table = place if kind == "places" else activity
    ids = {id_of(SOURCE, kind, row["cells"]["key"]): row for row in rows}
    there = set(session.scalars(select(table.c.id).where(table.c.id.in_(ids))))
    over = over_and_untouched(session, there) if kind == "activities" else set()
    return [row for row in rows if (id_ := id_of(SOURCE, kind, row["cells"]["key"])) not in there or id_ in over]


def add_new(session: Session, plan: Plan, today: date) -> int:
    new = [each for each in plan.rows if each.action == "add"]
    return len(add(session, plan.kind == "places", new, today))


def renew(session: Session, plan: Plan, today: date) -> int:
    over = [each for each in plan.rows if each.action == "change" and each.values]
    for each in over:
        change_activity(session, each.id, each.values or {}, today)
    return len(over)


def over_and_untouched(session: Session, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Sample activities with no date to come that nobody has worked on: the audit tells who did."""
    log = metadata.tables["participation.audit"]
    touched = exists().where(log.c.object_id == activity.c.id.cast(Text))
    never_came = activity.c.last_end.is_(None) & (activity.c.starts < datetime.now(ZONE).replace(tzinfo=None))
    over = (activity.c.last_end < datetime.now(UTC)) | never_came
    rows = select(activity.c.id).where(activity.c.id.in_(ids), activity.c.status != "ended", over, ~touched)
    return set(session.scalars(rows))
