"""`/v1/measurements` over HTTP."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg import sql

from services.contracts.indicators import MeasurementShape
from services.contracts.shapes import Page
from services.indicators.results.queries import list_statement
from services.kit.database import Database
from tests.indicators.neighbours import Neighbours, the

LONG_AGO = """
    INSERT INTO indicators.measurement (indicator_id, definition_version, area_kind, area_id, area_label, wijk, period,
        value, unit, status, uncertainty, detail, source, fingerprint, refresh_id, measured_at, confirmed_at,
        superseded_at)
    SELECT indicator_id, definition_version, area_kind, area_id, area_label, wijk, period, 1, unit, 'provisional',
        uncertainty, detail, source, fingerprint, refresh_id, measured_at, confirmed_at, measured_at
    FROM indicators.measurement, generate_series(1, 1000)
"""
PROJECTS, PLACES = "projects-per-meeting-place", "meeting-places-per-wijk"


@pytest.fixture
def counted(world: Neighbours, count_again: Callable[[], dict[str, Any]]) -> None:
    """Three places in two wijken, two projects, counted twice with a change in between."""
    world.projects |= {"taal": "running", "tuin": "running"}
    world.places |= {
        "De Wissel": ("moerwijk", ["taal"]),
        "De Kamer": ("moerwijk", []),
        "Elders": ("bouwlust", ["taal"]),
    }
    count_again()
    world.places["Elders"] = ("bouwlust", ["taal", "tuin"])
    count_again()


def page(client: httpx.Client, **query: Any) -> Page[MeasurementShape]:
    answer = client.get("/v1/measurements", params={"pageSize": 100, **query})
    assert answer.status_code == 200, answer.text
    return Page[MeasurementShape].model_validate_json(answer.content)


@pytest.mark.usefixtures("counted")
def test_the_newest_of_each_area_is_the_default(client: httpx.Client) -> None:
    found = page(client, indicator=PROJECTS)
    assert found.total == len(found.items) == 3 + 4 + 1
    assert page(client, indicator=PLACES).total == 4 + 1
    everything = page(client)
    assert len({(item.indicator_id, item.area_kind, item.area_id) for item in everything.items}) == everything.total
    (elders,) = page(client, area=str(the("Elders"))).items
    assert (elders.value, elders.wijk, elders.uncertainty) == (2, "bouwlust", {"kind": "none", "reason": "count"})


@pytest.mark.usefixtures("counted")
def test_larger_areas_come_first(client: httpx.Client) -> None:
    kinds = [item.area_kind for item in page(client, indicator=PROJECTS).items]
    assert kinds == ["deal"] + ["wijk"] * 4 + ["place"] * 3


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ({"indicator": PROJECTS, "areaKind": "place"}, {"De Kamer", "De Wissel", "Elders"}),
        ({"indicator": PROJECTS, "wijk": "moerwijk"}, {"Moerwijk", "De Kamer", "De Wissel"}),
        ({"indicator": PLACES, "wijk": "moerwijk"}, {"Moerwijk"}),
        ({"indicator": PLACES, "areaKind": "deal"}, {"Zuidwest"}),
        ({"area": "moerwijk", "areaKind": "place"}, set()),
        ({"indicator": PLACES, "areaKind": "deal", "measure": "gap"}, set()),
        ({"indicator": PLACES, "areaKind": "deal", "measure": "value"}, {"Zuidwest"}),
        ({"wijk": "elsewhere"}, set()),
    ],
)
def test_filters(client: httpx.Client, query: dict[str, str], labels: set[str]) -> None:
    found = page(client, **query)
    assert {item.area_label for item in found.items} == labels
    assert found.total == len(labels)


@pytest.mark.usefixtures("counted")
def test_history_has_what_was_before(client: httpx.Client) -> None:
    found = page(client, indicator=PROJECTS, area=str(the("Elders")), latest="false")
    assert [item.value for item in found.items] == [2, 1]
    assert found.items[0].measured_at > found.items[1].measured_at


@pytest.mark.usefixtures("counted")
def test_a_wijk_without_place_counts_as_zero(client: httpx.Client) -> None:
    found = {item.area_id: item for item in page(client, indicator=PLACES, areaKind="wijk").items}
    assert {wijk: item.value for wijk, item in found.items()} == {
        "bouwlust": 1, "vrederust": 0, "morgenstond": 0, "moerwijk": 2,
    }  # fmt: skip
    assert {wijk for wijk, item in found.items() if item.target_met} == {"bouwlust", "moerwijk"}


@pytest.mark.usefixtures("counted")
def test_pages_are_disjoint_and_complete(client: httpx.Client) -> None:
    seen: list[str] = []
    address: str | None = "/v1/measurements?pageSize=5"
    while address:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["items"]]
        address = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"]
    assert client.get("/v1/measurements?pageSize=5&page=900").json() == {"items": [], "total": len(seen), "next": None}


@pytest.mark.usefixtures("counted")
def test_one_is_found_also_when_it_is_history(client: httpx.Client) -> None:
    for item in page(client, indicator=PROJECTS, area=str(the("Elders")), latest="false").items:
        said = MeasurementShape.model_validate_json(client.get(f"/v1/measurements/{item.id}").content)
        assert said == item


@pytest.mark.usefixtures("loaded")
def test_unknown_ids_are_not_found(client: httpx.Client) -> None:
    assert client.get(f"/v1/measurements/{uuid4()}").status_code == 404


@pytest.mark.usefixtures("loaded")
def test_every_wrong_filter_is_named(client: httpx.Client) -> None:
    asked: dict[str, str | int] = {
        "areaKind": "street",
        "page": 0,
        "pageSize": 101,
        "latest": "maybe",
        "area": "\0",
        "wjik": "moerwijk",
    }
    answer = client.get("/v1/measurements", params=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert {error["location"]["name"] for error in answer.json()["errors"]} == set(asked)
    assert {error["in"] for error in answer.json()["errors"]} == {"query"}


@pytest.mark.usefixtures("loaded")
def test_an_unknown_indicator_is_a_wrong_filter(client: httpx.Client) -> None:
    answer = client.get("/v1/measurements", params={"indicator": "happiness"})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["location"]["name"], error["in"], error["code"]) == ("indicator", "query", "unknown")
    assert "happiness" in error["detail"]


@pytest.mark.usefixtures("counted")
def test_who_has_the_version_gets_no_body_until_something_changes(
    client: httpx.Client, world: Neighbours, count_again: Callable[[], dict[str, Any]]
) -> None:
    first = client.get("/v1/measurements")
    etag = {"If-None-Match": first.headers["etag"]}
    assert (client.get("/v1/measurements", headers=etag).status_code) == 304
    one = f"/v1/measurements/{first.json()['items'][0]['id']}"
    assert client.get(one, headers=etag).status_code == 304
    count_again()
    assert client.get("/v1/measurements", headers=etag).status_code == 200


@pytest.mark.usefixtures("counted")
def test_the_number_of_statements_does_not_follow_the_length(client: httpx.Client) -> None:
    numbers = {
        client.get("/v1/measurements", params={"pageSize": size, **query}).headers["sql-statements"]
        for size in (1, 5, 100)
        for query in ({}, {"indicator": PROJECTS, "wijk": "moerwijk"}, {"latest": "false"})
    }
    assert numbers == {"2"}


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("wanted", [{"indicator": PROJECTS}, {"indicator": PROJECTS, "wijk": "moerwijk"}])
def test_the_newest_are_found_without_reading_the_history(owner: psycopg.Connection, wanted: dict[str, str]) -> None:
    owner.execute(LONG_AGO)
    owner.execute("ANALYZE indicators.measurement")
    statement = list_statement(frozenset(wanted), latest=True, limit=20, offset=0)
    plan = str(owner.execute(sql.SQL("EXPLAIN ") + statement, wanted).fetchall())
    assert "uq_measurement_latest_of_area" in plan
    assert "Seq Scan on measurement" not in plan


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicators.measurement SET value = 9",
        "UPDATE indicators.measurement SET detail = '{}'",
        "UPDATE indicators.measurement SET measured_at = now()",
        "DELETE FROM indicators.measurement",
    ],
)
def test_a_measurement_can_not_be_changed_or_removed(loaded: Database, statement: Any) -> None:
    with loaded.reading() as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement)
