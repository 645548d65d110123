"""A walk-in date that is full: said in the same words wherever the date is shown."""

import pytest

from frontend.languages import languages
from frontend.texts import texts_of
from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of
from tests.frontend.reading_html import texts_of as each_text


def pages(site: Site) -> dict[str, str]:
    """Where the date is shown, with what stands around it there."""
    full = site.house.activities[1]
    return {
        "/": ".agenda__item",
        "/activiteiten": ".activity-card",
        "/wijken/moerwijk": ".activity-card",
        f"/plekken/{full.place.id}": ".activity-card",
        "/insluiten/activiteiten": ".embed__list li",
        f"/activiteiten/{full.id}": ".dates",
    }


def without_marks(text: str) -> str:
    """Of the direction of a number, and spaces at which no line breaks."""
    return text.replace("\u2066", "").replace("\u2069", "").replace("\u00a0", " ")


@pytest.mark.parametrize("code", languages())
def test_it_says_to_call_in_every_language(site: Site, code: str) -> None:
    words = texts_of(code)
    said = f"{words['join.full']} {words['full.call'].format(phone='070 555 01 11')}"
    for path, around in pages(site).items():
        page = parsed(site.visitor.get(path if code == "nl" else f"/{code}{path.rstrip('/')}"))
        assert [said in without_marks(each) for each in each_text(page, around)].count(True) == 1, path


def test_without_a_phone_one_asks_at_the_place_and_a_date_with_room_says_nothing(site: Site) -> None:
    full = site.house.activities[1]
    site.house.activities[1] = full.model_copy(update={"place": full.place.model_copy(update={"phone": None})})
    for path in pages(site):
        assert text_of(parsed(site.visitor.get(path)), "body").count("Vraag bij de plek of er nog iemand bij kan.") == 1
    site.house.activities[1] = site.house.activities[2]
    assert not parsed(site.visitor.get("/activiteiten")).css(".activity-card .badge")


def test_of_what_one_joins_the_page_tells_how_much_room_there_is(site: Site) -> None:
    full = site.house.activities[1]
    site.house.activities[1] = full.model_copy(update={"joining": "per-date"})
    assert "Bel even" not in text_of(parsed(site.visitor.get("/activiteiten")), "main")
    assert "Bel even" not in text_of(parsed(site.visitor.get("/")), "main")
