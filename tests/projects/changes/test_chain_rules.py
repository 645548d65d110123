"""The chain worked out again: each kind of tampering gets its name, and only the rows that it is about."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.projects.changes.chain_rules import START, Check, Finding, Head, Line, hash_of


def chain(*words: str) -> list[Line]:
    lines: list[Line] = []
    before = START
    for place, word in enumerate(words, start=1):
        line = Line(place, place * 10, ("0", "office", word, None), None)
        before = hash_of(before, line)
        lines.append(replace(line, hash=before))
    return lines


FIVE = chain("a", "b", "c", "d", "e")


def head_of(lines: list[Line], what: str = "") -> Head:
    return Head(len(lines), lines[-1].hash or "" if lines else START, what)


def found(lines: list[Line], head: Head | None = None, *seals: Head) -> list[tuple[str, tuple[int, ...]]]:
    return [(finding.kind, finding.rows) for finding in findings(lines, head, *seals)]


def findings(lines: list[Line], head: Head | None = None, *seals: Head) -> list[Finding]:
    check = Check()
    for line in lines:
        check.take(line)
    return check.done(head or head_of(FIVE), seals)


def with_changes(changes: dict[int, Line]) -> list[Line]:
    return [changes.get(index, line) for index, line in enumerate(FIVE)]


def test_a_whole_chain_has_nothing_to_find() -> None:
    assert found(FIVE, head_of(FIVE), head_of(FIVE[:3], "report 2020")) == []
    assert found([], Head(0, START)) == []


@pytest.mark.parametrize("index", range(5))
def test_a_changed_row(index: int) -> None:
    changed = replace(FIVE[index], content=("0", "somebody", "else", None))
    assert found(with_changes({index: changed})) == [("changed", ((index + 1) * 10,))]


def test_a_changed_row_with_its_hash_worked_out_anew_shows_at_the_next() -> None:
    changed = replace(FIVE[1], content=("0", "somebody", "else", None))
    changed = replace(changed, hash=hash_of(FIVE[0].hash or "", changed))
    assert found(with_changes({1: changed})) == [("changed", (30,))]


@pytest.mark.parametrize("index", range(4))
def test_a_deleted_row(index: int) -> None:
    assert found(FIVE[:index] + FIVE[index + 1 :]) == [("deleted", (index + 1,))]


def test_rows_that_never_were_in_the_chain() -> None:
    assert found([*FIVE, Line(None, 7, ("0", "x", "y", None), None)]) == [("inserted", (7,))]


@pytest.mark.parametrize("forged", [True, False])
@pytest.mark.parametrize("index", range(5))
def test_a_row_put_in_between_with_the_rest_moved_up(index: int, forged: bool) -> None:
    strange = Line(index + 1, 999, ("0", "somebody", "else", None), "no hash at all")
    if forged:
        strange = replace(strange, hash=hash_of(FIVE[index - 1].hash or "" if index else START, strange))
    moved = [replace(line, position=(line.position or 0) + 1) for line in FIVE[index:]]
    assert ("inserted", (999,)) in found([*FIVE[:index], strange, *moved])
    assert not [kind for kind, _ in found([*FIVE[:index], strange, *moved]) if kind == "changed"]


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 3), (0, 4), (2, 3)])
@pytest.mark.parametrize("moved", [(), ("id",), ("hash",), ("id", "hash")])
def test_two_swapped_rows(one: int, other: int, moved: tuple[str, ...]) -> None:
    taken = ("content", *moved)
    first = replace(FIVE[one], **{name: getattr(FIVE[other], name) for name in taken})
    second = replace(FIVE[other], **{name: getattr(FIVE[one], name) for name in taken})
    lines = with_changes({one: first, other: second})
    said = [finding for finding in findings(lines) if finding.kind != "rewritten"]
    assert [(finding.kind, set(finding.rows)) for finding in said] == [("swapped", {(one + 1) * 10, (other + 1) * 10})]


def test_a_cut_off_tail_shows_by_the_head_and_by_what_was_published() -> None:
    cut = FIVE[:3]
    assert found(cut) == [("cut-off", (4, 5))]
    assert found(cut, head_of(cut), head_of(FIVE, "report 2020")) == [("cut-off", (4, 5))]
    (finding,) = findings(cut, head_of(cut), head_of(FIVE, "report 2020"))
    assert finding.sentence == "report 2020 carries 5 rows, 3 are left: the end is cut off."


def test_a_chain_written_anew_shows_by_what_was_published() -> None:
    anew = chain("a", "b", "other", "d", "e")
    assert found(anew, head_of(anew), head_of(FIVE[:2], "report 2019"), head_of(FIVE[:4], "report 2020")) == [
        ("rewritten", ())
    ]


@settings(max_examples=60)
@given(st.lists(st.text(max_size=4), min_size=1, max_size=8), st.data())
def test_no_change_of_one_value_stays_unseen(words: list[str], data: st.DataObject) -> None:
    lines = chain(*words)
    index = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(st.one_of(st.none(), st.text(max_size=4)))
    place = data.draw(st.integers(0, 3))
    content = list(lines[index].content)
    unchanged, content[place] = content[place] == value, value
    head = head_of(lines)
    lines[index] = replace(lines[index], content=tuple(content))
    assert bool(found(lines, head)) != unchanged


def test_values_can_not_run_into_one_another() -> None:
    assert hash_of(START, Line(1, 1, ("ab", "c"), None)) != hash_of(START, Line(1, 1, ("a", "bc"), None))
    assert hash_of(START, Line(1, 1, ("", None), None)) != hash_of(START, Line(1, 1, (None, ""), None))
