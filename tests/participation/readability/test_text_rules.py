"""Sentences, words and syllables of Dutch."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.participation.readability.text_rules import is_known, sentences, syllables, words

WORDS = ("de", "koffie", "ochtend", "ochtenden", "dorp", "huis", "naai", "les", "ver")
RANKS = {word: rank for rank, word in enumerate(WORDS, start=1)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kom langs. Het is gratis!", ["Kom langs.", "Het is gratis!"]),
        ("Van 10.00 tot 12.00 uur. Welkom", ["Van 10.00 tot 12.00 uur.", "Welkom"]),
        ("Neem iets mee, bijv. een stoel. Dank u", ["Neem iets mee, bijv. een stoel.", "Dank u"]),
        ("Dat kan i.v.m. de feestdag niet. Morgen wel", ["Dat kan i.v.m. de feestdag niet.", "Morgen wel"]),
        ("Wij koken\n- soep\n- brood\n\n2. Eten", ["Wij koken", "soep", "brood", "Eten"]),
        ("Zin in “koffie?” Kom (snel)!", ["Zin in “koffie?”", "Kom (snel)!"]),
        ("Kijk op www.example.org. Of bel 070 123.", ["Kijk op www.example.org.", "Of bel 070 123."]),
        ("Neem mee: brood, kaas enz.", ["Neem mee: brood, kaas enz."]),
        ("... 12 !", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [each.text for each in sentences(text)] == expected


def test_words_are_not_numbers_or_addresses() -> None:
    text = "Mail naar a.b@example.org of kijk op https://example.org/taal: 3 foto's in het taal-café."
    expected = ["Mail", "naar", "of", "kijk", "op", "foto's", "in", "het", "taal-café"]
    assert [each.text for each in words(text)] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("boek", 1), ("leeuw", 1), ("nieuw", 1), ("koffie", 2), ("draaien", 2), ("café", 2), ("niveau", 2)),
        *(("yoga", 2), ("loyaal", 2), ("museum", 3), ("ideeën", 3), ("reünie", 3), ("enquête", 3), ("bioscoop", 3)),
        *(("bijeenkomst", 3), ("duidelijk", 3), ("vrijwilligers", 4), ("geïnteresseerd", 5), ("activiteiten", 5)),
        *(("BUURTHUIS", 2), ("hm", 1)),
    ],
)
def test_syllables(word: str, expected: int) -> None:
    assert syllables(word) == expected


@pytest.mark.parametrize(
    "word", ["koffie", "Koffieochtend", "koffie-ochtend", "koffieochtenden", "dorpshuis", "naailes"]
)
def test_a_word_made_of_known_words_is_known(word: str) -> None:
    assert is_known(word, RANKS, 100)


@pytest.mark.parametrize("word", ["koffieblub", "blubkoffie", "dorpxhuis", "huiss", "koff"])
def test_any_other_is_not(word: str) -> None:
    assert not is_known(word, RANKS, 100)


def test_known_is_up_to_a_rank() -> None:
    assert not is_known("naailes", RANKS, 7)


@given(some.text(max_size=300))
def test_offsets_are_those_of_the_text(text: str) -> None:
    found = sentences(text)
    assert all(text[each.start : each.end] == each.text == each.text.strip() for each in (*found, *words(text)))
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


@given(some.lists(some.sampled_from(["Kom langs", "Het is leuk", "Bel ons"]), min_size=1, max_size=8))
def test_as_many_sentences_as_were_written(written: list[str]) -> None:
    assert len(sentences(". ".join(written))) == len(written)
