"""Reading one file of a deal: as text, TOML or a list of tables, with a complaint for everything that is wrong."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from services.kit.deal_complaints import plain_reason
from services.kit.toml_lines import TomlLines, TomlPath, toml_lines


@dataclass(frozen=True, order=True)
class DealProblem:
    """One mistake in a deal's folder. `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class DealError(Exception):
    """The deal's folder can not be used. `problems` holds every mistake that was found, by file and line."""

    def __init__(self, problems: list[DealProblem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Reading:
    """What was read so far: values by field of `Deal`, where they stand, and the complaints."""

    folder: Path
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, TomlLines] = field(default_factory=dict)
    problems: list[DealProblem] = field(default_factory=list)

    def complain(self, file: str, line: int, reason: str) -> None:
        self.problems.append(DealProblem(file, line, reason))

    def complain_at(self, file: str, path: TomlPath, reason: str) -> None:
        if file not in self.places:  # most files have nothing wrong: then nobody asks for lines
            self.places[file] = toml_lines(self.texts[file])
        self.complain(file, self.places[file].line_of(path), reason)


def read_text(reading: Reading, file: str) -> str | None:
    try:
        return (reading.folder / file).read_bytes().decode("utf-8")
    except FileNotFoundError:
        reading.complain(file, 1, "the file is missing")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reading.complain(file, line, "the text is not UTF-8")
    return None


def read_toml(reading: Reading, file: str) -> dict[str, Any] | None:
    text = read_text(reading, file)
    if text is None:
        return None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reading.complain(file, toml_error_line(str(error), text), f"this is not TOML: {error}")
        return None
    reading.texts[file] = text
    return values


def toml_error_line(message: str, text: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else max(1, len(text.splitlines()))


def read_whole(reading: Reading, file: str, model: type[BaseModel]) -> BaseModel | None:
    """A file that is one thing."""
    values = read_toml(reading, file)
    return None if values is None else checked(reading, file, (), values, model)


def read_list(reading: Reading, file: str, key: str, model: type[BaseModel]) -> list[BaseModel]:
    """A file that is a list of `[[key]]` tables and nothing else."""
    values = read_toml(reading, file)
    if values is None:
        return []
    for other in values.keys() - {key}:
        reading.complain_at(file, (other,), f"`{other}` is not a known field")
    rows = values.get(key)
    if not isinstance(rows, list) or not rows:
        reading.complain_at(file, (key,), f"there must be at least one [[{key}]]")
        return []
    checked_rows = [checked(reading, file, (key, index), row, model) for index, row in enumerate(rows)]
    return [row for row in checked_rows if row is not None]


def checked(reading: Reading, file: str, path: TomlPath, value: object, model: type[BaseModel]) -> BaseModel | None:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors():
            reading.complain_at(file, (*path, *detail["loc"]), plain_reason(detail))
        return None
