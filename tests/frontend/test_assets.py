"""The files that pages ask for."""

import httpx

from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed
from tests.frontend.test_pages import addresses


def test_assets_are_compressed_and_may_be_kept_for_ever(site: Site) -> None:
    page = parsed(site.visitor.get("/"))
    sheet = attribute(page, "link[rel=stylesheet]", "href")
    assert sheet is not None
    answer = site.visitor.get(sheet, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert len(answer.content) < 170_000
    assert int(answer.headers["content-length"]) < 20_000
    plain = httpx.get(f"{site.address}{sheet}", headers={"Accept-Encoding": "identity"})
    assert plain.text == answer.text
    assert site.visitor.get("/static/nee.css").status_code == 404


def test_every_asset_on_every_page_exists(site: Site) -> None:
    linked: set[str] = set()
    for address in addresses(site).values():
        page = parsed(site.coordinator.get(address))
        linked |= {str(node.attributes["href"]).split("#")[0] for node in page.css("link[href], use")}
    assert len(linked) >= 4
    assert {site.visitor.get(href).status_code for href in linked if href.startswith("/")} == {200}


def test_every_icon_on_every_page_is_in_the_sprite(site: Site) -> None:
    sprite = ""
    for address in addresses(site).values():
        for node in parsed(site.coordinator.get(address)).css("use"):
            sheet, _, name = str(node.attributes["href"]).partition("#")
            sprite = sprite or site.visitor.get(sheet).text
            assert f'id="{name}"' in sprite, (address, name)
