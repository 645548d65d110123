"""What is the same wish, what a wish is about, what belongs in a public text, and who decides on it."""

from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.contracts.participation.wishes import WishStatus
from services.kit.who import Who
from services.participation.proposals.rules import PROPOSAL_STEPS, may_judge, shortened
from services.participation.wishes.rules import (
    CLOSED,
    DECIDED,
    WISH_STEPS,
    Reach,
    Refused,
    may_decide,
    next_status,
    reach_of,
)
from services.participation.wishes.similar_rules import (
    Said,
    content_words,
    guessed_category,
    likeness,
    most_alike,
    shared,
    trigrams,
)
from services.participation.wishes.text_rules import tidy, wrong_in_text
from tests.participation.conftest import the_deal

TEXTS = some.text(max_size=60) | some.sampled_from(["Naaiclub voor vrouwen", "Ik wil leren naaien", "دروس خياطة"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ik wil graag een naaiclub in de buurt", "Naaiclub voor vrouwen"),
        ("Ik wil leren naaien", "Naailes, ik wil naaien leren"),
        ("Wandelen met ouderen", "Een wandelgroep voor ouderen"),
        ("Samen koken met mijn buren", "Ik wil een keer per week samen koken met buren"),
        ("أريد دروس خياطة", "دروس خياطة للنساء"),
        ("KOFFIE DRINKEN!!", "koffie drinken"),
    ],
)
def test_the_same_wish_in_other_words(one: str, other: str) -> None:
    assert likeness(one, other) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zwemles voor vrouwen", "Zwemles voor mannen"),
        ("Voetbal voor meisjes", "Voetbal voor jongens"),
        ("Een tafel om te schaken", "Een tafel om te eten"),
        ("Ik wil graag iets met mensen in de buurt", "Ik wil graag iets doen in de wijk"),
        ("Nederlands leren", "Turks leren koken"),
        ("🎉", "🎈"),
    ],
)
def test_another_wish_however_alike_it_looks(one: str, other: str) -> None:
    assert likeness(one, other) == 0


@given(TEXTS, TEXTS)
def test_likeness_is_mutual_and_between_nothing_and_all(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(TEXTS)
def test_everything_is_like_itself(text: str) -> None:
    assert likeness(text, text) == 1


@given(some.frozensets(some.text(max_size=3)), some.frozensets(some.text(max_size=3)))
def test_the_shared_part_is_a_part(some_: frozenset[str], others: frozenset[str]) -> None:
    assert 0 <= shared(some_, others) <= 1
    assert (shared(some_, others) == 1) == (some_ == others != frozenset())


def test_trigrams_are_those_of_postgres() -> None:
    assert trigrams("naai") == {"  n", " na", "naa", "aai", "ai "}


def test_the_most_alike_comes_first_and_of_equals_the_most_shared() -> None:
    said = [
        Said(UUID(int=1), "Naaien leren", 1),
        Said(UUID(int=2), "Leren naaien", 5),
        Said(UUID(int=3), "Een zangkoor", 9),
    ]
    assert [each.id.int for each in most_alike("Ik wil leren naaien", said)] == [2, 1]


def test_what_a_text_is_about_follows_from_the_deals_labels() -> None:
    words = {each.slug: list(each.labels.values()) for each in the_deal().categories}
    assert guessed_category("Samen eten met de buren", words) == "food"
    assert guessed_category("Birlikte yemek", words) == "food"
    assert guessed_category("Ik wil sporten", words) == "sport"
    assert guessed_category("Iets anders", words) is None
    assert guessed_category("", words) is guessed_category("koken", {}) is None


def test_two_categories_that_fit_as_well_are_no_guess() -> None:
    assert guessed_category("taal en sport", {"language": ["Taal"], "sport": ["Sport"]}) is None


def test_little_words_say_nothing() -> None:
    assert content_words("Ik wil graag een naaiclub in de buurt") == {"naaiclub"}


@given(some.text())
def test_any_text_can_be_judged_and_tidied(text: str) -> None:
    assert all(each["location"]["name"] == "text" for each in wrong_in_text("text", text))
    once = tidy(text)
    assert tidy(once) == once
    assert "\n" not in once and "\0" not in once and "\u202e" not in once


@given(some.from_regex(r"\A0[1-9]( ?[0-9]){8}\Z"), some.from_regex(r"\A[a-z ]{0,20}\Z"))
def test_no_phone_number_slips_through(phone: str, before: str) -> None:
    phone = phone.strip()
    assert "holds-phone" in {each["code"] for each in wrong_in_text("text", f"{before} {phone} graag")}


@pytest.mark.parametrize("text", ["Om 10.30 uur", "Voor 12 euro 50", "Straat 1234 tot 1299", "Op 01-02-2026 10:00"])
def test_times_prices_and_days_are_no_phone_numbers(text: str) -> None:
    assert wrong_in_text("text", text) == []


def test_every_state_of_a_wish_is_in_the_table() -> None:
    assert set(WISH_STEPS) == set(get_args(WishStatus))
    assert {following for steps in WISH_STEPS.values() for following in steps} <= set(WISH_STEPS)
    assert {"fulfilled", "rejected", "withdrawn"} == CLOSED
    assert set(PROPOSAL_STEPS) >= {following for steps in PROPOSAL_STEPS.values() for following in steps}


@pytest.mark.parametrize("status", WISH_STEPS)
@pytest.mark.parametrize("decision", DECIDED)
def test_a_decision_follows_the_table(status: str, decision: str) -> None:
    found = next_status(status, decision)
    assert isinstance(found, Refused) or found in WISH_STEPS[status]
    if status in CLOSED:
        assert isinstance(found, Refused) == ((status, decision) != ("rejected", "undo"))


def test_who_decides_where() -> None:
    editor = reach_of(Who("e", frozenset({"editor"}), wijken=frozenset({"moerwijk"})), [])
    coordinator = reach_of(Who("c", frozenset({"coordinator"}), wijken=frozenset({"bouwlust"})), ["moerwijk"])
    moderator = reach_of(Who("m", frozenset({"moderator"})), [])
    nobody = reach_of(Who("p", frozenset({"programme"}), wijken=frozenset({"moerwijk"})), ["moerwijk"])
    some_of_them = (editor, coordinator, moderator, nobody)
    assert [may_decide(each, "moerwijk") for each in some_of_them] == [True, True, True, False]
    assert [may_decide(each, "bouwlust") for each in some_of_them] == [False, False, True, False]
    assert [may_decide(each, None) for each in some_of_them] == [True, True, True, False]


def test_a_proposal_that_names_a_place_is_for_its_own_coordinator() -> None:
    here, there = UUID(int=1), UUID(int=2)
    who = Who("c", frozenset({"coordinator"}), places=frozenset({here}))
    reach = Reach(False, frozenset({"moerwijk"}))
    assert may_judge(who, reach, here, "moerwijk")
    assert not may_judge(who, reach, there, "moerwijk")
    assert may_judge(who, reach, None, "moerwijk")
    assert not may_judge(who, reach, None, "bouwlust")


@given(some.text(max_size=400), some.integers(2, 200))
def test_a_shortened_text_fits(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most
    assert shortened(text, most) == text or shortened(text, most).endswith("…")
