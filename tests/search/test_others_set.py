"""What others judged: as both of them said, and frozen where nothing may be chosen by it."""

from collections import Counter
from pathlib import Path

import pytest

from tests.demo.sample import published
from tests.search.judged_set import (
    OTHERS,
    PROOF,
    both_said,
    checksum_of_half,
    grades,
    judged_queries,
    others_queries,
    our_queries,
    proof_queries,
    rows_of,
)

README = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
EVERY = (*others_queries(), *proof_queries())


def test_relevant_is_what_both_judges_say() -> None:
    assert both_said({"a": 2, "b": 1, "c": 1}, {"c": 1, "d": 1, "a": 1}) == {"a": 2, "c": 1}
    rows = [*rows_of(OTHERS), *rows_of(PROOF)]
    said = {row["id"]: both_said(grades(row["first"]), grades(row["second"])) for row in rows}
    assert len(said) == len(rows)
    assert [row["id"] for row in rows if said[row["id"]] != grades(row["relevant"])] == []


@pytest.mark.parametrize("queries", [others_queries(), proof_queries()])
def test_each_is_asked_once_in_its_set(queries: tuple[object, ...]) -> None:
    texts = [query.text.casefold() for query in EVERY if query in queries]
    assert len(texts) == len(set(texts)) == len(queries)


def test_they_are_about_published_activities() -> None:
    assert {key for query in EVERY for key in query.relevant} <= {row["key"] for row in published()}
    assert [query.id for query in EVERY if (query.relevant == {}) != (query.kind == "nothing")] == []


def test_what_was_asked_before_is_marked_and_never_shut() -> None:
    before = {query.text.casefold() for query in (*our_queries(), *judged_queries()) if query.split != "held"}
    for queries in (others_queries(), proof_queries()):
        known = {query.id for query in queries if query.text.casefold() in before}
        assert known == {query.id for query in queries if query.note == "known"}
        before |= {query.text.casefold() for query in queries}
    assert {query.split for query in others_queries() if query.note == "known"} == {"open"}


def test_half_of_what_is_new_is_shut() -> None:
    new = Counter((query.kind, query.split) for query in others_queries() if query.note != "known")
    for kind in ("plain", "synonym", "nothing"):
        assert new[kind, "shut"] - new[kind, "open"] in (0, 1)


@pytest.mark.parametrize(("file", "split"), [(OTHERS, "shut"), (PROOF, "proof")])
def test_what_nothing_was_chosen_by_is_frozen(file: Path, split: str) -> None:
    assert checksum_of_half(file, split) in README, "it changed after it was judged (README.md, Frozen)"
