"""When a translation is of an earlier Dutch text: a checksum tells, and a person takes it away."""

from typing import Any

import pytest

from services.participation.activities.translation_rules import (
    checked,
    checksum,
    followed,
    outdated,
    without_marks,
)

DUTCH = {"title": "Koffie", "summary": "Een kop koffie.", "description": "Met koek."}
TEA = DUTCH | {"title": "Thee"}
TR = {"title": "Kahve", "summary": "Bir fincan kahve.", "description": "Kurabiyeyle."}
PL = {"title": "Kawa", "summary": "Filiżanka kawy.", "description": "Z ciastkiem."}
Told = dict[str, Any]


def told(dutch: Told, **translations: Any) -> Told:
    return dutch | {"translations": translations}


BEFORE = told(DUTCH, tr=TR, pl=PL)
LAGGING = TR | {"outdated": True, "madeOf": checksum(DUTCH)}


def test_what_stays_while_the_dutch_changes_lags_behind() -> None:
    assert followed(told(TEA, tr=TR, pl=PL), BEFORE) == {
        "tr": LAGGING,
        "pl": PL | {"outdated": True, "madeOf": checksum(DUTCH)},
    }


def test_what_is_written_anew_is_of_the_dutch_beside_it() -> None:
    new = TR | {"title": "Çay"}
    assert followed(told(TEA, tr=new, en=PL), BEFORE) == {"tr": new, "en": PL}
    assert followed(told(TEA, tr=TR), None) == {"tr": TR}


def test_a_mark_stays_until_somebody_looks_or_the_dutch_comes_back() -> None:
    lagging = told(TEA, tr=LAGGING)
    assert followed(told(TEA, tr=TR), lagging) == {"tr": LAGGING}
    cocoa = DUTCH | {"title": "Cacao"}
    assert followed(told(cocoa, tr=TR), lagging) == {"tr": LAGGING}, "it is of the first Dutch, not of the second"
    assert followed(told(DUTCH, tr=TR), lagging) == {"tr": TR}


@pytest.mark.parametrize("name", ["title", "summary", "description"])
def test_each_of_the_three_texts_counts_and_white_space_does_not(name: str) -> None:
    spaced = DUTCH | {name: f"  {DUTCH[name]}\r\n"}
    assert followed(told(spaced, tr=TR), BEFORE) == {"tr": TR}
    assert outdated(followed(told(DUTCH | {name: "Iets anders"}, tr=TR), BEFORE)) == ["tr"]


def test_a_word_does_not_move_from_one_text_to_the_next_unseen() -> None:
    moved = DUTCH | {"title": "Koffie Een", "summary": "kop koffie."}
    assert checksum(moved) != checksum(DUTCH)


def test_marks_from_outside_say_nothing() -> None:
    forged = TR | {"outdated": True, "madeOf": "0123456789abcdef"}
    assert followed(told(DUTCH, tr=forged), BEFORE) == {"tr": TR}
    assert followed(told(TEA, tr=TR | {"outdated": False, "madeOf": checksum(TEA)}), BEFORE) == {"tr": LAGGING}


def test_who_looked_takes_the_mark_of_one_language_away() -> None:
    assert checked({"tr": LAGGING, "pl": LAGGING}, "tr") == {"tr": TR, "pl": LAGGING}
    assert without_marks({"tr": LAGGING, "pl": PL}) == {"tr": TR, "pl": PL}


@pytest.mark.parametrize("odd", [None, 5, [], {"tr": 5}, {"tr": None}])
def test_what_is_no_translation_yet_is_passed_over(odd: Any) -> None:
    now = DUTCH | {"translations": odd}
    assert followed(now, BEFORE) == odd
    assert without_marks(odd) == odd
    assert outdated(odd) == []
    assert followed(told(TEA, tr=TR), now) == {"tr": TR}
