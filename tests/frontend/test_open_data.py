"""The page for who takes our data, and the list that others show in a frame."""

from html import unescape
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from services.kit.settings import Settings
from tests.frontend.browser import chromium
from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of
from tests.serving import served

FRAME = "/insluiten/activiteiten"


def test_every_address_to_copy_is_a_door(site: Site) -> None:
    page = parsed(site.visitor.get("/open-data"))
    found = [urlsplit(code.text()) for code in page.css("code.copyable")]
    paths = {f"/{url.path.split('/', 2)[2]}?{url.query}".rstrip("?") for url in found if url.path.count("/") > 1}
    assert all(url.scheme and url.netloc for url in found)
    feeds = {"/v1/activities.ics", "/v1/activities.rss", "/v1/maex.csv", "/rpde/activities", "/hsds/", "/odata/v4/"}
    assert feeds <= paths
    assert "/v1/activities.ics?wijk=moerwijk" in paths
    said = text_of(page, "main")
    for word in ("Outlook", "Excel", "Power BI", "Python", "CC0 1.0", "tien keer per seconde", "twaalf maanden"):
        assert word in said, word
    assert [link.attributes["href"] for link in page.css("main a[rel~=license]")] == [
        "https://licentie.voorbeeld.test/"
    ]
    assert attribute(page, "main a[href^='mailto:']", "href") == "mailto:data@voorbeeld.test"
    compile(page.css("#python ~ pre")[0].text(), "the example", "exec")
    assert page.css("#wijzigingen + ul time")[0].attributes["datetime"] == "2026-11-28"


def test_the_addresses_are_those_from_outside() -> None:
    given = Settings.model_validate({"public_services_url": "https://{service}.voorbeeld.test/"})
    assert given.public_addresses["participation"] == "https://participation.voorbeeld.test"
    assert Settings.model_validate({}).public_addresses["indicators"] == "http://127.0.0.1:8002"


def test_only_the_list_may_stand_in_a_frame(site: Site) -> None:
    framed = site.visitor.get(FRAME)
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    for address in ("/", "/insluiten", "/open-data", "/activiteiten", f"{FRAME}?wijk=nergens"):
        assert "frame-ancestors 'none'" in site.visitor.get(address).headers["content-security-policy"], address
    assert "set-cookie" not in framed.headers


def test_the_list_in_the_frame(site: Site) -> None:
    page = parsed(site.coordinator.get(FRAME, params={"wijk": "moerwijk", "aantal": 3}))
    assert text_of(page, "h1") == "Wat is er te doen in Moerwijk?"
    links = page.css("a")
    assert all(link.attributes["target"] == "_top" for link in links)
    assert len(page.css(".embed__list > li")) == 3
    assert not page.css("form, nav, header")
    assert site.visitor.get(f"{FRAME}?wijk=nergens").status_code == 404
    assert site.visitor.get(f"{FRAME}?aantal=1000").status_code == 404


def test_a_list_stays_kind_while_participation_is_away(site: Site) -> None:
    site.house.fails["GET /v1/act"] = (503, {})
    answer = site.visitor.get(FRAME)
    assert answer.status_code == 200
    assert not parsed(answer).css(".embed__list")


def test_the_snippet_shows_the_list_on_another_site(site: Site) -> None:
    """In a browser: another origin shows the list, and may not show any other page."""
    page = parsed(site.visitor.get("/insluiten", params={"wijk": "moerwijk", "aantal": "3", "gratis": "ja"}))
    snippet = text_of(page, "textarea.copyable")
    address = unescape(snippet.split('src="')[1].split('"')[0])
    assert urlsplit(address).query == "wijk=moerwijk&gratis=ja&aantal=3"
    assert attribute(page, "iframe", "src") == f"{FRAME}?{urlsplit(address).query}"
    here = snippet.replace(
        address.removesuffix(urlsplit(address)._replace(scheme="", netloc="").geturl()), site.address
    )
    other = here.replace(FRAME, "/activiteiten")
    with served(saying(f"<!doctype html><title>x</title>{here}{other}")) as elsewhere, chromium() as browser:
        shown = browser.new_page()
        shown.goto(elsewhere, wait_until="networkidle")
        texts = [frame.locator("body").inner_text() for frame in shown.frames[1:]]
    assert "Wat is er te doen in Moerwijk?" in texts[0]
    assert "Koffie met de buurt" in texts[0]
    assert "Koffie met de buurt" not in texts[1]


def saying(html: str) -> FastAPI:
    app = FastAPI()
    app.get("/")(lambda: HTMLResponse(html))
    return app
