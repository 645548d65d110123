"""The demo files as they stand in the repository, row by row."""

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[2] / "demo"

Row = dict[str, str]


@cache
def places() -> list[Row]:
    return _rows("places.csv")


@cache
def activities() -> list[Row]:
    return _rows("activities.csv")


@cache
def projects() -> dict[str, dict[str, Any]]:
    """The registry's sample projects by key."""
    text = (DEMO / "projects.toml").read_text(encoding="utf-8")
    return {project["key"]: project for project in tomllib.loads(text)["projects"]}


def published() -> list[Row]:
    return [row for row in activities() if row["status"] == "published"]


def place_of(activity: Row) -> Row:
    return next(place for place in places() if place["key"] == activity["place"])


def wijk_of(activity: Row) -> str:
    return place_of(activity)["wijk"]


def several(cell: str) -> list[str]:
    """The values of a cell with a comma list; an empty cell has none."""
    return cell.split(",") if cell else []


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?])\s+", text)


def words_per_sentence(texts: list[str]) -> float:
    lengths = [len(sentence.split()) for text in texts for sentence in sentences(text)]
    return sum(lengths) / len(lengths)


def _rows(name: str) -> list[Row]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))
