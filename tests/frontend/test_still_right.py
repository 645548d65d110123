"""The page that the link of a letter leads to."""

import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of, texts_of

LINK = "/klopt-dit/activity-link"


def test_looking_asks_and_changes_nothing(site: Site) -> None:
    answer = site.visitor.get(LINK)
    page = parsed(answer)
    assert "Koffie met de buurt 1" in text_of(page, "main")
    assert texts_of(page, "main form button") == ["Ja, dit klopt nog", "Er is iets veranderd", "Dit is gestopt"]
    assert "no-store" in answer.headers["cache-control"]
    assert site.visitor.head(LINK).status_code == 200
    assert (site.house.sent, [each for each in site.house.asked if not each.startswith("GET")]) == ([], [])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("still-right", "Bezoekers zien dat het klopt"),
        ("ended", "Bezoekers zien dit niet meer"),
        ("change", "Verander het aan de balie"),
    ],
)
def test_one_tap_answers_and_thanks(site: Site, answer: str, expected: str) -> None:
    tapped = site.visitor.post(LINK, data={"antwoord": answer})
    assert (tapped.status_code, tapped.headers["location"]) == (303, f"{LINK}?gedaan=true")
    assert site.house.sent == [{"answer": answer}]
    assert expected in text_of(parsed(site.visitor.get(tapped.headers["location"])), "main")
    assert expected not in text_of(parsed(site.visitor.get(LINK)), "main")


def test_nobody_is_thanked_for_nothing(site: Site) -> None:
    assert "Bedankt" not in text_of(parsed(site.visitor.get(f"{LINK}?gedaan=true")), "main")


def test_a_place_is_not_ended_by_a_link(site: Site) -> None:
    page = parsed(site.visitor.get("/klopt-dit/place-link"))
    assert texts_of(page, "main form button") == ["Ja, dit klopt nog", "Er is iets veranderd"]


def test_what_is_hidden_says_so(site: Site) -> None:
    hidden = site.house.checks["activity-link"].model_copy(update={"hidden": True})
    site.house.checks["activity-link"] = hidden
    page = parsed(site.visitor.get(LINK))
    assert "niet te zien op de site" in text_of(page, "main")
    assert not page.css(f"main a[href$='{hidden.listing_id}']")


def test_a_link_that_is_over_is_a_kind_page(site: Site) -> None:
    for answer in (site.visitor.get("/klopt-dit/x"), site.visitor.post("/klopt-dit/x", data={"antwoord": "ended"})):
        assert answer.status_code == 404
        assert text_of(parsed(answer), "h1") == "Deze link werkt niet meer"


@pytest.mark.parametrize("data", [{}, {"antwoord": "misschien"}, {"antwoord": ""}])
def test_another_answer_is_refused(site: Site, data: dict[str, str]) -> None:
    assert site.visitor.post(LINK, data=data).status_code == 400
    assert site.house.sent == []
