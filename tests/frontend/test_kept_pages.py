"""Public pages are kept, and never longer than they are right."""

import time
from collections.abc import Callable
from uuid import uuid4

import httpx
import pytest

from frontend import versions
from frontend.kept_pages import KeptPage, Shelf
from frontend.sessions import COOKIE
from frontend.versions import ASKED_EVERY_SECONDS
from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of

LIST = "/activiteiten"


@pytest.fixture
def versioned(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Its services say which version their data has, and mean it at once; nobody asked for it yet."""
    monkeypatch.setattr(versions, "SETTLING_SECONDS", 0)
    site.house.version = uuid4().hex
    return site


def change(site: Site, version: str) -> None:
    site.house.version = version
    time.sleep(ASKED_EVERY_SECONDS + 0.05)


def asked(site: Site, act: Callable[[], object]) -> list[str]:
    site.house.asked.clear()
    act()
    return [each for each in site.house.asked if each == "GET /v1/activity-cards"]


def test_a_page_is_made_once_per_address_language_and_version(versioned: Site) -> None:
    site = versioned
    assert asked(site, lambda: site.visitor.get(LIST)) == ["GET /v1/activity-cards"]
    assert asked(site, lambda: site.visitor.get(LIST)) == []
    assert asked(site, lambda: site.visitor.get(f"/tr{LIST}")) == ["GET /v1/activity-cards"]
    assert asked(site, lambda: site.visitor.get(f"{LIST}?q=gym")) == ["GET /v1/activity-cards"]
    site.house.activities.pop()
    assert "29 activiteiten" in text_of(parsed(site.visitor.get(LIST)), "main")
    change(site, uuid4().hex)
    assert "28 activiteiten" in text_of(parsed(site.visitor.get(LIST)), "main")


def test_who_has_the_page_is_told_so_in_a_few_bytes(versioned: Site) -> None:
    first = versioned.visitor.get(LIST)
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["content-language"] == "nl"
    assert "default-src" in first.headers["content-security-policy"]
    again = versioned.visitor.get(LIST, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = httpx.get(f"{versioned.address}{LIST}", headers={"Accept-Encoding": "identity"})
    assert plain.text == first.text


def test_nothing_is_kept_of_who_is_signed_in_of_forms_and_of_refusals(versioned: Site) -> None:
    site = versioned
    site.visitor.get(LIST)
    assert asked(site, lambda: site.coordinator.get(LIST)) == ["GET /v1/activity-cards"]
    assert asked(site, lambda: site.visitor.get(LIST, headers={"Cookie": f"{COOKIE}=x"})) == ["GET /v1/activity-cards"]
    for path in ("/wensen/nieuw", "/bestaat-niet", "/wensen/mijn/my-wish", "/aanmelden"):
        assert "etag" not in site.visitor.get(path).headers


def test_what_is_not_kept_is_sent_compressed_too(versioned: Site) -> None:
    form = versioned.visitor.get("/wensen/nieuw")
    assert "etag" not in form.headers
    assert form.headers["content-encoding"] == "gzip"
    assert form.headers["vary"] == "Accept-Encoding"
    plain = versioned.visitor.get("/wensen/nieuw", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert parsed(form).css("main form")


def test_a_page_that_lacks_a_part_is_not_kept(versioned: Site) -> None:
    site = versioned
    site.house.fails["GET /v1/activity-cards"] = (503, {})
    assert "kunnen nu niet worden getoond" in text_of(parsed(site.visitor.get(LIST)), "main")
    site.house.fails.clear()
    assert "29 activiteiten" in text_of(parsed(site.visitor.get(LIST)), "main")


def test_a_page_made_just_after_a_change_is_not_kept(versioned: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Part of it may be from before."""
    monkeypatch.setattr(versions, "SETTLING_SECONDS", 60)
    versioned.visitor.get(LIST)
    assert asked(versioned, lambda: versioned.visitor.get(LIST)) == ["GET /v1/activity-cards"]


def test_everybody_sees_the_start_page_of_their_own_wijk(versioned: Site) -> None:
    site = versioned
    everywhere = site.visitor.get("/").text
    site.visitor.post("/mijn-wijk", data={"wijk": "moerwijk"})
    assert site.visitor.get("/").text != everywhere
    assert httpx.get(f"{site.address}/").text == everywhere


def test_a_shelf_holds_no_more_than_fits() -> None:
    shelf = Shelf(100)
    for number in range(5):
        shelf.put((str(number),), KeptPage(b"x" * 30, b"", [], None))
    assert list(shelf.pages) == [("2",), ("3",), ("4",)]
    shelf.get(("2",))
    shelf.put(("5",), KeptPage(b"x" * 30, b"", [], None))
    assert ("2",) in shelf.pages
    assert shelf.size == 90
