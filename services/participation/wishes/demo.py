"""Loads the sample wishes: adds what is missing, keeps what people changed. Nobody's contact is in them."""

import csv
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.contracts.participation import WishInput
from services.participation.demo_files import DemoError, DemoProblem, demo_id
from services.participation.tables import activity, wish, wish_offer, wish_supporter
from services.participation.wishes.rules import WISH_STEPS, KnownWishWords, wrong_words
from services.participation.wishes.saving import known_words
from services.participation.wishes.text_rules import wrong_in_text

FILE = "wishes.csv"
COLUMNS = "key;text;language;wijk;category;for_somebody_else;would_help;status;more_supporters;days_ago;activity"
KEPT_DAYS = 365
Row = Mapping[str, str]


def load_wishes(session: Session, folder: Path) -> int:
    """Needs the deal's words and the sample activities; gives how many were added. Raises DemoError with every problem,
    having written nothing."""
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";", strict=True))
    known, offered = known_words(session), set(session.scalars(select(activity.c.id)))
    problems = [
        DemoProblem(FILE, line, column, reason)
        for line, row in enumerate(rows, start=2)
        for column, reason in problems_of(row, known, offered)
    ]
    if problems:
        raise DemoError(problems)
    there = set(session.scalars(select(wish.c.id)))
    new = [row for row in rows if demo_id("wish", row["key"]) not in there]
    for row in new:
        add(session, row, datetime.now(UTC))
    return len(new)


def problems_of(row: Row, known: KnownWishWords, activities: Collection[object]) -> list[tuple[str, str]]:
    """(column, reason) of all that is wrong in a line."""
    if ";".join(row) != COLUMNS or None in row.values():
        return [("columns", f"must be {COLUMNS}")]
    names = ("text", "language", "wijk", "category", "for_somebody_else", "would_help")
    given = {name: row[name] for name in names if row[name]}
    found = wrong_in_text("text", row["text"]) + wrong_words(given, known)
    wrong = [(each["location"]["name"], str(each["detail"])) for each in found]
    try:
        WishInput.model_validate(given)
    except ValidationError as error:
        wrong += [(str(each["loc"][0]), each["msg"]) for each in error.errors()]
    if row["status"] not in WISH_STEPS or (row["status"] == "offered") != bool(row["activity"]):
        wrong.append(("status", "must be one of a wish's, and an offered one names its activity"))
    if row["activity"] and demo_id("activity", row["activity"]) not in activities:
        wrong.append(("activity", "is not one of activities.csv"))
    wrong += [(name, "is a number") for name in ("more_supporters", "days_ago") if not row[name].isdecimal()]
    return wrong


def add(session: Session, row: Row, now: datetime) -> None:
    wish_id, helps, more = demo_id("wish", row["key"]), row["would_help"] == "yes", int(row["more_supporters"])
    made = now - timedelta(days=int(row["days_ago"]))
    closed = now - timedelta(days=1) if row["status"] == "fulfilled" else None
    session.execute(
        insert(wish).values(
            id=wish_id,
            text=row["text"],
            language=row["language"],
            wijk=row["wijk"] or None,
            category=row["category"] or None,
            for_somebody_else=row["for_somebody_else"] == "yes",
            status=row["status"],
            supporters=more + 1,
            helpers=int(helps),
            created_at=made,
            closed_at=closed,
        )
    )
    people: list[dict[str, Any]] = [
        {
            "id": demo_id("wish-supporter", f"{row['key']}/{number}"),
            "wish_id": wish_id,
            "poster": number == 0,
            "would_help": helps and number == 0,
            "contact_until": made + timedelta(days=KEPT_DAYS),
            "created_at": made,
        }
        for number in range(more + 1)
    ]
    session.execute(insert(wish_supporter), people)
    if row["activity"]:
        offer = {"id": demo_id("wish-offer", row["key"]), "wish_id": wish_id, "made_by": "demo"}
        session.execute(insert(wish_offer).values(offer | {"activity_id": demo_id("activity", row["activity"])}))
