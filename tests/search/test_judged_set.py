"""The judged queries themselves: complete, halved as promised, and frozen."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demo.sample import published
from tests.search.judged_set import (
    QUERIES,
    JudgedQuery,
    checksum_of_half,
    checksum_of_keys,
    grades,
    held_ids,
    judged_queries,
)

README = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
AT_LEAST = {
    "plain": 60,
    "misspelt": 50,
    "split": 30,
    "synonym": 30,
    "other-language": 60,
    "place": 20,
    "nothing": 20,
}
LANGUAGES = ["en", "tr", "ar", "pl", "bg", "pap"]


def queries_where(wrong: Callable[[JudgedQuery], bool]) -> list[str]:
    return [query.id for query in judged_queries() if wrong(query)]


def test_there_are_enough_queries_of_every_kind() -> None:
    kinds = Counter(query.kind for query in judged_queries())
    assert set(kinds) == set(AT_LEAST)
    assert [kind for kind, least in AT_LEAST.items() if kinds[kind] < least] == []
    assert kinds.total() >= 240


def test_there_are_enough_queries_in_every_language() -> None:
    languages = Counter(query.language for query in judged_queries() if query.kind == "other-language")
    assert set(languages) == set(LANGUAGES)
    assert min(languages.values()) >= 10


def test_the_readme_tells_how_many_there_are() -> None:
    kinds = README.partition("## Reached")[0]
    rows = {kind: int(count) for kind, count in re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", kinds, re.MULTILINE)}
    assert rows == Counter(query.kind for query in judged_queries())


def test_no_query_is_asked_twice() -> None:
    texts = Counter(query.text.casefold() for query in judged_queries())
    ids = Counter(query.id for query in judged_queries())
    assert [name for counts in (texts, ids) for name, times in counts.items() if times > 1] == []


def test_only_published_activities_are_judged_relevant() -> None:
    judged = {key for query in judged_queries() for key in query.relevant}
    assert judged - {row["key"] for row in published()} == set()


def test_queries_are_what_somebody_types() -> None:
    assert queries_where(lambda query: query.text != " ".join(query.text.split()) or not query.text) == []
    assert queries_where(lambda query: query.text != unicodedata.normalize("NFC", query.text)) == []
    assert queries_where(lambda query: len(query.text) > 60) == []


def test_the_lines_of_the_file_can_be_cut_at_each_semicolon() -> None:
    assert queries_where(lambda query: bool({";", '"'} & set(query.text + query.note))) == []


def test_a_query_finds_something_unless_nothing_is_there() -> None:
    assert queries_where(lambda query: (query.relevant == {}) != (query.kind == "nothing")) == []


def test_a_query_with_more_than_ten_answers_is_marked_broad() -> None:
    assert queries_where(lambda query: query.note.startswith("broad") != (len(query.relevant) > 10)) == []


def test_the_very_relevant_come_first() -> None:
    assert (
        queries_where(lambda query: [*query.relevant.values()] != sorted(query.relevant.values(), reverse=True)) == []
    )


def test_the_language_fits_the_kind() -> None:
    spoken = {kind: {"nl"} for kind in AT_LEAST} | {"other-language": set(LANGUAGES), "nothing": {"nl", *LANGUAGES}}
    assert queries_where(lambda query: query.language not in spoken[query.kind]) == []


def test_an_id_tells_kind_and_language() -> None:
    named = re.compile(r"(plain|misspelt|split|synonym|other|place|nothing)-([a-z]{2,3})-[0-9]{3}")
    told = {query.id: named.fullmatch(query.id) for query in judged_queries()}
    assert [id_ for id_, match in told.items() if not match] == []
    groups = {query.id: (query.kind.removesuffix("-language"), query.language) for query in judged_queries()}
    assert {id_: match.groups() for id_, match in told.items() if match} == groups


def test_arabic_and_bulgarian_are_written_in_their_own_script() -> None:
    scripts = {"ar": "ARABIC", "bg": "CYRILLIC"}
    for language, script in scripts.items():
        texts = [query.text for query in judged_queries() if query.language == language]
        assert sum(unicodedata.name(text[0]).startswith(script) for text in texts) >= 10


def test_half_of_every_kind_and_language_is_held_back() -> None:
    halves = Counter((query.group, query.split) for query in judged_queries())
    groups = {query.group for query in judged_queries()}
    assert {query.split for query in judged_queries()} == {"tune", "held"}
    assert [group for group in groups if halves[group, "held"] != halves[group, "tune"]] == []


def test_the_hash_of_the_id_decides_which_half_is_held_back() -> None:
    assert held_ids(judged_queries()) == {query.id for query in judged_queries() if query.split == "held"}


def test_the_held_half_is_frozen() -> None:
    assert checksum_of_half(QUERIES, "held") in README, "the held half changed after it was judged (README.md, Frozen)"


def test_every_published_activity_was_there_when_the_queries_were_judged() -> None:
    keys = checksum_of_keys(row["key"] for row in published())
    assert keys in README, "the published activities of the demo changed: judge them too (README.md, Frozen)"


@pytest.mark.parametrize("cell", ["naailes", "naailes:3", ":2", "naailes:2,", "naailes:2,naailes:1", "naailes: 2"])
def test_a_judgement_in_another_form_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="unreadable judgement"):
        grades(cell)
