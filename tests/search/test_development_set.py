"""The sets of our own development: readable, judged by the same rules, and asked of the search."""

from collections import Counter

import httpx
import pytest

from tests.demo.sample import published
from tests.search.judged_set import (
    JudgedQuery,
    development_queries,
    judged_queries,
    our_queries,
    second_queries,
    third_queries,
)
from tests.search.report import answers, by

LEAST = {"plain": 0.9, "split": 0.9}


def test_every_query_is_asked_once_and_has_an_id_of_its_own() -> None:
    queries = our_queries()
    texts = Counter(query.text.casefold() for query in queries)
    ids = Counter(query.id for query in queries)
    assert [name for counts in (texts, ids) for name, times in counts.items() if times > 1] == []
    assert set(ids) & {query.id for query in judged_queries()} == set()


@pytest.mark.parametrize(
    ("queries", "names"), [(second_queries(), {"chosen", "kept"}), (third_queries(), {"opened", "sealed"})]
)
def test_a_subject_is_in_one_half_only(queries: tuple[JudgedQuery, ...], names: set[str]) -> None:
    halves: dict[str, set[str]] = {}
    for query in queries:
        halves.setdefault(next(iter(query.relevant)), set()).add(query.split)
    assert len(halves) > 100
    assert {len(each) for each in halves.values()} == {1}
    assert {half for each in halves.values() for half in each} == names


def test_there_are_enough_of_both_kinds() -> None:
    kinds = Counter(query.kind for query in development_queries())
    assert kinds.keys() == LEAST.keys()
    assert kinds["plain"] >= 150
    assert kinds["split"] >= 60


def test_none_is_taken_from_the_half_that_may_be_looked_at() -> None:
    tune = {query.text.casefold() for query in judged_queries() if query.split == "tune"}
    ours = our_queries()
    assert tune & {query.text.casefold() for query in ours} == set()


def test_only_published_activities_are_judged_relevant_and_broad_subjects_are_marked() -> None:
    keys = {row["key"] for row in published()}
    queries = our_queries()
    assert [query.id for query in queries if not query.relevant or query.relevant.keys() - keys] == []
    assert [query.id for query in queries if (query.note == "broad") != (len(query.relevant) > 10)] == []


def test_what_was_found_of_them_is_still_found(sample_service: httpx.Client) -> None:
    figures = by(answers(sample_service, "development"), lambda one: one.query.kind)
    assert {kind: figures[kind].recall >= least for kind, least in LEAST.items()} == dict.fromkeys(LEAST, True)
