"""From a file to what is kept of it: all rows are looked at before anything is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import polars as pl

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.areas import Areas
from services.indicators.datasets.problems import Problems
from services.indicators.datasets.reading import Rows
from services.indicators.datasets.registers import RegisterIntake
from services.indicators.datasets.registrations import Keyed, RegistrationIntake
from services.indicators.datasets.surveys import SurveyIntake

Seen = Callable[[int], None]
"""Told how many rows were looked at, now and then."""


class Refused(Exception):
    """The file is not taken in; `problems` has all reasons."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.total} problems")
        self.problems = problems


class Intake(Protocol):
    """Of one kind of file."""

    problems: Problems
    wanted: list[str]

    def take(self, rows: pl.DataFrame) -> pl.DataFrame: ...
    def whole(self, kept: pl.DataFrame) -> pl.DataFrame: ...
    def report(self, kept: pl.DataFrame) -> dict[str, Any]: ...
    def warnings(self, kept: pl.DataFrame) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class World:
    """What a file is held against."""

    areas: Areas
    keyed: Keyed
    today: date


@dataclass(frozen=True, slots=True)
class Taken:
    """`kept` are the columns that figures need; `report` is for whoever sent it and whoever approves."""

    kept: pl.DataFrame
    report: dict[str, Any]


def take_in(rows: Rows, metadata: DatasetMetadata, world: World, seen: Seen = lambda _: None) -> Taken:
    """Raises Refused with every problem, or Unreadable."""
    intake = _intake(rows, metadata, world)
    _tell_missing_columns(rows, metadata, intake.problems)
    parts = []
    for part in rows.batches(intake.wanted):
        parts.append(intake.take(part))
        seen(intake.problems.seen)
    kept = pl.concat(parts) if parts else pl.DataFrame()
    if kept.is_empty() and not intake.problems.total:
        intake.problems.of_file("the file has no rows")
    if not kept.is_empty():
        kept = intake.whole(kept)
    if intake.problems.total:
        raise Refused(intake.problems)
    return Taken(kept, intake.report(kept) | {"warnings": intake.warnings(kept)})


def _intake(rows: Rows, metadata: DatasetMetadata, world: World) -> Intake:
    if metadata.kind == "survey":
        return SurveyIntake(rows, metadata, world.areas)
    if metadata.kind == "registration":
        return RegistrationIntake(rows, metadata, world.areas, world.keyed, world.today)
    return RegisterIntake(rows, metadata, world.areas)


def _tell_missing_columns(rows: Rows, metadata: DatasetMetadata, found: Problems) -> None:
    there = ", ".join(rows.columns[:50])
    for column in dict.fromkeys([*metadata.columns.named.values(), *metadata.columns.answers.values()]):
        if column not in rows.columns:
            found.of_file(f"is not in the file; it has {there}", column)
