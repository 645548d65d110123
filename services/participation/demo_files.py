"""The sample data's two files as files to import: their days count from today (demo/README.md)."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from services.kit.sheet_files import Line, Sheet, read_sheet
from services.participation.importing.planning import Plan, id_of

SOURCE = "https://zuidwest.example/demo"
DAYS = {"starts_in_days": "first_date", "once_in_days": "first_date", "ends_in_days": "last_date"}


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
    if kind == "project":
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{SOURCE}/project/{key}")
    return id_of(SOURCE, "places" if kind == "place" else "activities", key)


def problems_of(path: Path, plan: Plan) -> list[DemoProblem]:
    problems = [DemoProblem(path.name, each.row, each.column, each.sentence) for each in plan.problems]
    return problems + [DemoProblem(path.name, 1, name, "This is not a column.") for name in plan.ignored]


def read_sample(path: Path, today: date) -> Sheet:
    """Raises Unreadable."""
    sheet = read_sheet(path.read_bytes())
    columns = [name for name in sheet.columns if name not in DAYS]
    lines = [Line(line.row, _dated(sheet.columns, line, today)) for line in sheet.lines]
    days = ("first_date", "last_date") if len(columns) < len(sheet.columns) else ()
    return Sheet((*columns, *days), tuple(lines))


def _dated(columns: tuple[str, ...], line: Line, today: date) -> tuple[str, ...]:
    """The cells, with days instead of numbers of days, and ids of projects instead of their keys."""
    row = dict(zip(columns, line.cells, strict=False))
    found = {"first_date": "", "last_date": ""}
    for name, column in DAYS.items():
        found[column] = _day(row.pop(name, ""), today) or found[column]
    if row.get("project"):
        row["project"] = str(demo_id("project", row["project"]))
    more = line.cells[len(columns) :]
    return (*row.values(), *(found.values() if DAYS.keys() & set(columns) else ()), *more)


def _day(number: str, today: date) -> str:
    try:
        return (today + timedelta(days=int(number))).isoformat() if number else ""
    except (ValueError, OverflowError):
        return number
