"""Sample help offers and next steps: adds what is missing, keeps what people changed."""

from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Text, exists, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation.pathways import HelpOfferInput
from services.kit.problems import Problem
from services.kit.who import Who
from services.participation.demo_files import DemoError, DemoProblem, demo_id
from services.participation.pathways.help_offers import checked
from services.participation.pathways.sample_files import rows_of
from services.participation.tables import activity, help_offer, metadata

OFFERS, STEPS = "help-offers.csv", "next-steps.csv"
OFFER_COLUMNS = "key;kind;title;what;for_whom;organisation;wijken;place;languages;phone;email;url;reach"
STEP_COLUMNS = "activity;kind;to;why"
LOADER = Who("the sample data", frozenset({"admin"}))


def load_demo(session: Session, folder: Path) -> int:
    """Number of help offers added. Needs the sample places and activities. Raises DemoError with what is wrong."""
    problems: list[DemoProblem] = []
    added = add_offers(session, folder / OFFERS, problems)
    link(session, folder / STEPS, problems)
    if problems:
        raise DemoError(problems)
    return added


def add_offers(session: Session, path: Path, problems: list[DemoProblem]) -> int:
    there = set(session.scalars(select(help_offer.c.id)))
    new = []
    for line, row in rows_of(path, OFFER_COLUMNS, problems):
        try:
            values = checked(session, LOADER, offer_input(row))
        except ValidationError as error:
            problems += [DemoProblem(path.name, line, str(each["loc"][0]), each["msg"]) for each in error.errors()]
        except Problem as problem:
            problems += [
                DemoProblem(path.name, line, each["location"]["name"], each["detail"]) for each in problem.errors
            ]
        else:
            if (id_ := demo_id("help-offer", row["key"])) not in there:
                new.append({"id": id_, **values})
    if new and not problems:
        session.execute(insert(help_offer), new)
    return len(new)


def offer_input(row: dict[str, str]) -> HelpOfferInput:
    given: dict[str, Any] = {name: value or None for name, value in row.items() if name not in ("key", "place")}
    given |= {name: row[name].split(",") for name in ("wijken", "languages")}
    return HelpOfferInput.model_validate(given | {"place_id": demo_id("place", row["place"]) if row["place"] else None})


def link(session: Session, path: Path, problems: list[DemoProblem]) -> None:
    """Where nobody worked on an activity and it has no next steps yet."""
    steps: dict[UUID, list[dict[str, str]]] = {}
    known = set(session.scalars(select(activity.c.id))) | set(session.scalars(select(help_offer.c.id)))
    for line, row in rows_of(path, STEP_COLUMNS, problems):
        start, to = demo_id("activity", row["activity"]), demo_id(row["kind"], row["to"])
        for name, id_ in (("activity", start), ("to", to)):
            if id_ not in known:
                problems.append(DemoProblem(path.name, line, name, f"there is no “{row[name]}”"))
        steps.setdefault(start, []).append({"kind": row["kind"], "id": str(to), "why": row["why"]})
    log = metadata.tables["participation.audit"]
    touched = exists().where(log.c.object_id == activity.c.id.cast(Text))
    for start, its in steps.items():
        bare = (activity.c.id == start, activity.c.next_steps == [], ~touched)
        session.execute(update(activity).where(*bare).values(next_steps=its))
