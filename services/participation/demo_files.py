"""The sample data's two files, read and checked before anything is written (columns: demo/README.md)."""

import csv
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from services.contracts.participation import ActivityInput, PlaceInput
from services.participation.activities.schedule_rules import DAYS

Row = dict[str, str]
ASPECTS = ("step_free", "toilet", "lift", "hearing_loop", "parking", "quiet_room")
PLACE_COLUMNS = (
    "key;name;kind;wijk;street_address;postcode;city;lat;lon;phone;email;organisation;summary;opening_hours;"
    "step_free;toilet;lift;hearing_loop;parking;quiet_room;professional_guidance;surface_m2;tasks_taken_over"
)
ACTIVITY_COLUMNS = (
    "key;place;title;summary;description;category;project;step;free;cost_text;languages;dutch_level;for_whom;bring;"
    "joining;capacity;weekdays;start;end;every_weeks;starts_in_days;ends_in_days;once_in_days;status;not_in"
)
COLUMN_OF = {
    "placeId": "place",
    "projectId": "project",
    "cost.free": "free",
    "cost.text": "cost_text",
    "dutchLevel": "dutch_level",
    "forWhom": "for_whom",
    "streetAddress": "street_address",
    "surfaceM2": "surface_m2",
    "openingHours": "opening_hours",
    "professionalGuidance": "professional_guidance",
    "tasksTakenOver": "tasks_taken_over",
    "schedule.rrule": "weekdays",
    "schedule.start": "start",
    "schedule.end": "end",
    "schedule.not_in": "not_in",
    "schedule.notIn": "not_in",
    "schedule": "end",
}


@dataclass(frozen=True, order=True)
class DemoProblem:
    """`line` counts from 1, the line of the column names."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


class DemoError(Exception):
    """The sample data can't be used; nothing was written. `problems` holds every mistake that was found."""

    def __init__(self, problems: list[DemoProblem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def demo_id(kind: str, key: str) -> uuid.UUID:
    """The same on every machine, so that other sample data can name it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://zuidwest.example/demo/{kind}/{key}")


def read_rows(path: Path, columns: str, problems: list[DemoProblem]) -> list[tuple[int, Row]]:
    """(line, row) of each row; problems of the file as a whole are added to `problems`."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=";", strict=True)
        if reader.fieldnames != columns.split(";"):
            problems.append(DemoProblem(path.name, 1, "columns", f"must be {columns}"))
            return []
        rows = [(reader.line_num, row) for row in reader]
    for line, row in rows:
        if None in row or None in row.values():
            problems.append(
                DemoProblem(path.name, line, "columns", f"the row must have {columns.count(';') + 1} cells")
            )
    whole = [(line, row) for line, row in rows if None not in row and None not in row.values()]
    problems.extend(_doubles(path.name, whole))
    return whole


def _doubles(file: str, rows: list[tuple[int, Row]]) -> Iterator[DemoProblem]:
    first: dict[str, int] = {}
    for line, row in rows:
        if row["key"] in first:
            yield DemoProblem(file, line, "key", f"“{row['key']}” was used on line {first[row['key']]}")
        first.setdefault(row["key"], line)


def place_input(row: Row) -> PlaceInput:
    """Raises pydantic's ValidationError."""
    same = ("name", "kind", "wijk", "street_address", "postcode", "city", "summary")
    blank_is_none = ("lat", "lon", "phone", "email", "organisation", "opening_hours", "surface_m2", "tasks_taken_over")
    given: dict[str, Any] = {name: row[name] for name in same} | {name: row[name] or None for name in blank_is_none}
    given["professional_guidance"] = row["professional_guidance"] or None
    given["accessibility"] = {name.replace("_", "-"): row[name] or "unknown" for name in ASPECTS}
    return PlaceInput.model_validate(given)


def activity_input(row: Row, today: date) -> ActivityInput:
    """Raises pydantic's ValidationError, and ValueError for dates that can't be read."""
    rrule, first_day = schedule_of(row, today)
    same = ("title", "summary", "description", "category", "step", "dutch_level", "joining", "status")
    given: dict[str, Any] = {name: row[name] for name in same}
    given |= {
        "place_id": demo_id("place", row["place"]),
        "project_id": demo_id("project", row["project"]) if row["project"] else None,
        "cost": {"free": row["free"], "text": row["cost_text"] or None},
        "languages": row["languages"].split(","),
        "for_whom": row["for_whom"].split(","),
        "bring": row["bring"] or None,
        "capacity": row["capacity"] or None,
        "schedule": {
            "rrule": rrule,
            "start": datetime.combine(first_day, time.fromisoformat(row["start"])),
            "end": datetime.combine(first_day, time.fromisoformat(row["end"])),
            "not_in": row["not_in"].split(",") if row["not_in"] else [],
        },
    }
    return ActivityInput.model_validate(given)


def schedule_of(row: Row, today: date) -> tuple[str | None, date]:
    """(rule or None, first day): the first weekday of the row on or after `starts_in_days`."""
    if row["once_in_days"]:
        return None, today + timedelta(days=int(row["once_in_days"]))
    weekdays = [int(day) - 1 for day in row["weekdays"].split(",")]
    first = today + timedelta(days=int(row["starts_in_days"]))
    while first.weekday() not in weekdays:
        first += timedelta(days=1)
        if not weekdays or not all(0 <= day <= 6 for day in weekdays):
            raise ValueError("weekdays are 1 to 7")
    rule = f"FREQ=WEEKLY;INTERVAL={row['every_weeks']};BYDAY={','.join(DAYS[day] for day in weekdays)}"
    if row["ends_in_days"]:
        rule += f";UNTIL={today + timedelta(days=int(row['ends_in_days'])):%Y%m%d}"
    return rule, first


def checked(file: str, line: int, read: Callable[[], Any], problems: list[DemoProblem]) -> Any:
    """What `read` gives, or None after adding what is wrong to `problems`."""
    try:
        return read()
    except ValidationError as error:
        for each in error.errors():
            name = ".".join(str(part) for part in each["loc"] if isinstance(part, str))
            problems.append(DemoProblem(file, line, COLUMN_OF.get(name, name), each["msg"]))
    except ValueError as error:
        problems.append(DemoProblem(file, line, "schedule", str(error)))
    return None
