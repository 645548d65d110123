"""From facts and definitions to measurements: every figure with what it needs to be understood and done again. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.contracts.indicators import Asked
from services.indicators.results.rules import COUNTED, Facts, Figure, Question, reaches

LOCAL = ZoneInfo("Europe/Amsterdam")
NO_SAMPLE = {"kind": "none", "reason": "count"}
"""Everything was counted: there is no sampling uncertainty."""
OF_NOW = {"measure": "value", "period_label": None, "period_starts": None, "period_ends": None}
Key = tuple[str, str, str, str, str]
"""Indicator, kind of area, area, measure, period (empty: now)."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What counting needs to know of a definition."""

    indicator_id: str
    version: int
    unit: str
    target: float
    place_kind: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The facts of one refresh, and which questions gave them."""

    facts: Facts
    asked: Mapping[Question, Asked]


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest measurement of an area that is kept."""

    id: UUID
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh does to what is kept: new rows, rows that hold no longer, rows that were found the same."""

    new: list[dict[str, Any]]
    superseded: list[UUID]
    confirmed: list[UUID]


def definition_from(content: Mapping[str, Any]) -> Definition | None:
    """None for an indicator that is not counted here, or whose definition lacks what counting needs."""
    target, place_kind = content["target"]["value"], content.get("place_kind")
    if content["id"] not in COUNTED or target is None or place_kind is None:
        return None
    return Definition(content["id"], content["version"], content["unit"]["nl"], target, place_kind)


def measure(definition: Definition, answers: Answers, now: datetime) -> list[dict[str, Any]]:
    """Rows for the measurement table, one per area, without the refresh they belong to."""
    count = COUNTED[definition.indicator_id]
    source = [
        asked.model_dump(mode="json", by_alias=True) for name, asked in answers.asked.items() if name in count.asks
    ]
    return [
        _row(definition, figure)
        | OF_NOW
        | {"source": source, "period": now.astimezone(LOCAL).date(), "measured_at": now}
        for figure in count.figures(answers.facts, definition.target)
    ]


def changes(kept: Mapping[Key, Kept], rows: Sequence[dict[str, Any]]) -> Changes:
    """A figure that says the same as the kept one only confirms it; an area that is gone has no newest figure."""
    same = {key(row) for row in rows if key(row) in kept and kept[key(row)].fingerprint == row["fingerprint"]}
    return Changes(
        new=[row for row in rows if key(row) not in same],
        superseded=[each.id for area, each in kept.items() if area not in same],
        confirmed=[kept[area].id for area in sorted(same)],
    )


def key(row: Mapping[str, Any]) -> Key:
    measure, period = row.get("measure", "value"), row.get("period_label")
    return row["indicator_id"], row["area_kind"], row["area_id"], measure, period or ""


def _row(definition: Definition, figure: Figure) -> dict[str, Any]:
    said = {
        "indicator_id": definition.indicator_id,
        "definition_version": definition.version,
        "area_kind": figure.area.kind,
        "area_id": figure.area.id,
        "area_label": figure.area.label,
        "wijk": figure.area.wijk,
        "value": figure.value,
        "unit": definition.unit,
        "status": "impossible" if figure.value is None else "provisional",
        "status_reason": figure.impossible,
        "uncertainty": NO_SAMPLE,
        "target": definition.target,
        "target_met": reaches(figure.value, definition.target),
        "detail": figure.detail,
    }
    return said | {"fingerprint": fingerprint(said)}


def fingerprint(said: Mapping[str, Any]) -> str:
    """Of all that a figure says, without moment and source: the same figure again has the same."""
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
