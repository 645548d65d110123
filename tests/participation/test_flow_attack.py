"""Who reads every count of people who flowed on, and adds up and takes off, stays far enough from a few people.

By linear programming over what `/v1/flows` says.
"""

from dataclasses import replace
from math import inf
from typing import Any

import pytest

from services.kit.database import Database
from services.participation.pathways import flows as answering
from services.participation.pathways.flow_rules import FLOOR, Shown, name_of, quarters_back, shown
from tests.participation.conftest import World
from tests.participation.test_referrals import QUARTER, fill, flows
from tests.puzzles import Puzzle

WIJKEN = ("moerwijk", "bouwlust", "vrederust", "morgenstond")
SMALLEST = 5
REAL = {
    0: (3, 3, 0, 0),
    1: (20, 4, 0, 0),
    2: (2, 2, 1, 0),
    3: (1, 1, 1, 0),
    4: (30, 0, 12, 6),
    5: (40, 4, 3, 9),
    6: (20, 6, 7, 2),
}
"""Arrived per wijk, by how many quarters ago."""


def told(world: World, back: int, **asked: str) -> int | None:
    name = name_of(quarters_back(QUARTER, back))
    found = flows(world, **{"from": name, "to": name}, **asked).items
    return found[0].count if found else None


def ranges(world: World, back: int) -> list[tuple[float, float]]:
    """Per wijk what can be known of its count. Without a wijk's own, its count may be small or not."""
    puzzle = Puzzle()
    own = [told(world, back, wijk=wijk) for wijk in WIJKEN]
    counts = [puzzle.number(*((0, inf) if each is None else (each, each))) for each in own]
    total = told(world, back)
    low = total or 0
    high = SMALLEST - 1 if total is None else total if back else total + SMALLEST - 1
    puzzle.told(sum(counts) >= low)
    puzzle.told(sum(counts) <= high)
    return [puzzle.range_of(count) for count in counts]


def known_too_well(world: World) -> list[tuple[int, str]]:
    return [
        (back, wijk)
        for back, arrived in REAL.items()
        for wijk, count, (low, high) in zip(WIJKEN, arrived, ranges(world, back), strict=True)
        if 0 < count < SMALLEST and high - low < FLOOR - 1
    ]


@pytest.fixture
def counted(world: World, storage: Database) -> World:
    rows = [(back, wijk, count) for back, each in REAL.items() for wijk, count in zip(WIJKEN, each, strict=True)]
    fill(storage, *(row for row in rows if row[2]))
    return world


def test_no_small_count_can_be_computed(counted: World) -> None:
    assert told(counted, 4, wijk="vrederust") == 12
    assert known_too_well(counted) == []


def test_with_the_small_ones_alone_left_out_the_attack_finds_them(
    counted: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_small(counts: Any, smallest: int, is_over: bool) -> Shown:
        seen = shown(counts, smallest, is_over)
        return replace(seen, by_wijk={wijk: count for wijk, count in counts.items() if count >= smallest})

    monkeypatch.setattr(answering, "shown", only_small)
    monkeypatch.setattr(Shown, "of", lambda self, wijk: self.total if wijk is None else (self.by_wijk or {}).get(wijk))
    assert known_too_well(counted) == [(6, "morgenstond")]
    assert ranges(counted, 6)[3] == pytest.approx((2, 2))
