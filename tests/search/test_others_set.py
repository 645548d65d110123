"""What others judged: as both of them said, one half shut and frozen."""

from collections import Counter
from pathlib import Path

from tests.demo.sample import published
from tests.search.judged_set import (
    OTHERS,
    both_said,
    checksum_of_half,
    grades,
    judged_queries,
    others_queries,
    others_rows,
    our_queries,
)

README = Path(__file__).with_name("README.md").read_text(encoding="utf-8")


def test_relevant_is_what_both_judges_say() -> None:
    assert both_said({"a": 2, "b": 1, "c": 1}, {"c": 1, "d": 1, "a": 1}) == {"a": 2, "c": 1}
    wrong = [
        row["id"] for row in others_rows() if both_said(*map(grades, (row["first"], row["second"]))) != judged(row)
    ]
    assert wrong == []


def judged(row: dict[str, str]) -> dict[str, int]:
    return grades(row["relevant"])


def test_each_is_asked_once_and_is_about_published_activities() -> None:
    texts = Counter(query.text.casefold() for query in others_queries())
    assert max(texts.values()) == 1
    assert {key for query in others_queries() for key in query.relevant} <= {row["key"] for row in published()}
    assert [query.id for query in others_queries() if (query.relevant == {}) != (query.kind == "nothing")] == []


def test_what_was_in_our_own_sets_is_marked_and_never_shut() -> None:
    ours = {query.text.casefold() for query in (*our_queries(), *judged_queries()) if query.split != "held"}
    known = {query.id for query in others_queries() if query.text.casefold() in ours}
    assert known == {query.id for query in others_queries() if query.note == "known"}
    assert {query.split for query in others_queries() if query.id in known} == {"open"}


def test_half_of_what_is_new_is_shut_and_frozen() -> None:
    new = Counter((query.kind, query.split) for query in others_queries() if query.note != "known")
    for kind in ("plain", "synonym", "nothing"):
        assert new[kind, "shut"] - new[kind, "open"] in (0, 1)
    assert checksum_of_half(OTHERS, "shut") in README, "the shut half changed after it was judged (README.md, Frozen)"
