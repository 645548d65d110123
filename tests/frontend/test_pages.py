"""Every page: valid HTML, the right words, refusals that are pages too."""

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of

ASKED_FOR_VERSIONS = ("GET /v1/wijken", "GET /v1/pillars", "GET /v1/indicators")
UNKNOWN = "00000000-0000-0000-0000-000000000000"


def addresses(site: Site) -> dict[str, str]:
    activity, place = site.house.activities[0], site.house.places[0]
    return {
        "home": "/",
        "list": "/activiteiten",
        "found": "/activiteiten?q=koffie&wanneer=week&soort=meeting&gratis=ja",
        "nothing": "/activiteiten?q=xyzzy",
        "wijk": "/wijken/moerwijk",
        "second page": "/wijken/moerwijk?pagina=2",
        "activity": f"/activiteiten/{activity.id}",
        "odd activity": f"/activiteiten/{site.house.activities[-1].id}",
        **joining_pages(site),
        "place": f"/plekken/{place.id}",
        **pages_for_residents(site),
        "still right": "/klopt-dit/activity-link",
        "progress": "/hoe-gaat-het",
        "open data": "/open-data",
        "list for other sites": "/insluiten?wijk=moerwijk",
        "list in a frame": "/insluiten/activiteiten?wijk=moerwijk",
        "sign in": "/aanmelden",
        "not found": "/bestaat-niet",
        "desk": "/balie",
        "new": "/balie/activiteiten/nieuw",
        "edit": f"/balie/activiteiten/{activity.id}",
        "withdraw": f"/balie/activiteiten/{activity.id}/stoppen",
        **pages_of_the_desk(site),
    }


def pages_of_the_desk(site: Site) -> dict[str, str]:
    activity, place = site.house.activities[0], site.house.places[0]
    address = f"/balie/activiteiten/{activity.id}"
    return {
        "start posting": "/balie/activiteiten/beginnen",
        "from a template": "/balie/activiteiten/nieuw?sjabloon=koffieochtend",
        "look first": f"{address}/bekijken",
        "translate": f"{address}/vertalingen?taal=tr",
        "skip": f"{address}/overslaan",
        "one date": f"{address}/datums/{activity.next[-1].id}",
        "list of one date": f"{address}/datums/{activity.next[-1].id}/lijst",
        "photo": f"/balie/plekken/{place.id}/foto",
    }


def pages_for_residents(site: Site) -> dict[str, str]:
    activity, place, wish = site.house.activities[0], site.house.places[0], site.house.wishes[0]
    return {
        "this week": "/?wanneer=week",
        "map": "/kaart",
        "wishes": "/wensen",
        "make a wish": "/wensen/nieuw",
        "wish it too": f"/wensen/{wish.id}/ook",
        "own wish": "/wensen/mijn/my-wish",
        "propose": "/voorstellen",
        "own proposal": "/voorstellen/mijn/my-proposal",
        "wrong activity": f"/activiteiten/{activity.id}/klopt-niet",
        "wrong place": f"/plekken/{place.id}/klopt-niet",
        "help": "/hulp",
        "projects": "/projecten",
        "project": f"/projecten/{site.house.projects[0].id}",
        "deal": "/de-deal",
        "accessibility": "/toegankelijkheid",
        "privacy": "/privacy",
        "components": "/componenten",
        "offline": "/zonder-verbinding",
    }


def joining_pages(site: Site) -> dict[str, str]:
    """The pages of joining, in each of their states."""
    found: dict[str, str] = {}
    for joined in (each for each in site.house.activities if each.joining != "walk-in"):
        address = f"/activiteiten/{joined.id}"
        keer = f"?keer={joined.next[0].id}" if joined.joining == "per-date" else ""
        found |= {f"to join {joined.title}": address, f"join {joined.title}": f"{address}/aanmelden{keer}"}
    links = {f"enrolment {token}": f"/aanmeldingen/{token}" for token in site.house.enrolments}
    return found | links | {"leave": "/aanmeldingen/enrolled-link/afmelden"}


