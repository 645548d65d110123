"""What is asked for in a form that there is not, is refused at every door alike."""

import httpx
import pytest

from services.kit.settings import SERVICES

pytestmark = pytest.mark.xdist_group("all services")


def doors(client: httpx.Client) -> list[str]:
    """Addresses that can be read without knowing an id."""
    paths = client.get("/v1/openapi.json").json()["paths"]
    return [f"/v1{path}" for path, operations in paths.items() if "get" in operations and "{" not in path]


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_is_no_list(services: dict[str, httpx.Client], service: str) -> None:
    client = services[service]
    found = {path: client.get(path, headers={"Accept": "image/png"}) for path in doors(client)}
    given = {path: answer.status_code for path, answer in found.items() if answer.status_code < 400}
    assert given == {}
    refused = [answer for answer in found.values() if answer.status_code == 406]
    assert refused
    assert {answer.headers["content-type"] for answer in refused} == {"application/problem+json"}
    assert all("api-version" in answer.headers for answer in refused)


@pytest.mark.parametrize("accept", ["application/json", "text/html,*/*;q=0.8", "application/*", "image/png, */*;q=0.1"])
def test_who_takes_it_gets_it(services: dict[str, httpx.Client], accept: str) -> None:
    assert services["participation"].get("/v1/wijken", headers={"Accept": accept}).status_code == 200
    assert services["participation"].get("/v1/wijken", headers={"Accept": "application/json;q=0"}).status_code == 406
