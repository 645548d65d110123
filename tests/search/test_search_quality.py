"""What the search finds of the held half of the judged queries: totals only, never a query (README.md)."""

import httpx
import pytest

from tests.search.report import Found, answers, by, table

PROMISED = {"plain": 0.95, "misspelt": 0.9, "split": 0.9, "other-language": 0.85}
SO_FAR = {"plain": 0.94}
"""Promised but not proven yet: the least that we hold on to (README.md, Reached). What is over by now is not found, so
that figures move a little with the day and the hour."""


@pytest.fixture(scope="module")
def held(sample_service: httpx.Client) -> list[Found]:
    return answers(sample_service, "held")


@pytest.mark.parametrize("kind", PROMISED)
def test_what_was_promised_is_found(held: list[Found], kind: str) -> None:
    reached = by(held, lambda one: one.query.kind)[kind]
    assert reached.recall >= SO_FAR.get(kind, PROMISED[kind])


def test_the_table_tells_every_kind_and_language(held: list[Found]) -> None:
    said = table(held)
    assert {"plain", "misspelt", "split", "synonym", "place", "other-language", "nothing"} <= set(said.split())
    assert {"en", "tr", "ar", "pl", "bg", "pap"} <= set(said.split())
