"""A release described: what its columns are, every cell with a status, nothing for who has it already."""

import httpx
import pytest

from services.indicators.releases.files import COLUMNS
from services.indicators.statistics import column_rules

pytestmark = pytest.mark.xdist_group("statistics")
FORMS = ("measurements.json-stat", "measurements.csv-metadata.json", "datapackage.json")


def test_every_column_of_the_file_is_described(house: httpx.Client) -> None:
    header = house.get("/v1/releases/1/measurements.csv").text.splitlines()[0].split(",")
    assert list(column_rules.COLUMNS) == list(COLUMNS) == header
    said = house.get("/v1/releases/1/measurements.csv-metadata.json")
    assert said.headers["content-type"] == "application/csvm+json"
    assert [each["name"] for each in said.json()["tableSchema"]["columns"]] == header
    assert said.json()["dc:license"] == {"@id": "http://creativecommons.org/publicdomain/zero/1.0/"}


def test_the_file_says_where_it_is_described(house: httpx.Client) -> None:
    file = house.get("/v1/releases/1/measurements.csv")
    link = file.headers["link"]
    assert link == '<measurements.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    assert house.get(str(file.url.join(link[1 : link.index(">")]))).json()["url"] == "measurements.csv"
    package = house.get("/v1/releases/1/datapackage.json").json()
    assert package["resources"][0]["hash"] == "sha256:" + file.headers["etag"].strip('"')


def test_every_cell_has_a_status_and_every_reason_its_words(house: httpx.Client) -> None:
    said = house.get("/v1/releases/1/measurements.json-stat").json()
    assert len(said["value"]) == len(said["status"])
    assert all(status for status in said["status"])
    assert {"hidden", "not-comparable", "no-margin", "not-measured", "published"} <= set(said["status"])
    without = [n for n, status in enumerate(said["status"]) if status in ("hidden", "not-comparable", "impossible")]
    assert {str(n) for n in without} == said["extension"]["reasons"].keys()
    assert set(said["extension"]["status"]) == set(said["status"])
    units = said["dimension"]["figure"]["category"]["unit"]
    assert units["social-cohesion.value"] == {"label": "rapportcijfer (0 tot 10)", "decimals": 1}


@pytest.mark.parametrize("name", FORMS)
def test_who_has_it_already_hears_so(house: httpx.Client, name: str) -> None:
    address = f"/v1/releases/1/{name}"
    etag = house.get(address).headers["etag"]
    again = house.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    by_id = house.get(f"/v1/releases/{house.get('/v1/releases/1').json()['id']}/{name}")
    assert by_id.headers["etag"] == etag


@pytest.mark.parametrize("name", FORMS)
def test_what_there_is_not_is_refused(house: httpx.Client, name: str) -> None:
    assert house.get(f"/v1/releases/99/{name}").status_code == 404
    assert house.get(f"/v1/releases/1/{name}", headers={"Accept": "text/html"}).status_code == 406
