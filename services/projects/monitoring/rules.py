"""From sums to what monitoring shows (Art. 7.2). No threshold has a consequence (Art. 7.3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

KINDS = {
    "allocated_cents": "allocation",
    "budget_cents": "budget",
    "forecast_cents": "forecast",
    "committed_cents": "commitment",
    "paid_cents": "payment",
}


class Sum(NamedTuple):
    kind: str
    contribution: str
    pillar: int | None
    year: int
    cents: int


def depletion(sums: Iterable[Sum]) -> dict[str, int]:
    """Kept apart: allocated, budget, forecast, committed, paid."""
    found = list(sums)
    return {name: sum(each.cents for each in found if each.kind == kind) for name, kind in KINDS.items()}


def per(sums: Sequence[Sum], part: Callable[[Sum], Any], parts: Iterable[Any]) -> list[tuple[Any, dict[str, int]]]:
    return [(name, depletion(each for each in sums if part(each) == name)) for name in parts]


def shares(allocated: Mapping[int, int]) -> dict[int, tuple[int | None, int | None]]:
    """Per pillar the share of all that is allocated, and how far that is from an equal share, in thousandths."""
    total = sum(allocated.values())
    if not total:
        return dict.fromkeys(allocated, (None, None))
    equal = round(1000 / len(allocated))
    return {
        pillar: (round(1000 * cents / total), round(1000 * cents / total) - equal)
        for pillar, cents in allocated.items()
    }


def explanation(version: int | None) -> str:
    """In Dutch, for everybody who reads it."""
    if version is None:
        return "Er is nog geen verdeling afgesproken (art. 5.4)."
    return (
        f"Dit is versie {version} van de verdeling. Evenwichtig is een richtlijn zonder percentages (art. 5.4): "
        "een afwijking van gelijke delen is geen fout."
    )
