"""Addresses from a register that speaks as PDOK's Locatieserver 3.1 does."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from services.contracts.participation import Address
from services.contracts.shapes import Page
from services.participation.addresses import register
from services.participation.addresses.register import RegisterAway, addresses_like
from tests.participation.conftest import ADMIN, World, wrong_names
from tests.serving import served
from tests.tokens import bearer

KNOWN = {"q", "fq", "fl", "rows", "start", "sort", "lat", "lon", "bq", "qf", "df", "wt"}
HERE = {
    "weergavenaam": "Guntersteinweg 86A, 2531PE 's-Gravenhage",
    "straatnaam": "Guntersteinweg",
    "huis_nlt": "86A",
    "postcode": "2531PE",
    "woonplaatsnaam": "'s-Gravenhage",
    "centroide_ll": "POINT(4.30212 52.04956)",
    "buurtcode": "BU05183620",
}
ELSEWHERE = HERE | {"weergavenaam": "Guntersteinweg 86, Ergens", "buurtcode": "BU19160000"}
NO_HOUSE = {"weergavenaam": "Guntersteinweg, 's-Gravenhage", "straatnaam": "Guntersteinweg"}


@pytest.fixture(scope="module")
def pdok() -> Iterator[str]:
    """A register of three answers; the question decides what it does."""
    app = FastAPI()

    @app.get("/search/v3_1/free")
    def free(request: Request) -> Any:
        asked = request.query_params
        if unknown := asked.keys() - KNOWN:
            return Response(f"unknown parameters: {unknown}", 400)
        match asked["q"]:
            case "broken":
                return Response("<html>", 200)
            case "other":
                return {"antwoord": []}
            case "error":
                return Response("", 500)
            case "slow":
                time.sleep(0.5)
        assert asked["fq"] == "type:adres"
        fields = asked["fl"].split(",")
        docs = [{name: each[name] for name in fields if name in each} for each in (HERE, ELSEWHERE, NO_HOUSE)]
        return {"response": {"numFound": 3, "start": 0, "maxScore": 9.1, "numFoundExact": True, "docs": docs}}

    with served(app) as address:
        yield f"{address}/search/v3_1"


@pytest.fixture
def configured(world: World, app: FastAPI, pdok: str, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(app.state, "settings", app.state.settings.model_copy(update={"pdok_url": pdok}))
    return world


def ask(world: World, text: str, headers: dict[str, str] | None = None) -> httpx.Response:
    return world.client.get("/v1/addresses", params={"q": text}, headers=headers or world.coordinator)


def test_an_address_comes_with_its_point_and_the_wijk_of_its_buurt(configured: World) -> None:
    answer = ask(configured, "guntersteinweg 86")
    found = Page[Address].model_validate(answer.json())
    assert found.items[0] == Address(
        label=HERE["weergavenaam"],
        street_address="Guntersteinweg 86A",
        postcode="2531 PE",
        city="'s-Gravenhage",
        lat=52.04956,
        lon=4.30212,
        wijk="moerwijk",
    )
    assert [each.wijk for each in found.items] == ["moerwijk", None]
    assert found.total == 2
    again = configured.client.get(
        "/v1/addresses",
        params={"q": "guntersteinweg 86"},
        headers=configured.coordinator | {"If-None-Match": answer.headers["etag"]},
    )
    assert again.status_code == 304


def test_only_who_keeps_places_asks(configured: World) -> None:
    assert configured.client.get("/v1/addresses", params={"q": "straat"}).status_code == 401
    assert ask(configured, "straat", bearer("analyst")).status_code == 403
    assert ask(configured, "straat", ADMIN).status_code == 200
    assert wrong_names(ask(configured, "x")) == {"q"}
    assert configured.client.get("/v1/addresses", headers=ADMIN).json() == {"items": [], "total": 0, "next": None}


def test_it_says_so_when_no_register_is_configured(world: World) -> None:
    answer = ask(world, "straat")
    assert answer.status_code == 501
    assert "Put the point on the map" in answer.json()["detail"]


@pytest.mark.parametrize("text", ["broken", "other", "error"])
def test_a_register_in_trouble_is_not_our_trouble(configured: World, text: str) -> None:
    answer = ask(configured, text)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "does not answer now" in answer.json()["detail"]


def test_nobody_waits_for_a_register_that_is_slow_or_gone(pdok: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "TIMEOUT", httpx.Timeout(0.1))
    with pytest.raises(RegisterAway, match="ReadTimeout"):
        addresses_like(pdok, "slow")
    with pytest.raises(RegisterAway, match="ConnectError"):
        addresses_like("http://127.0.0.1:1", "straat")
    with pytest.raises(RegisterAway):
        addresses_like("no address", "straat")
