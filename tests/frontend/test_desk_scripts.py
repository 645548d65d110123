"""What a script adds at the desk: dates while one types, kept as one goes, a photo that can be moved in its frame."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.frontend.browser import chromium, window
from tests.frontend.conftest import Site
from tests.frontend.posting import NEW
from tests.participation.test_photos import photo


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_dates_come_while_one_types_and_it_is_kept(site: Site, browser: Browser) -> None:
    with window(browser, site.address, 390) as opened:
        page = opened.new_page()
        page.goto(f"{site.address}{NEW}?sjabloon=koffieochtend&plek={site.house.places[0].id}")
        page.locator("#words").fill("elke donderdag 13.00–14.30")
        expect(page.locator("#datums")).to_contain_text("Donderdag 26 november, 13.00 tot 14.30 uur")
        expect(page.locator("#date")).to_have_value("2026-11-26")
        assert page.locator("#days-4").is_checked()
        expect(page.locator("[data-kept]")).to_have_text("Bewaard om 9.30. Bezoekers zien het nog niet.")
        page.locator("#summary").fill("Wilt u participeren?")
        expect(page.locator("[data-hints]")).to_contain_text("meedoen")
        expect(page.locator("input[name=version]")).to_have_value("1")
        page.get_by_text("Of vul het zelf in").click()
        page.locator("#start").fill("12:00")
        expect(page.locator("#datums")).to_contain_text("12.00 tot 14.30 uur")
    assert [each["status"] for each in site.house.sent if "status" in each] == ["draft"], "made once, then kept over"


def test_a_photo_is_moved_in_its_frame_with_the_arrow_keys(site: Site, browser: Browser) -> None:
    with window(browser, site.address, 390) as opened:
        page = opened.new_page()
        page.goto(f"{site.address}/balie/plekken/{site.house.places[0].id}/foto")
        page.locator("#file").set_input_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo()})
        frame = page.locator(".cutter__photo")
        frame.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        assert frame.evaluate("image => image.style.objectPosition") == "40% 50%"
        page.get_by_label("Wat staat er op de foto?").fill("Een rode en een blauwe muur")
        page.get_by_role("button", name="Bewaar de foto").click()
        expect(page.get_by_role("status")).to_contain_text("De foto is bewaard")
    for part in (b'name="shape"\r\n\r\nwide', b'name="x"\r\n\r\n0.4', b"Een rode en een blauwe muur"):
        assert part in site.house.photo
