"""Every text in every language, addresses that carry the language, and content that says in which language it is."""

import re
import tomllib
from typing import Any

import pytest

from frontend import texts
from frontend.languages import languages, localised, split_language
from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of

OTHERS = [code for code in languages() if code != texts.DEFAULT]
PLURALS = {"one", "two", "few", "many"}
HOLES = re.compile(r"\{[^}]*\}")


def wanted(code: str) -> dict[str, str]:
    """By key, all forms of a count under one."""
    found: dict[str, str] = {}
    for key, text in texts.texts_of(code).items():
        start, _, last = key.rpartition(".")
        found[start if last in PLURALS else key] = text
    return found


def holes(text: str) -> set[str]:
    """Not that of a count: “one activity” needs no number."""
    return set(HOLES.findall(text)) - {"{count}"}


def test_there_are_five_languages_and_dutch_is_first() -> None:
    assert list(languages()) == ["nl", "ar", "en", "pl", "tr"]


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_there_in_every_language(code: str) -> None:
    assert wanted(code).keys() == wanted("nl").keys()


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_the_same_holes_to_fill_in(code: str) -> None:
    dutch = wanted("nl")
    assert {
        key: text for key, text in wanted(code).items() if holes(text) - {"{count}"} != holes(dutch[key]) - {"{count}"}
    } == {}


@pytest.mark.parametrize("code", languages())
def test_no_text_is_empty_or_written_twice(code: str) -> None:
    raw = (texts.LOCALES / f"{code}.toml").read_text(encoding="utf-8")
    assert tomllib.loads(raw)
    assert [key for key, text in texts.texts_of(code).items() if not text.strip()] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_count_has_the_forms_of_its_language(code: str) -> None:
    reset = texts.language.set(code)
    try:
        said = [texts.say("search.found", count) for count in (1, 2, 3, 5, 11, 22, 100)]
    finally:
        texts.language.reset(reset)
    assert len(set(said)) >= {"ar": 6, "pl": 7}.get(code, 2)
    if code == "pl":
        assert texts.counted_key("search.found", 22, "pl").endswith(".few")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", (None, "/")),
        ("/tr", ("tr", "/")),
        ("/tr/", ("tr", "/")),
        ("/ar/activiteiten", ("ar", "/activiteiten")),
        ("/xx/activiteiten", (None, "/xx/activiteiten")),
        ("/trein", (None, "/trein")),
        ("/nl//elders.example", ("nl", "/elders.example")),
    ],
)
def test_the_language_is_the_first_part_of_an_address(path: str, found: Any) -> None:
    assert split_language(path) == found


def test_a_page_leads_on_in_its_own_language_and_to_the_same_files() -> None:
    page = '<a href="/x?y=1"> <link href="/static/s.css"> <a href="/en/x"> <form action="/y"> <a href="//z">'
    turkish = '<a href="/tr/x?y=1"> <link href="/static/s.css"> <a href="/en/x"> <form action="/tr/y"> <a href="//z">'
    assert localised(page, languages()["tr"]) == turkish
    assert localised(page, languages()["nl"]) == page


def test_a_turkish_page_is_turkish_all_over(site: Site) -> None:
    page = parsed(site.visitor.get("/tr/activiteiten"))
    assert attribute(page, "html", "lang") == "tr"
    assert text_of(page, "h1") == "Etkinlikler"
    assert text_of(page, ".result-count") == "29 etkinlik bulundu"
    assert site.house.headers["accept-language"] == "tr"
    inside = [str(link.attributes["href"]) for link in page.css("main a[href^='/'], footer a[href^='/']")]
    assert inside
    assert all(href.startswith("/tr/") or href == "/tr/" for href in inside)
    assert "bugün, saat 10.00 - 12.00" in text_of(page, ".activity-card").lower()


def test_an_arabic_page_runs_from_right_to_left_and_its_dutch_content_does_not(site: Site) -> None:
    page = parsed(site.visitor.get(f"/ar/activiteiten/{site.house.activities[0].id}"))
    assert attribute(page, "html", "dir") == "rtl"
    assert (attribute(page, "h1", "lang"), attribute(page, "h1", "dir")) == ("nl", "ltr")
    assert "باللغة الهولندية فقط" in text_of(page, "main")
    assert attribute(parsed(site.visitor.get("/")), "h1", "lang") is None


def test_content_that_was_translated_is_not_called_dutch(site: Site) -> None:
    first = site.house.activities[0]
    site.house.activities[0] = first.model_copy(update={"content_language": "pl"})
    page = parsed(site.visitor.get(f"/pl/activiteiten/{first.id}"))
    assert attribute(page, "h1", "lang") is None
    assert "tylko po niderlandzku" not in text_of(page, "main")


def test_every_page_names_itself_and_its_other_languages(site: Site) -> None:
    page = parsed(site.visitor.get("/en/activiteiten?q=koffie"))
    base = "http://127.0.0.1:8000"
    assert attribute(page, "link[rel=canonical]", "href") == f"{base}/en/activiteiten"
    assert attribute(page, "link[hreflang=ar]", "href") == f"{base}/ar/activiteiten"
    assert attribute(page, "link[hreflang=nl]", "href") == f"{base}/activiteiten"
    assert attribute(page, ".language-bar a[hreflang=pl]", "href") == "/pl/activiteiten?q=koffie"


def test_the_dutch_address_has_no_language_in_front(site: Site) -> None:
    answer = site.visitor.get("/nl/activiteiten?q=koffie")
    assert (answer.status_code, answer.headers["location"]) == (301, "/activiteiten?q=koffie")


def test_where_an_answer_leads_on_to_is_in_the_same_language(site: Site) -> None:
    assert site.visitor.get("/pl/balie").headers["location"].startswith("/pl/aanmelden")


def test_at_the_desk_content_is_asked_for_as_it_was_written(site: Site) -> None:
    site.coordinator.get("/tr/balie")
    assert "accept-language" not in site.house.headers or site.house.headers["accept-language"] != "tr"


def test_the_sitemap_names_the_page_of_an_activity_in_every_language(site: Site) -> None:
    said = site.visitor.get("/sitemap.xml").text
    for activity in site.house.activities[:3]:
        address = f"/activiteiten/{activity.id}"
        assert said.count(f"{address}</loc>") == 1
        assert all(f"/{code}{address}" in said for code in languages() if code != "nl")
