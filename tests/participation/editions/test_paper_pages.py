"""The pages of paper, with the real service behind them."""

from collections.abc import Iterator

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from frontend.main import create_app
from frontend.sessions import COOKIE
from frontend.static import DIST
from services.kit.settings import Settings
from tests.participation.conftest import World
from tests.participation.editions.test_editions import MONTH
from tests.pdf import words_on_pages
from tests.serving import served
from tests.tokens import SIGNER

KEPT = "bg"
"""A frozen edition stays in the database of all tests; none of the others asks for this language."""


@pytest.fixture(scope="module")
def site(_shared_client: httpx.Client) -> Iterator[str]:
    """The address of a site in front of the service."""
    if not (DIST / "manifest.json").exists():
        pytest.skip("NOT RUN: the site's assets are not built")
    given = {"mode": "demo", "log_format": "console", "participation_url": str(_shared_client.base_url)}
    with served(create_app(Settings.model_validate(given))) as address:
        yield address


def visitor(site: str, *roles: str, subject: str = "") -> httpx.Client:
    cookies = {COOKIE: SIGNER.token(*roles, subject=subject)} if roles else None
    return httpx.Client(base_url=site, cookies=cookies, headers={"Origin": site}, timeout=10, follow_redirects=True)


def words(answer: httpx.Response) -> str:
    (main,) = LexborHTMLParser(answer.text).css("main")
    return " ".join(main.text(separator=" ").split())


def test_a_resident_finds_every_form_and_language(world: World, site: str) -> None:
    world.added(title="Soep op zondag")
    with visitor(site) as resident:
        page = resident.get("/wijken/moerwijk/op-papier")
        assert page.status_code == 200, page.text
        assert "Op papier: Moerwijk" in words(page)
        links = [each.attributes["href"] for each in LexborHTMLParser(page.text).css("main section a")]
        assert len(links) == 2 * 5 * 3
        found = resident.get(f"/wijken/moerwijk/op-papier/{MONTH}-a5.pdf?taal=pl")
        assert found.headers["content-type"] == "application/pdf"
        assert "Soep op zondag" in words_on_pages(found.content)
        again = resident.get(found.url.path + "?taal=pl", headers={"If-None-Match": found.headers["etag"]})
        assert again.status_code == 304
        assert resident.get("/ar/wijken/moerwijk/op-papier").status_code == 200


def test_a_month_without_anything_is_an_honest_page(world: World, site: str) -> None:
    world.added()
    with visitor(site) as resident:
        page = resident.get(f"/wijken/bouwlust/op-papier/{MONTH}-a5.pdf")
        assert page.status_code == 404
        assert "in Bouwlust nog niets bevestigd" in words(page)
        assert resident.get("/wijken/nergens/op-papier").status_code == 404
        assert resident.get("/wijken/moerwijk/op-papier/2026-13-a5.pdf").status_code == 404


def test_one_makes_a_proof_and_another_approves_it(world: World, site: str) -> None:
    world.added(title="Lezen met een maatje")
    asked = {"wijk": "moerwijk", "maand": MONTH, "taal": KEPT, "sleutel": "a-key-of-a-form"}
    with visitor(site, "programme", subject="maker") as maker, visitor(site, "moderator", subject="other") as other:
        assert "Maak een proef" in words(maker.get("/balie/op-papier"))
        made = maker.post("/balie/op-papier", data=asked)
        assert "1 activiteit proef" in words(made)
        assert "Iemand anders dan de maker" in words(made)
        address = made.url.path
        assert maker.post("/balie/op-papier", data=asked).url.path == address
        refused = maker.post("/balie/op-papier", data=asked | {"sleutel": "another-key-of-it"})
        assert (refused.status_code, "Er is al een proef" in words(refused)) == (400, True)
        assert "Proef" in words_on_pages(other.get(f"{address}/a5.pdf").content)

        world.added(title="Iets nieuws")
        assert "Iets nieuws" in words(other.get(address))
        stale = other.post(f"{address}/goedkeuren", data={"versie": "1"})
        assert (stale.status_code, "kon niet worden goedgekeurd" in words(stale)) == (409, True)
        assert "De proef is vernieuwd" in words(maker.post(f"{address}/vernieuwen", data={"versie": "1"}))
        frozen = other.post(f"{address}/goedkeuren", data={"versie": "2"})
        assert "goedgekeurd en staat vast" in words(frozen)
        assert words_on_pages(other.get(f"{address}/large.pdf").content).count("Uitgave 1") == 1


def test_a_proof_can_be_thrown_away_and_a_wrong_choice_is_said(world: World, site: str) -> None:
    world.added()
    with visitor(site, "moderator", subject="maker") as maker:
        wrong = maker.post("/balie/op-papier", data={"wijk": "nergens", "maand": "x"})
        assert (wrong.status_code, "Kies een wijk" in words(wrong)) == (400, True)
        nothing = maker.post("/balie/op-papier", data={"wijk": "bouwlust", "maand": MONTH})
        assert "nog niets bevestigd" in words(nothing)
        made = maker.post("/balie/op-papier", data={"wijk": "moerwijk", "maand": MONTH, "taal": "en"})
        dropped = maker.post(f"{made.url.path}/weggooien", data={"versie": "1"})
        assert "De proef is weggegooid" in words(dropped)
    with visitor(site, "coordinator", subject="no-maker") as coordinator:
        assert coordinator.post("/balie/op-papier", data={"wijk": "moerwijk", "maand": MONTH}).status_code == 403
