"""`/v1/refreshes` over HTTP: asked for by an analyst, done by the worker."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from services.contracts.indicators import RefreshShape
from services.contracts.shapes import Page
from services.kit.database import Database
from tests.tokens import bearer

ANALYST = bearer("analyst")


def ask(client: httpx.Client) -> httpx.Response:
    return client.post("/v1/refreshes", headers=ANALYST)


def jobs(owner: psycopg.Connection) -> list[Any]:
    return owner.execute(
        "SELECT task_name, args->>'refresh_id', lock, queueing_lock FROM indicators_jobs.procrastinate_jobs"
        " WHERE status = 'todo'"
    ).fetchall()


@pytest.mark.parametrize("role", ["analyst", "admin"])
def test_asking_is_accepted_and_enqueued(client: httpx.Client, owner: psycopg.Connection, role: str) -> None:
    answer = client.post("/v1/refreshes", headers=bearer(role))
    said = RefreshShape.model_validate_json(answer.content)
    assert (answer.status_code, said.status, said.finished_at) == (202, "waiting", None)
    assert answer.headers["location"] == f"/v1/refreshes/{said.id}"
    assert jobs(owner) == [("indicators:refresh", str(said.id), "refresh", "refresh")]
    found = client.get(answer.headers["location"], headers=bearer(role))
    assert RefreshShape.model_validate_json(found.content) == said


def test_asking_twice_waits_for_one(client: httpx.Client, owner: psycopg.Connection) -> None:
    assert ask(client).json() == ask(client).json()
    assert len(jobs(owner)) == 1


def test_many_at_once_wait_for_one(client: httpx.Client, owner: psycopg.Connection) -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: ask(client), range(12)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(jobs(owner)) == 1
    assert owner.execute("SELECT count(*) FROM indicators.refresh").fetchone() == (1,)


def test_who_asked_is_in_the_audit(client: httpx.Client, owner: psycopg.Connection) -> None:
    refresh_id = client.post("/v1/refreshes", headers=bearer("analyst", subject="demo-analyst")).json()["id"]
    rows = owner.execute("SELECT who, action, object_id FROM indicators.audit").fetchall()
    assert rows == [("demo-analyst", "ask", refresh_id)]


@pytest.mark.parametrize("address", ["/v1/refreshes", f"/v1/refreshes/{UUID(int=1)}"])
def test_only_analysts_and_admins(client: httpx.Client, address: str) -> None:
    for method in ["GET"] + ["POST"] * (address == "/v1/refreshes"):
        assert client.request(method, address).status_code == 401
        assert client.request(method, address, headers=bearer("coordinator", "programme")).status_code == 403


def test_unknown_and_malformed_ids(client: httpx.Client) -> None:
    assert client.get(f"/v1/refreshes/{uuid4()}", headers=ANALYST).status_code == 404
    answer = client.get("/v1/refreshes/yesterday", headers=ANALYST)
    assert (answer.status_code, answer.json()["errors"][0]["location"]["name"]) == (400, "refresh_id")


def test_the_list_has_the_last_first_and_says_why_one_failed(
    client: httpx.Client, loaded: Database, count_again: Callable[[], dict[str, Any]], world: Any
) -> None:
    count_again()
    world.ill["projects"] = "503"
    count_again()
    answer = client.get("/v1/refreshes", headers=ANALYST)
    page = Page[RefreshShape].model_validate_json(answer.content)
    assert [item.status for item in page.items] == ["failed", "done"]
    assert page.items[0].reason
    assert page.items[0].reason.startswith("The projects service does not answer now")
    assert answer.headers["sql-statements"] == "1"
    again = client.get("/v1/refreshes", headers=ANALYST | {"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_refresh_that_fails_does_not_touch_the_version_of_the_figures(
    client: httpx.Client, loaded: Database, count_again: Callable[[], dict[str, Any]], world: Any
) -> None:
    count_again()
    etag = client.get("/v1/measurements").headers["etag"]
    world.ill["projects"] = "503"
    count_again()
    assert client.get("/v1/measurements").headers["etag"] == etag
