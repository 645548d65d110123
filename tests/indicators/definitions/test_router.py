"""`/v1/indicators` over HTTP."""

import httpx
import pytest

from services.contracts.indicators import IndicatorDetail, IndicatorShape
from services.contracts.shapes import Page
from services.kit.database import Database


def test_the_list_has_the_shape_of_the_contract(loaded: Database, client: httpx.Client) -> None:
    page = Page[IndicatorShape].model_validate_json(client.get("/v1/indicators").content)
    counted = {item.id: item for item in page.items}["projects-per-meeting-place"]
    assert page.total == len(page.items)
    assert (counted.title, counted.unit, counted.direction) == ("Projecten per ontmoetingsplek", "projecten", "up")
    assert counted.article == "Art. 3"
    assert counted.areas == ["place", "wijk", "deal"]
    assert counted.target is not None
    assert (counted.target["value"], counted.target["comparison"]) == (3, "at-least")
    assert "aangeboden" in {reading["about"] for reading in counted.interpretation}


def test_one_has_the_shape_of_the_contract_and_its_versions(loaded: Database, client: httpx.Client) -> None:
    detail = IndicatorDetail.model_validate_json(client.get("/v1/indicators/social-cohesion").content)
    assert detail.in_deal
    assert [version.version for version in detail.versions] == [2, detail.version]


def test_words_are_in_the_language_of_the_asker_or_dutch(loaded: Database, client: httpx.Client) -> None:
    titles = {
        language: client.get("/v1/indicators/projects-per-meeting-place", headers={"Accept-Language": language})
        for language in ("en", "tr", "nl")
    }
    assert titles["en"].json()["title"] == "Projects per meeting place"
    assert titles["tr"].json()["title"] == titles["nl"].json()["title"] == "Projecten per ontmoetingsplek"
    assert titles["en"].headers["etag"] != titles["nl"].headers["etag"]


@pytest.mark.parametrize("name", ["happiness", "Social-Cohesion", "%00", "a'--", "é" * 200])
def test_an_unknown_one_is_not_found(loaded: Database, client: httpx.Client, name: str) -> None:
    answer = client.get(f"/v1/indicators/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["detail"].startswith("There is no indicator")


def test_who_has_the_version_gets_no_body(loaded: Database, client: httpx.Client) -> None:
    for path in ("/v1/indicators", "/v1/indicators/social-cohesion"):
        etag = client.get(path).headers["etag"]
        again = client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)


def test_no_deal_is_an_empty_list(client: httpx.Client) -> None:
    assert client.get("/v1/indicators").json() == {"items": [], "total": 0, "next": None}


def test_a_fixed_number_of_statements(loaded: Database, client: httpx.Client) -> None:
    assert client.get("/v1/indicators").headers["sql-statements"] == "2"
    assert client.get("/v1/indicators/social-cohesion").headers["sql-statements"] == "2"
