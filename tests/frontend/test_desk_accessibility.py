"""axe and html-validate find nothing on any page and state of the desk of moderators and editors."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.frontend.browser import AXE, chromium, needed, window
from tests.frontend.conftest import Site
from tests.frontend.for_the_desk import (
    INVITED,
    JOINED,
    ORIGIN,
    PERSON,
    PLACE,
    PROPOSAL,
    WISH,
    be,
    furnish_desk,
    plain,
    undo,
)
from tests.frontend.reading_html import parsed, text_of
from tests.frontend.test_accessibility import too_wide, violations
from tests.frontend.test_html_validate import PROGRAM, wrong_in

PAGES = {
    "desk": "/balie",
    "queue": "/balie/te-lezen",
    "wish": f"/balie/wensen/{WISH}",
    "joined wish": f"/balie/wensen/{JOINED}?gedaan=approve",
    "proposal": f"/balie/voorstellen/{PROPOSAL}",
    "place": f"/balie/voorstellen/{PLACE}",
    "reports": "/balie/meldingen?gedaan=changed",
    "demand": "/balie/vraag",
    "undo": "/balie/terugdraaien",
    "log": "/balie/logboek",
    "people": "/balie/mensen?gedaan=invited",
    "invite": "/balie/mensen/uitnodigen",
    "person": f"/balie/mensen/{PERSON}",
    "invited": f"/balie/mensen/{INVITED}",
    "remove": f"/balie/mensen/{PERSON}/weg",
    "new place": f"/balie/plekken/nieuw?voorstel={PLACE}",
    "letter": "/uitnodiging",
}
WRONG = {
    "wish": (f"/balie/wensen/{WISH}", {"besluit": "reject"}),
    "proposal": (f"/balie/voorstellen/{PROPOSAL}", {"besluit": "reject"}),
    "undo": ("/balie/terugdraaien", {"stap": "kijk"}),
    "invite": ("/balie/mensen/uitnodigen", {"email": "nadia"}),
    "new place": ("/balie/plekken/nieuw", {"name": "x"}),
}
LOOKING = {"stap": "kijk", "afzender": ORIGIN, "what": "wishes", "reason": "spam"}


@pytest.fixture
def desk(site: Site) -> Site:
    furnish_desk(site.house)
    site.house.canned["POST /v1/moderation/undo"] = plain(undo(id=None, restorable_until=None))
    return site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def states(desk: Site, language: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of every page, of those with mistakes, without a service, and refused."""
    http = desk.coordinator
    for name, path in PAGES.items():
        yield name, http.get(f"{language}{path}").text
    for name, (path, values) in WRONG.items():
        answer = http.post(f"{language}{path}", data=values)
        assert answer.status_code == 400, name
        yield f"{name} with mistakes", answer.text
    yield "undo looked at", http.post(f"{language}/balie/terugdraaien", data=LOOKING).text
    desk.house.fails = {
        f"{verb} /v1/{start}": (503, {}) for verb in ("GET", "POST") for start in ("mod", "wishes", "rep")
    }
    yield "queue away", http.get(f"{language}/balie/te-lezen").text
    yield (
        "wish away",
        http.post(f"{language}/balie/wensen/{WISH}", data={"besluit": "approve", "text": "Soep eten"}).text,
    )
    be(desk.house, "analyst")
    refused = http.get(f"{language}/balie/mensen")
    assert refused.status_code == 403
    yield "refused", refused.text
    desk.house.fails.clear()
    be(desk.house, "admin")


def test_html_validate_finds_nothing(desk: Site, tmp_path: Path) -> None:
    needed("html-validate", PROGRAM.exists())
    files = []
    for language in ("", "/ar"):
        for name, html in states(desk, language):
            files.append(tmp_path / f"{name}{language.replace('/', ' ')}.html")
            files[-1].write_text(html, encoding="utf-8")
    assert len(files) == 52
    assert wrong_in(files) == ""


@pytest.mark.parametrize(("width", "language"), [(1280, ""), (320, "/ar")])
def test_axe_finds_nothing(desk: Site, browser: Browser, width: int, language: str) -> None:
    """Every page on a small phone in Arabic, every other state on a desk in Dutch; nothing may be too wide either."""
    needed("axe-core", AXE.exists())
    wrong: dict[str, list[str]] = {}
    shown = ""
    with window(browser, desk.address, width) as opened:
        page = opened.new_page()
        page.route(f"{desk.address}/shown", lambda route: route.fulfill(body=shown, content_type="text/html"))
        for name, html in states(desk, language):
            if (name in PAGES) != (width == 320):
                continue
            shown = html
            page.goto(f"{desk.address}/shown")
            wrong[name] = violations(page) + too_wide(page, (width,))
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_moderator_without_places_is_led_on(desk: Site) -> None:
    be(desk.house, "moderator")
    assert "Kies hierboven wat u wilt doen" in text_of(parsed(desk.coordinator.get("/balie")), "main")
