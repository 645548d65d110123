"""What all answers of all services have in common, walked over the routes: ETags, lists, pages, problems."""

from collections.abc import Iterator
from csv import DictReader
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from cli.access_page import Door, doors, service_app
from services.kit.access import ANYONE
from services.kit.settings import SERVICES, Settings
from services.participation.demo_files import demo_id
from tests.tokens import bearer

pytestmark = pytest.mark.xdist_group("all services")

NOWHERE = Settings.model_validate({"database_url": "postgresql://nobody@127.0.0.1/none", "secret": "-" * 32})
WIJKEN = ("bouwlust", "vrederust", "morgenstond", "moerwijk")
with (Path(__file__).parents[2] / "demo" / "places.csv").open(encoding="utf-8-sig") as file:
    PLACES = [demo_id("place", row["key"]) for row in DictReader(file, delimiter=";")]
SINGLE = {
    "/v1/openapi.json",
    "/v1/keys",
    "/v1/me",
    "/v1/open-data",
    "/v1/deal",
    "/v1/areas.geojson",
    "/v1/activity-counts",
    "/v1/iati.xml",
    "/v1/project-links",
    "/v1/bookings/sums",
    "/v1/consultations/chair-proposal",
    "/v1/monitoring/division",
    "/v1/monitoring/realisation",
    "/v1/monitoring/results",
}
"""Addresses without an id that answer one thing, not a list."""


FILES = (".csv", ".xlsx", ".ics", ".rss")
"""Endings of lists as files and feeds, which are whole and no JSON."""


def getting(service: str) -> list[Door]:
    found = doors(service_app(service, NOWHERE).routes)
    return [door for door in found if door.method == "GET" and door.path.startswith("/v1/")]


def headers_for(door: Door) -> dict[str, str]:
    """Of somebody who may, everywhere."""
    return {} if door.who == ANYONE else bearer(*sorted(door.who), places=PLACES, wijken=WIJKEN)


def addresses(client: httpx.Client, service: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every address one can GET, with the id of the first of its list where it needs one; not those with a token."""
    found = {door.path: door for door in getting(service)}
    for door in found.values():
        listed, _, rest = door.path.partition("/{")
        name, _, after = rest.partition("}")
        if not rest:
            yield door.path, headers_for(door)
        elif name != "token" and "{" not in after and listed in found.keys() - SINGLE:
            items = client.get(listed, headers=headers_for(found[listed])).json()["items"]
            if items:
                address = f"{listed}/{items[0].get('id') or items[0]['slug']}{after}"
                if not after or client.get(address, headers=headers_for(door)).status_code != 404:  # nothing noted yet
                    yield address, headers_for(door)


def wrong_etags(client: httpx.Client, asked: Iterator[tuple[str, dict[str, str]]]) -> list[str]:
    """Addresses that have no strong or weak ETag, or no 304 for it."""
    wrong = []
    for address, headers in asked:
        first = client.get(address, headers=headers)
        assert first.status_code == 200, (address, first.text)
        etag = first.headers.get("etag", "none")
        again = client.get(address, headers=headers | {"If-None-Match": etag})
        if again.status_code != 304 or again.content or again.headers.get("etag") != etag:
            wrong.append(f"{address}: {etag}, then {again.status_code}")
    return wrong


@pytest.mark.parametrize("service", SERVICES)
def test_every_get_has_an_etag_and_a_304(services: dict[str, httpx.Client], service: str) -> None:
    assert wrong_etags(services[service], addresses(services[service], service)) == []


def test_planted_an_answer_without_etag_is_found(services: dict[str, httpx.Client]) -> None:
    assert wrong_etags(services["projects"], iter([("/health/live", {})])) == ["/health/live: none, then 200"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_list_has_the_same_shape(services: dict[str, httpx.Client], service: str) -> None:
    for door in getting(service):
        if "{" in door.path or door.path in SINGLE or door.path.endswith(FILES):
            continue
        page = services[service].get(door.path, headers=headers_for(door)).json()
        assert page.keys() == {"items", "total", "next"}, door.path
        assert page["total"] >= len(page["items"]), door.path
        assert (page["next"] is None) == (page["total"] == len(page["items"])), door.path


@pytest.mark.parametrize("service", SERVICES)
def test_every_list_with_pages_gives_each_item_once(services: dict[str, httpx.Client], service: str) -> None:
    found = {door.path: door for door in getting(service)}
    for path, document in services[service].get("/v1/openapi.json").json()["paths"].items():
        keys = {parameter["name"] for parameter in document.get("get", {}).get("parameters", ())}
        if "page" not in keys or "{" in path or f"/v1{path}" in SINGLE or path.endswith(FILES):
            continue
        assert "pageSize" in keys, path
        headers = headers_for(found[f"/v1{path}"])
        whole = services[service].get(f"/v1{path}?pageSize=100", headers=headers).json()
        first = services[service].get(f"/v1{path}?pageSize=3", headers=headers).json()
        second = services[service].get(first["next"], headers=headers).json() if first["next"] else {"items": []}
        assert first["items"] + second["items"] == whole["items"][:6], path
        for wrong in ("page=0", "pageSize=0", "pageSize=101", "page=x"):
            answer = services[service].get(f"/v1{path}?{wrong}", headers=headers)
            assert answer.status_code == 400, (path, wrong)
            assert [error["location"]["name"] for error in answer.json()["errors"]] == [wrong.partition("=")[0]]


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_not_there_is_a_404(services: dict[str, httpx.Client], service: str) -> None:
    for door in getting(service):
        if "{" in door.path:
            path = door.path.partition("{")[0] + str(uuid4())
            answer = services[service].get(path, headers=headers_for(door))
            assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path


@pytest.mark.parametrize("service", SERVICES)
def test_every_json_field_is_camel_case(services: dict[str, httpx.Client], service: str) -> None:
    """But for names that a standard or the data themselves give."""
    for address, headers in addresses(services[service], service):
        # /v1/changes names columns, as they were audited.
        if address in ("/v1/openapi.json", "/v1/keys", "/v1/changes") or address.endswith(FILES):
            continue
        answer = services[service].get(address, headers=headers)
        if "json" not in answer.headers["content-type"]:
            continue
        body = answer.json()
        assert [name for name in field_names(body) if "_" in name] == [], address


def field_names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from field_names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from field_names(inner)
