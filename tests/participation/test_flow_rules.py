"""Small counts can't be worked out from what is shown: every table of small wijken is tried."""

from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.participation.pathways.flow_rules import (
    FLOOR,
    Shown,
    name_of,
    quarter_named,
    quarter_of,
    quarters_back,
    shown,
)

WIJKEN = ("a", "b", "c", "d")
COUNTS = st.fixed_dictionaries({wijk: st.integers(0, 12) for wijk in WIJKEN})
Answers = tuple[int | None, ...]


def everything_told(found: Shown, wijken: tuple[str, ...]) -> Answers:
    """The answers to all that can be asked of one quarter and pair of steps."""
    return (found.total, *(found.of(wijk) for wijk in wijken))


@pytest.mark.parametrize(("smallest", "how_many"), [(FLOOR, 2), (FLOOR, 3), (5, 2), (5, 3), (4, 4)])
@pytest.mark.parametrize("is_over", [True, False])
def test_no_table_tells_how_few_there_were_in_a_wijk(smallest: int, how_many: int, is_over: bool) -> None:
    """The strongest attack: all tables that give the same answers. A small number must be able to be another one."""
    wijken = WIJKEN[:how_many]
    tables: dict[Answers, list[tuple[int, ...]]] = defaultdict(list)
    for table in product(range(smallest + 3), repeat=how_many):
        found = shown(dict(zip(wijken, table, strict=True)), smallest, is_over)
        tables[everything_told(found, wijken)].append(table)
    for same in tables.values():
        for position in range(how_many):
            possible = {table[position] for table in same}
            if any(0 < count < smallest for count in possible):
                assert len(possible) > 1, same


@given(COUNTS, st.integers(FLOOR, 8))
def test_no_shown_number_and_no_difference_is_small(counts: dict[str, int], smallest: int) -> None:
    found = shown(counts, smallest, is_over=True)
    total, *parts = everything_told(found, WIJKEN)
    assert total is None or total >= smallest
    assert all(part is None or part == 0 or part >= smallest for part in parts)
    if total is not None:
        rest = total - sum(part or 0 for part in parts)
        assert rest == 0 or rest >= smallest


@given(COUNTS, st.sampled_from(WIJKEN), st.integers(FLOOR, 8))
def test_one_person_more_in_a_running_quarter_is_not_seen_by_wijk(
    counts: dict[str, int], wijk: str, smallest: int
) -> None:
    before, after = (shown(counts | {wijk: counts[wijk] + more}, smallest, is_over=False).total or 0 for more in (0, 1))
    assert after - before in (0, smallest)
    assert shown(counts, smallest, is_over=False).by_wijk is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(0, 60))
def test_quarters_have_names_and_an_order(day: date, back: int) -> None:
    quarter = quarter_of(day)
    assert quarter <= day
    assert (day - quarter).days < 92
    assert quarter_named(name_of(quarter)) == quarter
    earlier = quarters_back(quarter, back)
    assert (quarter.year - earlier.year) * 4 + (quarter.month - earlier.month) // 3 == back


def test_a_quarter_is_named_as_people_do() -> None:
    assert [name_of(quarter_of(date(2026, month, 28))) for month in (1, 3, 4, 12)] == [
        "2026-Q1",
        "2026-Q1",
        "2026-Q2",
        "2026-Q4",
    ]
