"""An activity posted from a template starts with its translations, as long as the Dutch is left as it was."""

from typing import Any

import pytest

from frontend.pages.publishing.translated_template import translations_with
from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of
from tests.frontend.stand_in_desk import IN_TURKISH, template

BODY = template().body
DUTCH = {"title": BODY.title, "summary": BODY.summary, "description": BODY.description}
BY_HAND = IN_TURKISH | {"title": "Kahve"}


def test_what_is_left_in_dutch_is_left_in_other_languages() -> None:
    assert translations_with(BODY, DUTCH, {}) == {"tr": IN_TURKISH}
    typed = {name: f" {text}\r\n" for name, text in DUTCH.items()}
    assert translations_with(BODY, typed, {}) == {"tr": IN_TURKISH}


@pytest.mark.parametrize("name", DUTCH)
def test_what_is_changed_in_dutch_is_not_told_otherwise_in_other_languages(name: str) -> None:
    assert translations_with(BODY, DUTCH | {name: "Iets anders"}, {"tr": IN_TURKISH}) == {}


def test_what_somebody_changed_by_hand_stays() -> None:
    for body in (DUTCH, DUTCH | {"title": "Thee"}):
        assert translations_with(BODY, body, {"tr": BY_HAND})["tr"] == BY_HAND


def test_the_form_tells_of_them_and_sends_them(site: Site) -> None:
    page = parsed(site.coordinator.get("/balie/activiteiten/nieuw?sjabloon=koffieochtend"))
    assert "Met vertalingen: Turks" in text_of(page, "main")
    fields = {str(each.attributes["name"]): each.attributes["value"] or "" for each in page.css("input[type=hidden]")}
    answers: dict[str, Any] = DUTCH | {"category": "meeting", "place": str(site.house.places[0].id), "days": "2"}
    answers |= {"date": "2026-12-01", "start": "10:00", "end": "12:00", "repeat": "weekly", "doe": "bewaren"}
    said = {name: value for name, value in fields.items() if name not in ("words_read", "rrule", "odd")}
    assert site.coordinator.post("/balie/activiteiten/nieuw", data=said | answers).status_code == 303
    assert site.house.sent[-1]["translations"] == {"tr": IN_TURKISH}
    site.coordinator.post("/balie/activiteiten/nieuw", data=said | answers | {"title": "Thee drinken"})
    assert not site.house.sent[-1].get("translations")


def test_an_empty_form_says_nothing_of_translations(site: Site) -> None:
    page = parsed(site.coordinator.get("/balie/activiteiten/nieuw"))
    assert "Met vertalingen" not in text_of(page, "main")
    assert attribute(page, "form[data-quiet]", "method") == "post"
