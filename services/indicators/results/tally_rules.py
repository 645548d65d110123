"""Counting by data: which items of a list count, where, and for how much (Art. 3, per pillar). Pure.

What is asked and counted stands in the definition (`Measuring`); here is only how.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.contracts.deal_indicators import Measuring
from services.indicators.results.rules import NO_WIJK, Area, Figure, reaches

NAMED = 200
"""So many items stand with a figure by name; the number counts them all."""
Row = Mapping[str, Any]


class Unmeasurable(Exception):
    """An item lacks what the definition counts: the list is not what the definition thinks it is."""


@dataclass(frozen=True, slots=True)
class Item:
    """What counts, and for how much. `said` is what is kept of it beside the figure."""

    wijken: frozenset[str]
    amount: int
    on: date | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


def items_from(measuring: Measuring, rows: Sequence[Row]) -> list[Item]:
    """The rows that count. Raises Unmeasurable when a row lacks a field."""
    return [_item(measuring, row) for row in rows if counts(measuring, row)]


def counts(measuring: Measuring, row: Row) -> bool:
    having = all(any(given(value) for value in values_at(row, path)) for path in measuring.having)
    return having and not any(given(value) for path in measuring.without for value in values_at(row, path))


def given(value: Any) -> bool:
    """Not empty, not nothing, not no."""
    return value not in (None, False, 0, "", [], {})


def values_at(row: Any, path: str) -> list[Any]:
    """What stands at the path, of each when it leads through a list. Raises Unmeasurable without such a field."""
    first, _, rest = path.partition(".")
    if not isinstance(row, Mapping) or first not in row:
        raise Unmeasurable(f"has no {first}")
    value = row[first]
    if not rest:
        return [value]
    parts = value if isinstance(value, list) else [value] if value is not None else []
    return [found for part in parts for found in values_at(part, rest)]


def tally(
    items: Sequence[Item], deal: Area, wijken: Sequence[Area], lowest: bool, target: float | None
) -> list[Figure]:
    """Of every wijk its items, also when there are none. Of the deal all items together or, when `lowest`, its lowest
    wijk and how many wijken reach the target; without wijken only the deal."""
    per_wijk = [_sum(wijk, [item for item in items if wijk.id in item.wijken]) for wijk in wijken]
    if not lowest:
        return [*per_wijk, _sum(deal, items)]
    reaching = sum(1 for each in per_wijk if reaches(each.value, target))
    values = [each.value for each in per_wijk if each.value is not None]
    detail = {"wijken": len(per_wijk), "wijkenReachingTarget": reaching}
    return [*per_wijk, Figure(deal, min(values, default=None), detail, None if values else NO_WIJK)]


def years_of(items: Sequence[Item], today: date) -> list[tuple[int, list[Item]]]:
    """Whole calendar years from the first with an item, the years between without items too."""
    first = min((item.on.year for item in items if item.on), default=today.year)
    return [(year, [item for item in items if item.on and item.on.year == year]) for year in range(first, today.year)]


def _sum(area: Area, items: Sequence[Item]) -> Figure:
    named = sorted((dict(item.said) for item in items), key=lambda said: (said["name"], said["id"] or ""))
    return Figure(area, sum(item.amount for item in items), {"counted": named[:NAMED]} if named else {})


def _item(measuring: Measuring, row: Row) -> Item:
    day = values_at(row, measuring.per_year)[0] if measuring.per_year else None
    amount = sum(int(value) for value in values_at(row, measuring.amount) if value) if measuring.amount else 1
    return Item(_wijken(row), amount, date.fromisoformat(day[:10]) if day else None, dict(_said(measuring, row)))


def _wijken(row: Row) -> frozenset[str]:
    """An item of no wijk counts for the deal alone."""
    many = row.get("wijken") or []
    return frozenset([*many, row["wijk"]] if row.get("wijk") else many)


def _said(measuring: Measuring, row: Row) -> Iterator[tuple[str, Any]]:
    identity = row.get("id")
    yield "id", identity
    yield "name", " → ".join(str(value) for path in measuring.name for value in values_at(row, path))
    for path in measuring.show:
        yield path, values_at(row, path)[0]
    if measuring.evidence:
        found = values_at(row, measuring.evidence)
        yield "evidence", [each for part in found for each in (part if isinstance(part, list) else [part])]
    if measuring.evidence_at and identity:
        yield "evidenceAt", measuring.evidence_at.replace("{id}", str(identity))