def test_every_page_is_valid_html_with_one_title_and_no_inline_style_or_script(site: Site) -> None:
    for name, address in addresses(site).items():
        answer = site.coordinator.get(address)
        page = parsed(answer)
        assert answer.status_code == (404 if name == "not found" else 200), name
        assert len(page.css("h1")) == 1, name
        assert len(page.css("main#inhoud")) == 1, name
        assert not page.css("[style], script:not([src], [type='application/ld+json']), style, [onclick]"), name
        assert text_of(page, "title").endswith("– Zuidwest"), name


def test_what_nobody_confirmed_says_to_call_first(site: Site) -> None:
    odd, unsure = site.house.activities[-1], site.house.places[-1]
    for address in (f"/activiteiten/{odd.id}", f"/plekken/{unsure.id}"):
        assert "Bel eerst: 070 555 01 11" in text_of(parsed(site.visitor.get(address)), "main")
    sure = parsed(site.visitor.get(f"/activiteiten/{site.house.activities[0].id}"))
    assert "Bel eerst" not in text_of(sure, "main")


def test_a_place_says_when_it_is_open_who_guides_and_what_residents_do(site: Site) -> None:
    said = text_of(parsed(site.visitor.get(f"/plekken/{site.house.places[0].id}")), "main")
    assert "Elke dag: 9.00 tot 17.00 uur" in said
    assert "Vrijdag 25 december: dicht (kerst)" in said
    assert "Er is een begeleider van Haags Sportkwartier die u op weg helpt." in said
    assert "Openen en sluiten" in said
    assert "https://buurtkamer.example.org" in said
    less = text_of(parsed(site.visitor.get(f"/plekken/{site.house.places[1].id}")), "main")
    assert "Er is een begeleider die u op weg helpt." in less
    assert "Dit doen bewoners zelf" not in less


def test_home_shows_what_one_can_still_go_to_today(site: Site) -> None:
    page = parsed(site.visitor.get("/"))
    assert text_of(page, "h1") == "Wat kan ik vandaag doen?"
    assert len(page.css(".agenda__item")) == 8
    assert " ".join(page.css(".agenda__time")[0].text().split()) == "10.00 tot 12.00 uur"
    assert "Moerwijk" in page.css(".agenda__place")[0].text()


def test_home_asks_once_and_keeps_what_hardly_changes(site: Site) -> None:
    site.visitor.get("/")
    site.house.asked.clear()
    site.visitor.get("/?wanneer=week")
    assert [asked for asked in site.house.asked if asked not in ASKED_FOR_VERSIONS] == ["GET /v1/agenda"]


def test_ones_own_wijk_is_remembered_when_one_says_so_and_forgotten_again(site: Site) -> None:
    chosen = site.visitor.post("/mijn-wijk", data={"wijk": "moerwijk"})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/#vandaag")
    page = parsed(site.visitor.get("/"))
    assert attribute(page, ".chip[aria-pressed=true]", "value") == "moerwijk"
    assert "/activiteiten?wijk=moerwijk&wanneer=vandaag" in str(page.html).replace("&amp;", "&")
    site.visitor.post("/mijn-wijk", data={"wijk": ""})
    assert attribute(parsed(site.visitor.get("/")), ".chip[aria-pressed=true]", "value") == ""
    assert site.visitor.post("/mijn-wijk", data={"wijk": "scheveningen"}).status_code == 404


def test_a_wijk_lists_its_activities_and_places_page_by_page(site: Site) -> None:
    first = parsed(site.visitor.get("/wijken/moerwijk"))
    assert text_of(first, ".result-count") == "25 activiteiten gevonden"
    assert len(first.css(".activity-card")) == 20
    assert texts_of(first, "#plekken") == ["Plekken in Moerwijk"]
    assert attribute(first, ".denhaag-pagination [rel=next]", "href") == "/wijken/moerwijk?pagina=2"
    assert len(parsed(site.visitor.get("/wijken/moerwijk?pagina=2")).css(".activity-card")) == 5


