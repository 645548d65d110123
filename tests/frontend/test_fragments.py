"""Parts of pages are kept under all that they show."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup

from frontend.fragments import Fragments
from frontend.pages.publishing.looking import card_of
from frontend.texts import language
from tests.frontend.furnished import activity, place
from tests.frontend.stand_in_house import NOW

SHOWN: dict[str, Any] = {
    "id": UUID(int=1),
    "title": "Anders",
    "summary": "Iets anders dan het was.",
    "content_language": "tr",
    "distance": 350,
    "full": True,
    "start": NOW,
}


def maker(made: list[str]) -> Callable[[], Markup]:
    def make() -> Markup:
        made.append("again")
        return Markup("<p>12345</p>")

    return make


def test_a_part_is_made_once_for_what_it_shows_its_language_and_the_day() -> None:
    made: list[str] = []
    days = [date(2026, 11, 24)]
    kept = Fragments(lambda: days[-1])
    for _ in range(2):
        assert kept("card", "Koffie", caller=maker(made)) == "<p>12345</p>"
    assert len(made) == 1
    kept("card", "Thee", caller=maker(made))
    token = language.set("tr")
    kept("card", "Koffie", caller=maker(made))
    language.reset(token)
    days.append(days[-1] + timedelta(days=1))
    kept("card", "Koffie", caller=maker(made))
    assert len(made) == 4


def test_what_is_not_asked_for_any_more_goes() -> None:
    made: list[str] = []
    kept = Fragments(NOW.date, most=50)
    for name in "abacadae":
        kept(name, caller=maker(made))
    assert len(made) == 5
    kept("a", caller=maker(made))
    assert len(made) == 5
    kept("b", caller=maker(made))
    assert len(made) == 6
    assert len(kept.parts) + len(kept.older) <= 4


@pytest.mark.parametrize("name", SHOWN)
def test_another_card_for_everything_that_it_shows(name: str) -> None:
    made: list[str] = []
    kept = Fragments(NOW.date)
    card = card_of(activity(place("moerwijk", 1), "Koffie"))
    for each in (card, card.model_copy(), card.model_copy(update={name: SHOWN[name]})):
        kept("card", each, caller=maker(made))
    assert len(made) == 2


def test_a_list_makes_only_the_parts_that_are_new() -> None:
    made: list[str] = []
    kept = Fragments(NOW.date)

    def make(name: str) -> Markup:
        made.append(name)
        return Markup("<li>{}</li>").format(name)

    assert kept.each("item", ["a", "<b>"], 3, caller=make) == "<li>a</li><li>&lt;b&gt;</li>"
    assert kept.each("item", ["<b>", "c", "a"], 3, caller=make) == "<li>&lt;b&gt;</li><li>c</li><li>a</li>"
    assert made == ["a", "<b>", "c"]
    kept.each("item", ["a"], 2, caller=make)
    assert len(made) == 4
