"""Bounds by hand, and against a solver that others wrote."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.indicators.releases.linear_rules import Equation, Impossible, Range, System
from tests.puzzles import Puzzle

COUNT = Range(Fraction(0), None)


def summing(total: int, *names: str) -> Equation:
    return Equation({name: Fraction(1) for name in names}, Fraction(total))


def test_one_number_missing_from_a_sum_is_known() -> None:
    assert System({"a": COUNT}, [summing(7, "a")]).bounds("a") == Range(Fraction(7), Fraction(7))


def test_two_numbers_missing_share_the_rest() -> None:
    system = System({"a": COUNT, "b": COUNT}, [summing(12, "a", "b")])
    assert system.bounds("a") == system.bounds("b") == Range(Fraction(0), Fraction(12))


def test_a_hidden_total_has_no_end() -> None:
    system = System({"a": COUNT, "total": COUNT}, [Equation({"total": Fraction(1), "a": Fraction(-1)}, Fraction(40))])
    assert system.bounds("a") == COUNT
    assert system.bounds("total") == Range(Fraction(40), None)


def test_sums_of_two_releases_together_tell_what_neither_tells() -> None:
    system = System(dict.fromkeys("abc", COUNT), [summing(9, "a", "b"), summing(9, "b", "c"), summing(8, "a", "c")])
    assert system.bounds("a") == Range(Fraction(4), Fraction(4))


def test_what_everybody_knows_narrows_it() -> None:
    mark = Range(Fraction(0), Fraction(10))
    assert System({"a": mark, "b": mark}, [summing(17, "a", "b")]).bounds("a") == Range(Fraction(7), Fraction(10))


def test_sums_that_contradict_one_another_are_said() -> None:
    with pytest.raises(Impossible):
        System({"a": COUNT}, [summing(7, "a"), summing(8, "a")]).bounds("a")


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Of numbers that exist: the sums are made from them."""
    numbers = draw(st.lists(st.integers(0, 30), min_size=1, max_size=6))
    ends = [draw(st.one_of(st.none(), st.integers(number, 40))) for number in numbers]
    ranges = {
        f"x{place}": Range(Fraction(draw(st.integers(-5, number))), None if end is None else Fraction(end))
        for place, (number, end) in enumerate(zip(numbers, ends, strict=True))
    }
    equations = []
    for _ in range(draw(st.integers(0, 4))):
        parts = {
            name: Fraction(part, 2)
            for name in ranges
            if (part := draw(st.integers(-2, 2)))
        }  # fmt: skip
        total = sum((part * numbers[int(name[1:])] for name, part in parts.items()), Fraction(0))
        equations.append(Equation(parts, total))
    return System(ranges, equations)


@settings(max_examples=60, deadline=None)
@given(systems())
def test_a_solver_finds_the_same(system: System) -> None:
    for name in system.ranges:
        found = system.bounds(name)
        lowest, highest = by_solver(system, name)
        assert float(found.lowest) == pytest.approx(lowest, abs=1e-6)
        assert (inf if found.highest is None else float(found.highest)) == pytest.approx(highest, abs=1e-6)


def by_solver(system: System, wanted: str) -> tuple[float, float]:
    puzzle = Puzzle()
    numbers = {
        name: puzzle.number(float(each.lowest), inf if each.highest is None else float(each.highest))
        for name, each in system.ranges.items()
    }
    for equation in system.equations:
        if equation.coefficients:
            left = sum(float(part) * numbers[name] for name, part in equation.coefficients.items())
            puzzle.told(left == float(equation.total))
    return puzzle.range_of(numbers[wanted])
