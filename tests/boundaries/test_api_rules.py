"""Each service's OpenAPI document keeps the Dutch API Design Rules."""

from copy import deepcopy
from typing import Any

import httpx
import pytest

from services.kit.settings import SERVICES
from tests.boundaries.api_rules import broken_rules

pytestmark = pytest.mark.xdist_group("all services")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_keeps_the_rules(services: dict[str, httpx.Client], service: str) -> None:
    document = services[service].get("/v1/openapi.json").json()
    assert len(document["paths"]) >= 3
    assert broken_rules(document) == []


@pytest.mark.parametrize("service", SERVICES)
def test_everything_points_somewhere(services: dict[str, httpx.Client], service: str) -> None:
    document = services[service].get("/v1/openapi.json").json()
    text = services[service].get("/v1/openapi.json").text
    used = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert used == used & document["components"]["schemas"].keys()


def planted(document: dict[str, Any], found: str) -> None:
    assert any(rule.endswith(found) for rule in broken_rules(document)), broken_rules(document)


def test_planted_breaches_are_found(services: dict[str, httpx.Client]) -> None:
    good = services["participation"].get("/v1/openapi.json").json()
    places = good["paths"]["/places"]["get"]
    assert broken_rules(good) == []
    document = deepcopy(good)
    document["paths"]["/nextSteps"] = deepcopy(good["paths"]["/places"])
    document["paths"]["/places/"] = deepcopy(good["paths"]["/places"])
    operation = document["paths"]["/places"]["get"]
    operation["parameters"].append({"in": "query", "name": "page_size"})
    del operation["responses"]["400"], operation["responses"]["304"], operation["responses"]["200"]["headers"]
    operation["responses"]["404"] = {"content": {"application/json": {}}}
    document["servers"] = [{"url": "http://127.0.0.1:8003"}]
    document["components"]["schemas"]["Page_Of_Things_"] = {}
    assert places != operation
    for found in (
        "/nextSteps is not kebab-case, or ends in a slash",
        "/places/ is not kebab-case, or ends in a slash",
        "query key page_size is not camelCase",
        "it can't answer 400",
        "it can't answer 304",
        "200 has no API-Version",
        "404 is no problem+json",
        "the server's address has no major version",
        "schema Page_Of_Things_ is not UpperCamelCase",
        "two operations have the same id",
    ):
        planted(document, found)
