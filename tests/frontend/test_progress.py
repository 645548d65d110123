"""How it goes: figures with where they are from, and what can't be said."""

from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of, texts_of


def test_progress_says_how_many_places_offer_three_when_and_by_which_definition(site: Site) -> None:
    page = parsed(site.visitor.get("/hoe-gaat-het"))
    assert text_of(page, ".figure__number") == "9 van 14 plekken bieden drie projecten"
    figure = text_of(page, ".figure")
    for words in ("voorlopig", "Minimaal drie per plek", "versie 2", "Gemeten vandaag om 9.30 uur"):
        assert words in figure
    assert "14 uit de lijst van plekken en activiteiten" in figure
    assert "Kan nog niet worden gemeten" in figure


def test_progress_says_what_can_not_be_compared_and_what_is_not_known_yet(site: Site) -> None:
    page = parsed(site.visitor.get("/hoe-gaat-het"))
    (cohesion,) = [each for each in texts_of(page, ".figure") if "Sociale cohesie" in each]
    for words in ("vastgesteld", "niet te vergelijken", "5,1", "(4,9 tot 5,3)", "najaar 2021", "Bron: Integrale"):
        assert words in cohesion
    assert "hoger dan" not in cohesion
    assert "Huishoudens met problematische schulden" in text_of(page, "section[aria-labelledby=waiting]")


def test_what_was_not_agreed_per_wijk_is_not_said_to_be_missed(site: Site) -> None:
    assert "Gehaald?" in texts_of(parsed(site.visitor.get("/hoe-gaat-het")), "th")
    nothing = {"target": None, "target_met": None}
    site.house.measurements = [each.model_copy(update=nothing) for each in site.house.measurements]
    page = parsed(site.visitor.get("/hoe-gaat-het"))
    assert "Gehaald?" not in texts_of(page, "th")
    assert "niet bekend" not in text_of(page, "main")
