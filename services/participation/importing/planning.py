"""What a file would do to the places and activities that there are: nothing is written here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row

from services.contracts.shapes import Input
from services.kit.sheet_bodies import say_once
from services.kit.sheet_rows import CellProblem, Given
from services.participation.importing.columns import Kind
from services.participation.importing.reading import Fields

Action = Literal["add", "change", "same", "wrong"]
Values = dict[str, Any]
COLUMN_OF_TABLE = {
    "opening": "opening_hours",
    "place_id": "place",
    "project_id": "project",
    "rrule": "weekdays",
    "starts": "start",
    "ends": "end",
}
NOT_OF_THE_FILE = frozenset({"sort_name", "sort_title", "time_zone", "translations"})
SAID_OTHERWISE = frozenset({"opening_hours"})
"""Follows from another column, and changes with the day."""


@dataclass(frozen=True)
class Planned:
    """What happens with one row; `values` are the table's columns, `columns` those that change."""

    row: int
    action: Action
    id: uuid.UUID
    name: str
    columns: tuple[str, ...] = ()
    values: Values | None = None
    before: Row[Any] | None = None


@dataclass(frozen=True)
class Plan:
    kind: Kind
    rows: tuple[Planned, ...]
    problems: tuple[CellProblem, ...]
    ignored: tuple[str, ...] = ()

    def count(self, action: Action) -> int:
        return sum(planned.action == action for planned in self.rows)

    def versions(self) -> dict[str, int]:
        """Of what is there and would be changed: a confirmation holds it against what it finds."""
        return {str(each.id): each.before.version for each in self.rows if each.before is not None}


def id_of(source: str, kind: Kind, key: str) -> uuid.UUID:
    """Of what a source calls `key`: the same on every import."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{source}/{'place' if kind == 'places' else 'activity'}/{key}")


def as_fields(model: type[Input], before: Row[Any] | None) -> Fields:
    """What is there, as the input that would make it; a part that the table keeps otherwise is left out."""
    if before is None:
        return {}
    kept = before._mapping
    return {name: kept[name] for name in model.model_fields if name in kept}


def planned(given: Given, object_id: uuid.UUID, name: str, values: Values, before: Row[Any] | None) -> Planned:
    if before is None:
        return Planned(given.row, "add", object_id if given.cells.get("key") else uuid.uuid4(), name, values=values)
    kept = before._mapping
    compared = [column for column in values if column in kept and column not in SAID_OTHERWISE]
    differing = [column for column in compared if kept[column] != values[column]]
    shown = tuple(COLUMN_OF_TABLE.get(each, each) for each in differing if each not in NOT_OF_THE_FILE)
    return Planned(given.row, "change" if differing else "same", object_id, name, shown, values, before)


def wrong(given: Given, object_id: uuid.UUID | None, name: str) -> Planned:
    return Planned(given.row, "wrong", object_id or uuid.UUID(int=0), name)


def say_doubles(found: Sequence[tuple[Given, uuid.UUID | None]], column: str) -> None:
    """Two rows about one thing: nobody could tell which is right."""
    first: dict[uuid.UUID, int] = {}
    for given, object_id in found:
        if object_id is None:
            continue
        if object_id in first:
            where = "key" if given.cells.get("key") else column
            say_once(given, where, "double", f"Row {first[object_id]} is about the same one.")
        first.setdefault(object_id, given.row)