def test_filters_keep_what_was_chosen(site: Site) -> None:
    page = parsed(site.visitor.get("/activiteiten?q=gym&wanneer=week&soort=sport&gratis=ja"))
    assert attribute(page, "#q", "value") == "gym"
    assert attribute(page, "#wanneer-week", "checked") == ""
    assert attribute(page, "#soort option[selected]", "value") == "sport"
    assert attribute(page, "#gratis", "checked") == ""
    assert text_of(page, "h1") == "Activiteiten met “gym”"
    assert text_of(page, ".result-count") == "1 activiteit gevonden"


def test_what_somebody_typed_is_text_and_nothing_else(site: Site) -> None:
    page = parsed(site.visitor.get("/activiteiten", params={"q": '"><script>alert(1)</script>'}))
    assert not page.css("script:not([src])")
    assert attribute(page, "#q", "value") == '"><script>alert(1)</script>'


def test_an_activity_tells_when_where_and_what_it_takes(site: Site) -> None:
    page = parsed(site.visitor.get(f"/activiteiten/{site.house.activities[0].id}"))
    assert text_of(page, ".dates__first") == "Vandaag, 10.00 tot 12.00 uur"
    assert texts_of(page, ".dates li")[0] == "Dinsdag 1 december, 10.00 tot 12.00 uur"
    said = " ".join(texts_of(page, "dd"))
    for words in (
        "Gratis",
        "Nederlands, Turks",
        "Een paar woorden",
        "Een goed humeur",
        "Zonder drempels: ja",
        "12 mensen",
    ):
        assert words in said
    assert attribute(page, "a[href^='tel:']", "href") == "tel:0705550111"


def test_an_activity_without_dates_costs_or_extras_is_still_a_whole_page(site: Site) -> None:
    page = parsed(site.visitor.get(f"/activiteiten/{site.house.activities[-1].id}"))
    assert text_of(page, "h1") == "Gym & bewegen <65+>"
    assert "nog geen nieuwe datums" in text_of(page, ".dates")
    assert "€ 2 per keer" in " ".join(texts_of(page, "dd"))


@pytest.mark.parametrize(
    "path",
    [
        "/bestaat-niet",
        f"/activiteiten/{UNKNOWN}",
        "/activiteiten/geen-nummer",
        f"/plekken/{UNKNOWN}",
        "/wijken/scheveningen",
        f"/balie/activiteiten/{UNKNOWN}",
        "/activiteiten?pagina=nul",
    ],
)
def test_what_is_unknown_is_a_page_that_says_so(site: Site, path: str) -> None:
    answer = site.coordinator.get(path)
    assert answer.status_code == 404
    assert text_of(parsed(answer), "h1") == "Deze pagina is er niet"


def test_every_answer_carries_the_security_headers(site: Site) -> None:
    for path in ("/", "/bestaat-niet", "/aanmelden"):
        headers = site.visitor.get(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-request-id"]


def test_the_request_id_travels_to_the_services(site: Site) -> None:
    site.visitor.get("/hoe-gaat-het", headers={"X-Request-ID": "een-verzoek-1"})
    assert site.house.headers["x-request-id"] == "een-verzoek-1"


def test_pages_of_the_desk_are_never_kept_by_anybody(site: Site) -> None:
    assert site.coordinator.get("/balie").headers["cache-control"] == "private, no-store"


def test_a_mistake_of_ours_is_a_kind_page_and_a_line_in_the_log(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("frontend.pages.home.views.days_with_dates", broken)
    answer = httpx.get(f"{site.address}/")
    assert answer.status_code == 500
    assert text_of(parsed(answer), "h1") == "Er ging iets mis"
    assert "ZeroDivisionError" not in answer.text
