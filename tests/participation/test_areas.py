"""Outlines of the wijken: imported, checked, drawn, and asked when a place is written."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from cli.main import app as command
from services.contracts.participation import AreaCollection
from services.kit.database import Database
from services.participation.areas.file_rules import DealWijk, Found, read_areas
from services.participation.areas.saving import deal_wijken, outlines, places_outside, save_areas
from tests.participation.conftest import ADMIN, World, place_body, wrong_names
from tests.postgres import SECRET
from tests.postgres import Database as Storage

WIJKEN = [
    DealWijk("noord", "Noord", "WK051801", frozenset({"BU05180101", "BU05180102"})),
    DealWijk("zuid", "Zuid", "WK051802", frozenset({"BU05180201"})),
    DealWijk("oost", "Oost", "WK051803", frozenset({"BU05180301"})),
    DealWijk("west", "West", "WK051803", frozenset({"BU05180302"})),
]


def square(lon: float, lat: float, size: float = 0.01) -> dict[str, Any]:
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return {"type": "Polygon", "coordinates": [[[lon + x, lat + y] for x, y in corners]]}


def feature(code: str | None = None, geometry: Any = None, **properties: Any) -> dict[str, Any]:
    named = {"buurtcode": code, "wijkcode": "WK051801"} if code and code.startswith("BU") else {"statcode": code}
    return {"type": "Feature", "properties": named | properties, "geometry": geometry or square(4.2, 52.0)}


def file(*features: Any, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)} | members


def read(*features: Any, **members: Any) -> Found:
    return read_areas(file(*features, **members), WIJKEN)


def codes(found: Found) -> list[tuple[str, str]]:
    assert found.problems == []
    return [(each.code, each.wijk) for each in found.areas]


def test_buurten_go_to_the_wijk_of_the_deal_that_has_them() -> None:
    found = read(feature("BU05180101"), feature("BU05180102"), feature("BU05180302"), feature("BU05189999"))
    assert codes(found) == [("BU05180101", "noord"), ("BU05180102", "noord"), ("BU05180302", "west")]
    assert found.skipped == 1


def test_a_whole_wijk_has_its_cbs_code_or_its_name() -> None:
    assert codes(read(feature("WK051802"))) == [("zuid", "zuid")]
    assert codes(read(feature(naam="Oost"), feature(naam="West"))) == [("oost", "oost"), ("west", "west")]
    both = read(feature("WK051801"), feature("BU05180101"), feature("BU05180102"))
    assert codes(both) == [("BU05180101", "noord"), ("BU05180102", "noord")]


def test_a_cbs_wijk_that_is_two_wijken_of_the_deal_says_nothing_about_either() -> None:
    found = read(feature("WK051803"))
    assert found.problems == [
        "none of the areas is of the deal; a CBS wijk that is more than one wijk of the deal needs its buurten"
    ]


def test_water_is_passed_over() -> None:
    assert codes(read(feature("BU05180201"), feature("BU05180201", water="JA"))) == [("BU05180201", "zuid")]


def test_every_problem_is_named_with_its_feature() -> None:
    open_ring = {"type": "Polygon", "coordinates": [square(4.2, 52.0)["coordinates"][0][:-1]]}
    rd = {"type": "Polygon", "coordinates": [[[78000, 452000], [79000, 452000], [79000, 453000], [78000, 452000]]]}
    found = read(
        feature("BU05180201"),
        feature("BU05180201"),
        feature("BU0518"),
        feature(naam="Ergens"),
        {"type": "Point"},
        feature("BU05180101", open_ring),
        feature("BU05180302", rd),
        feature("BU05180102", {"type": "Point", "coordinates": [4.2, 52.0]}),
        feature("WK051802", square(14.2, 52.0)),
    )
    said = [problem.split(":")[0] for problem in found.problems]
    assert said == [
        "feature 2 (BU05180201)",
        "feature 3 (BU0518)",
        "feature 4",
        "feature 5",
        "feature 6 (BU05180101)",
        "feature 7 (BU05180302)",
        "feature 8 (BU05180102)",
        "feature 9 (zuid)",
    ]


def test_half_a_wijk_is_refused() -> None:
    assert read(feature("BU05180101")).problems == ["Noord is not complete: BU05180102 missing"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "no GeoJSON FeatureCollection"),
        ({"type": "Feature"}, "no GeoJSON FeatureCollection"),
        (file(), "no features"),
        (file(features=None), "no features"),
        (file(feature("BU05180201"), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}), "Rijksdriehoek"),
        (file(feature("BU05180201"), crs={"properties": {"name": "EPSG:3857"}}), "EPSG:3857"),
    ],
)
def test_a_file_that_is_something_else_is_said_to_be(content: Any, said: str) -> None:
    found = read_areas(content, WIJKEN)
    assert len(found.problems) == 1
    assert said in found.problems[0]


def test_the_old_way_to_say_that_it_is_in_degrees_is_fine() -> None:
    assert not read(feature("BU05180201"), crs={"properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}).problems


MOERWIJK = ("BU05183620", "BU05183637", "BU05183638", "BU05183639")
TOWN = file(
    *(feature(code, square(4.29 + n * 0.01, 52.035), buurtnaam=f"Deel {n}") for n, code in enumerate(MOERWIJK)),
    *(feature(naam=name, geometry=square(lon, 52.03)) for name, lon in (("Bouwlust", 4.24), ("Vrederust", 4.25))),
)


@pytest.fixture
def imported(world: World, storage: Database) -> World:
    with storage.writing() as session:
        found = read_areas(TOWN, deal_wijken(session))
        assert found.problems == []
        save_areas(session, found.areas, "a-test")
    return world


def test_outlines_are_drawn_where_they_were_imported(imported: World) -> None:
    answer = imported.client.get("/v1/areas.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    found = AreaCollection.model_validate_json(answer.content)
    assert [each.id for each in found.features] == ["bouwlust", "vrederust", *MOERWIJK]
    assert found.features[2].properties.wijk_name == "Moerwijk"
    assert found.features[0].geometry.coordinates[0][0][0] == (4.24, 52.03)
    again = imported.client.get("/v1/areas.geojson", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert int(answer.headers["sql-statements"]) <= 2


def test_without_an_import_there_are_no_outlines_and_no_check(world: World) -> None:
    assert world.client.get("/v1/areas.geojson").json() == {"type": "FeatureCollection", "features": []}
    far = place_body(name="Ver weg", lat=53.0, lon=6.0)
    assert world.client.post("/v1/places", json=far, headers=ADMIN).status_code == 201


def test_an_import_changes_what_who_had_the_outlines_gets(world: World, storage: Database, app: FastAPI) -> None:
    etag = world.client.get("/v1/areas.geojson").headers["etag"]
    with storage.writing() as session:
        save_areas(session, read_areas(TOWN, deal_wijken(session)).areas, "a-test")
    app.state.version.forget()
    assert world.client.get("/v1/areas.geojson", headers={"If-None-Match": etag}).status_code == 200


def test_a_point_outside_the_chosen_wijk_is_refused_until_somebody_says_that_it_is_right(imported: World) -> None:
    def add(**changes: Any) -> Any:
        return imported.client.post("/v1/places", json=place_body(**{"name": "Plek"} | changes), headers=ADMIN)

    outside = add(lat=52.035, lon=4.245, kind="castle")
    assert wrong_names(outside) == {"lat", "kind"}
    assert "It lies in bouwlust" in outside.text
    assert wrong_names(add(lat=52.035, lon=4.245, name="x")) == {"lat", "name"}
    assert "none of the wijken" in add(lat=52.2, lon=4.5).text
    assert wrong_names(add(wijk="vrederust")) == {"lat"}
    right = add(lat=52.035, lon=4.245, pointChecked=True)
    assert right.status_code == 201
    assert right.json()["pointChecked"] is True


def test_a_point_in_its_wijk_is_taken_and_so_is_none_and_a_wijk_without_outline(imported: World) -> None:
    bodies = (place_body(), place_body(lat=None, lon=None), place_body(wijk="morgenstond"))
    for n, body in enumerate(bodies):
        body["name"] = f"Plek {n}"
        assert imported.client.post("/v1/places", json=body, headers=ADMIN).status_code == 201


def test_a_place_that_lies_outside_since_the_import_can_not_be_changed_unseen(imported: World) -> None:
    elsewhere = f"/v1/places/{imported.elsewhere}"
    headers = ADMIN | {"If-Match": '"1"'}
    body = place_body(name="Buurthuis Zuid", wijk="bouwlust")
    assert wrong_names(imported.client.put(elsewhere, json=body, headers=headers)) == {"lat"}
    assert imported.client.put(elsewhere, json=body | {"pointChecked": True}, headers=headers).status_code == 200


def test_importing_again_replaces_the_wijken_of_the_file_only(imported: World, storage: Database) -> None:
    other = file(feature(naam="Bouwlust", geometry=square(4.20, 52.03)))
    with storage.writing() as session:
        save_areas(session, read_areas(other, deal_wijken(session)).areas, "a-test")
        found = outlines(session)
        assert [row.name for row in places_outside(session)] == ["Buurthuis Zuid"]
    assert list(found["bouwlust"][0][0][0]) == [4.20, 52.03]
    assert len(found["moerwijk"]) == 4


@pytest.fixture
def owner(deal_database: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", deal_database.url)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", deal_database.role_prefix)


def test_the_command_says_what_it_took_and_which_places_lie_outside(owner: None, world: World, tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(orjson.dumps(TOWN))
    done = CliRunner().invoke(command, ["import", "areas", str(path)])
    assert done.exit_code == 0, done.output
    assert "6 areas of 3 wijken · nothing about Morgenstond" in done.output
    assert "Buurthuis Zuid lies outside bouwlust" in done.output


def test_the_command_writes_nothing_when_anything_is_wrong(
    owner: None, world: World, storage: Database, tmp_path: Path
) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(orjson.dumps(file(*TOWN["features"], feature("BU1"), feature("BU05183620"))))
    done = CliRunner().invoke(command, ["import", "areas", str(path)])
    assert done.exit_code == 1
    assert "feature 7 (BU1)" in done.output
    assert "feature 8 (BU05183620): it is in the file already, as feature 1" in done.output
    assert "2 problems; nothing was imported." in done.output
    path.write_text("{")
    assert "can't be read as JSON" in CliRunner().invoke(command, ["import", "areas", str(path)]).output
    with storage.writing() as session:
        assert outlines(session) == {}
