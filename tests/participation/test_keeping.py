"""What a list costs: a fixed number of statements, and nothing for who has it already."""

import time

import httpx
import pytest
from fastapi import FastAPI

from services.kit.database import Database
from tests.participation.conftest import World

LISTS = (
    "/v1/activities",
    "/v1/activity-cards?sort=title",
    "/v1/occurrences",
    "/v1/places",
    "/v1/places?near=52.05,4.3&radius=90000&accessible=step-free",
    "/v1/place-offers",
    "/v1/wijken",
)


def statements(world: World, app: FastAPI, path: str) -> int:
    """Of a request that finds nothing kept: the data changed just before."""
    world.added(title="Nog iets nieuws")
    app.state.version.forget()
    return int(world.client.get(path).headers["sql-statements"])


@pytest.mark.parametrize("path", LISTS)
def test_a_list_runs_as_many_statements_whatever_its_length(world: World, app: FastAPI, path: str) -> None:
    joint = "&" if "?" in path else "?"
    few = statements(world, app, path if "wijken" in path else f"{path}{joint}pageSize=1")
    for number in range(30):
        world.added(title=f"Koffie {number}")
    many = [statements(world, app, path if "wijken" in path else f"{path}{joint}pageSize={size}") for size in (20, 100)]
    assert [few, *many] == [3, 3, 3]


@pytest.mark.parametrize("path", LISTS)
def test_who_has_a_list_already_gets_nothing_again(
    world: World, app: FastAPI, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.state.version, "age", 60.0)
    first = world.client.get(path)
    for _ in range(2):  # the minute may turn between two requests
        again = world.client.get(path, headers={"If-None-Match": first.headers["etag"]})
        if again.status_code == 304:
            break
        first = again
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["sql-statements"] == "0"
    assert again.headers["etag"] == first.headers["etag"]
    assert world.client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_languages_have_etags_of_their_own(world: World) -> None:
    dutch, turkish = (
        world.client.get("/v1/categories", headers={"Accept-Language": name}).headers["etag"] for name in ("nl", "tr")
    )
    assert dutch != turkish


def test_a_change_is_seen_at_once(world: World) -> None:
    etag = world.client.get("/v1/activities").headers["etag"]
    world.added()
    assert world.client.get("/v1/activities", headers={"If-None-Match": etag}).json()["total"] == 1


def test_a_change_in_another_process_is_seen_within_a_moment(world: World, storage: Database, app: FastAPI) -> None:
    made = world.added(title="Koffieochtend")
    etag = world.client.get("/v1/activities").headers["etag"]
    with storage.writing() as session:
        session.connection().exec_driver_sql("UPDATE participation.activity SET title = 'Theeochtend'")
    time.sleep(app.state.settings.version_age_ms / 1000 + 0.05)
    answer = world.client.get("/v1/activities", headers={"If-None-Match": etag})
    assert [item["title"] for item in answer.json()["items"]] == ["Theeochtend"]
    assert world.client.get(f"/v1/activities/{made['id']}").json()["title"] == "Theeochtend"


def test_one_activity_has_an_etag_of_its_version_and_content(world: World) -> None:
    path = f"/v1/activities/{world.added()['id']}"
    first = world.client.get(path)
    assert first.headers["etag"].startswith('"1.')
    again = world.client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["sql-statements"]) == (304, "1")
    english = world.client.get(path, headers={"If-None-Match": first.headers["etag"], "Accept-Language": "en"})
    assert english.status_code == 200


def test_all_writes_are_in_the_audit(world: World, storage: Database) -> None:
    made = world.added(title="Koffieochtend")
    path = f"/v1/activities/{made['id']}"
    world.client.put(path, json=world.body(title="Theeochtend"), headers=world.coordinator | {"If-Match": '"1"'})
    world.client.delete(path, headers=world.coordinator | {"If-Match": '"2"'})
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT who, action, change -> 'title', change -> 'status' FROM participation.audit"
            b" WHERE object_type = 'activity' ORDER BY id"
        ).fetchall()
    assert rows == [
        ("a-coordinator", "add", [None, "Koffieochtend"], [None, "published"]),
        ("a-coordinator", "change", ["Koffieochtend", "Theeochtend"], None),
        ("a-coordinator", "end", None, ["published", "ended"]),
    ]


def test_refused_writes_leave_no_trace(world: World, storage: Database) -> None:
    answers: list[httpx.Response] = [world.post(category="parties"), world.post(cost={"free": False})]
    assert {answer.status_code for answer in answers} == {400}
    with storage.reading() as connection:
        found = connection.execute(
            b"SELECT count(*) FROM participation.audit WHERE object_type = 'activity'"
        ).fetchone()
    assert found == (0,)
