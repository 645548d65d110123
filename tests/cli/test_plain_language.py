"""The measure of readability finds what is hard to read."""

import pytest

from cli import plain_language
from cli.plain_language import findings, sentences, words_a_sentence

LONG = "Als u zich heeft aangemeld dan krijgt u van ons een bericht waarin staat waar u moet zijn."


def test_the_texts_of_the_site_are_plain() -> None:
    assert [each for language in ("nl", "en") for each in findings(language)] == []
    assert 3 < words_a_sentence("nl") < 6


def test_a_long_sentence_and_a_long_word_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": f"Kort. {LONG}", "b": "Een subsidieaanvraagformulier.", "c": "Wij bellen {name}."}
    monkeypatch.setattr(plain_language, "texts_of", lambda _: texts)
    assert [(each.key, each.what.split(":")[0]) for each in findings("nl")] == [
        ("a", "a sentence of 18 words"),
        ("b", "a long word"),
    ]


def test_a_row_of_names_is_one_thing() -> None:
    assert sentences("Wat is er te doen in Bouwlust, Vrederust, Morgenstond en Moerwijk? Kijk.") == [
        "Wat is er te doen in Namen ?",
        "Kijk.",
    ]
