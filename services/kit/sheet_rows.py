"""Rows of a sheet by the columns that we know, with everything that is wrong in them. No database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.kit.sheet_files import Sheet


@dataclass(frozen=True)
class Column:
    """`fields` are the fields of the API that it decides, as problems name them; `needed` ones must be filled in."""

    name: str
    dutch: str
    example: str
    fields: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, order=True)
class CellProblem:
    row: int
    column: str
    value: str
    rule: str
    sentence: str


@dataclass
class Given:
    """One row: the cells of columns that we know (by our name), and what is wrong with them."""

    row: int
    cells: Mapping[str, str]
    problems: list[CellProblem] = field(default_factory=list)

    def say(self, column: str, rule: str, sentence: str) -> None:
        self.problems.append(CellProblem(self.row, column, self.cells.get(column, "")[:200], rule, sentence))

    def read(self, column: str, how: Callable[[str], Any]) -> Any:
        """What a filled cell says; None for an empty one, and after saying what is wrong with it."""
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            return how(text)
        except ValueError as error:
            sentence = str(error)
            self.say(column, "unreadable", sentence[:1].upper() + sentence[1:].rstrip(".") + ".")
            return None


@dataclass(frozen=True)
class Rows:
    given: tuple[Given, ...]
    problems: tuple[CellProblem, ...]
    """Of the column names."""
    ignored: tuple[str, ...]


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def known_as(name: str) -> str:
    """A column's name without what people and programs write differently."""
    return folded(name.replace("_", " ").replace("-", " "))


def by_name(columns: Sequence[Column]) -> dict[str, Column]:
    return {known_as(name): column for column in columns for name in (column.dutch, column.name)}


def rows_of(sheet: Sheet, columns: Sequence[Column]) -> Rows:
    """Columns are found by name, ours or the Dutch one, in any order."""
    known = by_name(columns)
    found = [known.get(known_as(name)) for name in sheet.columns]
    names = [column.name if column else None for column in found]
    problems = [
        CellProblem(1, column.name, "", "missing-column", f"There is no column “{column.name}” or “{column.dutch}”.")
        for column in columns
        if column.needed and column.name not in names
    ]
    problems += [
        CellProblem(1, name, name, "double-column", "This column is there more than once.")
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    ignored = tuple(name for name, column in zip(sheet.columns, found, strict=True) if name and not column)
    if problems:
        return Rows((), tuple(problems), ignored)
    return Rows(tuple(_given(line.row, line.cells, names, columns) for line in sheet.lines), (), ignored)


def _given(row: int, line: Sequence[str], names: Sequence[str | None], columns: Sequence[Column]) -> Given:
    padded = [*line, *[""] * (len(names) - len(line))]
    given = Given(row, {name: cell for name, cell in zip(names, padded, strict=False) if name})
    if any(line[len(names) :]):
        given.say("", "too-many-cells", f"The row has more cells than the {len(names)} columns.")
    for column in columns:
        if column.needed and not given.cells[column.name]:
            given.say(column.name, "missing", "Fill this in.")
    return given
