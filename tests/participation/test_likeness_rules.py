"""Which word is meant by a misspelt one."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.participation.search.asking import as_typed, meanings
from services.participation.search.likeness_rules import Candidate, distance, is_a_form_of, meant_by, nearness
from services.participation.search.meaning_rules import Span

WORDS = some.text("abcdeklmnorst", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("tabelt", "tablet", 1),
        ("nailes", "naailes", 1),
        ("koffue", "koffie", 1),
        ("a", "", 1),
    ],
)
def test_the_distance_is_the_number_of_slips(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps


@given(WORDS, WORDS)
def test_distance_goes_both_ways_and_is_never_more_than_writing_it_anew(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert 0 <= nearness(one, other) <= 1
    assert (nearness(one, other) == 1) == (one == other)


@given(WORDS)
def test_a_word_in_use_is_meant_by_itself(word: str) -> None:
    others = [Candidate(word, word, 1), Candidate("x" * 14, "x", 1000)]
    assert meant_by(word, word, others) == word


def test_of_two_that_are_as_near_the_one_in_use_is_meant() -> None:
    kept = [Candidate("kaart", "kart", 0), Candidate("taart", "tart", 4)]
    assert meant_by("waart", "wart", kept) == "taart"


def test_nothing_is_meant_by_a_word_that_is_like_none() -> None:
    assert meant_by("sauna", "swna", [Candidate("samen", "sam", 30)]) is None
    assert meant_by("auto", "wto", [Candidate("oud", "wt", 3)]) is None
    assert meant_by("xyz", "ksys", []) is None


def test_two_words_written_together_are_meant_apart() -> None:
    assert meant_by("gratiseten", "gratisete", [], ["gratis eten"]) == "gratis eten"


def test_a_compound_of_known_words_is_only_taken_for_what_is_very_near() -> None:
    near, far = Candidate("kinderen", "kinder", 9), Candidate("zangfeest", "sangfest", 2)
    assert meant_by("kindren", "kindr", [near], compound=True) == "kinderen"
    assert meant_by("zwemfeest", "swemfest", [far], compound=True) is None


def test_a_word_that_is_spelt_right_is_no_other_word() -> None:
    near = Candidate("rechten", "regt", 9)
    assert meant_by("vechten", "fegt", [near]) == "rechten"
    assert meant_by("vechten", "fegt", [near], spelt_right=True) is None


@pytest.mark.parametrize(
    ("typed", "known"), [("zelfgemaakte", "zelfgemaakt"), ("indiaas", "indiase"), ("vergadering", "vergaderingen")]
)
def test_but_it_may_be_a_form_of_one(typed: str, known: str) -> None:
    assert meant_by(typed, typed, [Candidate(known, known, 2)], spelt_right=True) == known


def test_short_words_are_no_forms_of_each_other() -> None:
    assert not is_a_form_of("lego", "legt")
    assert not is_a_form_of("opeten", "openen")


def test_a_compound_that_is_spelt_right_is_still_cut() -> None:
    assert meant_by("zondagmiddag", "sontagmitag", [], ["zondag middag"], spelt_right=True) == "zondag middag"


def test_a_word_is_never_taken_for_itself() -> None:
    rows = [("bloemstukje", "bloemstukje", "blumstukj", 0, "blumstukj")]
    assert meanings(rows, {"bloemstukje": False}) == {}
    rows.append(("bloemstukje", "bloemstukjes", "blumstukjes", 2, "blumstukj"))
    assert meanings(rows, {"bloemstukje": False}) == {"bloemstukje": "bloemstukjes"}


def test_words_that_count_as_one_are_shown_apart() -> None:
    words = [typed("ik", 1), typed("zoek", 2)]
    both = typed("ikzoek", 1, length=2)
    assert as_typed(both, [both, *words]) == "ik zoek"
    assert as_typed(words[1], [both, *words]) == "zoek"


def typed(word: str, first: int, length: int = 1) -> Span:
    return Span(first, length, word, word, 1, 0.5, False, (), (), (), (), True)
