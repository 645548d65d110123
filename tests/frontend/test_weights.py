"""A first visit to any page weighs 60 kB at most over the wire, fonts and the map apart (issue: light)."""

from collections.abc import Iterator

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed
from tests.frontend.test_pages import addresses

MOST_BYTES = 60_000
OF_THE_MAP = ("map-",)
FONT = ".woff2"
LINKED = {"link[rel=stylesheet]": "href", "link[rel=icon]": "href", "script[src]": "src", "svg use": "href"}


def asked_for(answer: httpx.Response) -> set[str]:
    """What a browser asks beside the page itself, fonts apart."""
    page = parsed(answer)
    found = {each.attributes[name] or "" for where, name in LINKED.items() for each in page.css(where)}
    addresses = {address.partition("#")[0] for address in found}
    return {each for each in addresses if each and FONT not in each and not any(part in each for part in OF_THE_MAP)}


def on_the_wire(site: Site, path: str) -> int:
    """Bytes as they were sent, gzipped."""
    with site.visitor.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        return sum(len(part) for part in answer.iter_raw())


@pytest.fixture(scope="module")
def weighed() -> Iterator[dict[str, int]]:
    """Files are the same for all pages."""
    yield {}


@pytest.mark.parametrize("name", ["home", "list", "activity", "place", "wijk", "map", "progress", "make a wish"])
def test_a_first_visit_is_light(site: Site, weighed: dict[str, int], name: str) -> None:
    path = addresses(site)[name]
    files = asked_for(site.visitor.get(path))
    assert any("site-" in each for each in files)
    for file in files - weighed.keys():
        weighed[file] = on_the_wire(site, file)
    assert on_the_wire(site, path) + sum(weighed[file] for file in files) <= MOST_BYTES
