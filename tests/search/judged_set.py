"""Reads the judged queries (README.md tells what each column means)."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

QUERIES = Path(__file__).with_name("queries.csv")
DEVELOPMENT = Path(__file__).with_name("development.csv")
SECOND = Path(__file__).with_name("second.csv")
THIRD = Path(__file__).with_name("third.csv")
OTHERS = Path(__file__).with_name("others.csv")
PROOF = Path(__file__).with_name("proof.csv")


@dataclass(frozen=True)
class JudgedQuery:
    id: str
    text: str
    language: str
    kind: str
    split: str
    """tune or held; of the sets of our own development: chosen or kept (second), opened or sealed (third);
    of what others judged: open, shut or proof."""
    relevant: dict[str, int]
    """Key of an activity in demo/activities.csv → 2 (very relevant) or 1 (relevant)."""
    note: str

    @property
    def group(self) -> tuple[str, str]:
        return self.kind, self.language


@cache
def judged_queries() -> tuple[JudgedQuery, ...]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return tuple(_query(row) for row in csv.DictReader(file, delimiter=";", strict=True))


@cache
def development_queries() -> tuple[JudgedQuery, ...]:
    """A set of its own to choose words and weights by (README.md)."""
    with DEVELOPMENT.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";", strict=True)
        return tuple(_query(row | {"split": "development"}) for row in rows)


@cache
def second_queries() -> tuple[JudgedQuery, ...]:
    """A second set, made apart from the first: words are chosen by one half, the other tells how well that carries."""
    with SECOND.open(encoding="utf-8", newline="") as file:
        return tuple(_query(row) for row in csv.DictReader(file, delimiter=";", strict=True))


@cache
def third_queries() -> tuple[JudgedQuery, ...]:
    """A third, after the second was used up."""
    with THIRD.open(encoding="utf-8", newline="") as file:
        return tuple(_query(row) for row in csv.DictReader(file, delimiter=";", strict=True))


@cache
def others_queries() -> tuple[JudgedQuery, ...]:
    """Written and judged by others, who had not seen the search; words were chosen by them since (README.md)."""
    return tuple(_query(row) for row in rows_of(OTHERS))


@cache
def proof_queries() -> tuple[JudgedQuery, ...]:
    """Written and judged by yet others, and looked at once, in totals."""
    return tuple(_query(row) for row in rows_of(PROOF))


def rows_of(file_of: Path) -> list[dict[str, str]]:
    """With what each of the two judges said, in `first` and `second`."""
    with file_of.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def both_said(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    """Relevant is what one judge finds very relevant, or both find relevant; very relevant what has three points of
    four. Best first."""
    points = {key: first.get(key, 0) + second.get(key, 0) for key in (*first, *second)}
    relevant = sorted((key for key in points if points[key] >= 2), key=lambda key: -points[key])
    return {key: 2 if points[key] > 2 else 1 for key in relevant}


def our_queries() -> tuple[JudgedQuery, ...]:
    """All that were made to develop by."""
    return (*development_queries(), *second_queries(), *third_queries())


def queries_of(split: str) -> list[JudgedQuery]:
    every = (*judged_queries(), *our_queries(), *others_queries(), *proof_queries())
    return [query for query in every if query.split == split]


def grades(cell: str) -> dict[str, int]:
    """{"naailes": 2} from "naailes:2"; raises ValueError on any other form or on a key named twice."""
    found: dict[str, int] = {}
    for entry in cell.split(",") if cell else []:
        key, _, grade = entry.partition(":")
        if not key or grade not in {"1", "2"} or key in found:
            raise ValueError(f"unreadable judgement: {entry!r}")
        found[key] = int(grade)
    return found


def held_ids(queries: Iterable[JudgedQuery]) -> set[str]:
    """Of each kind and language the first half in the order of the SHA-256 of the id."""
    held: set[str] = set()
    in_groups = sorted(queries, key=lambda query: (query.group, _digest(query.id)))
    for _, group in groupby(in_groups, key=lambda query: query.group):
        members = list(group)
        held.update(query.id for query in members[: (len(members) + 1) // 2])
    return held


def checksum_of_half(file_of: Path, split: str) -> str:
    """SHA-256 of its lines as they stand in the file, each with its line end."""
    with file_of.open(encoding="utf-8", newline="") as file:
        return _digest("".join(line for line in file if line.split(";")[4] == split))


def checksum_of_keys(keys: Iterable[str]) -> str:
    return _digest("\n".join(sorted(keys)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _query(row: dict[str, str]) -> JudgedQuery:
    named = {column: row[column] for column in ("id", "language", "kind", "split", "note")}
    return JudgedQuery(text=row["query"], relevant=grades(row["relevant"]), **named)
