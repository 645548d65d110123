"""What was seen on the spot: by whom, when, and what a place says after it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.contracts.participation import AccessibilityCheck, PlaceShape
from services.contracts.shapes import Page
from services.kit.database import Database
from tests.participation.conftest import ADMIN, World, place_body, soon, wrong_names


def check_body(**changes: Any) -> dict[str, Any]:
    return {
        "accessibility": {"toilet": "yes", "lift": "yes"},
        "checkedBy": "Voorall",
        "checkedOn": "2026-03-01",
    } | changes


def check(world: World, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
    path = f"/v1/places/{world.here}/accessibility-checks"
    return world.client.post(path, json=check_body(**changes), headers=headers or world.coordinator)


def place(world: World) -> PlaceShape:
    return PlaceShape.model_validate(world.client.get(f"/v1/places/{world.here}").json())


def test_a_place_says_what_was_seen_by_whom_and_when(world: World) -> None:
    answer = check(world)
    assert answer.status_code == 201
    found = place(world)
    assert PlaceShape.model_validate(answer.json()) == found
    assert found.accessibility == {
        "step-free": "yes", "toilet": "yes", "lift": "yes", "hearing-loop": "unknown", "parking": "unknown",
        "quiet-room": "unknown",
    }  # fmt: skip
    assert set(found.accessibility_checked) == {"toilet", "lift"}
    assert (found.accessibility_checked["lift"].by, found.version) == ("Voorall", 2)


def test_of_each_aspect_the_last_look_counts(world: World) -> None:
    check(world)
    check(world, accessibility={"lift": "no", "parking": "no"}, checkedOn="2026-02-01", checkedBy="gemeente Den Haag")
    found = place(world)
    assert (found.accessibility["lift"], found.accessibility["parking"]) == ("yes", "no")
    check(world, accessibility={"lift": "unknown"}, checkedOn="2026-03-02")
    assert place(world).accessibility["lift"] == "unknown"
    path = f"/v1/places/{world.here}/accessibility-checks"
    listed = Page[AccessibilityCheck].model_validate(world.client.get(path).json())
    assert [each.checked_on.isoformat() for each in listed.items] == ["2026-03-02", "2026-03-01", "2026-02-01"]
    first = world.client.get(path, params={"pageSize": 2})
    assert (first.json()["total"], len(first.json()["items"])) == (3, 2)
    assert len(world.client.get(first.json()["next"]).json()["items"]) == 1
    assert first.headers["sql-statements"] == "2"


def test_another_answer_than_the_one_that_was_checked_is_not_checked(world: World) -> None:
    check(world)
    body = place_body(accessibility={"toilet": "yes", "lift": "no"})
    answer = world.client.put(f"/v1/places/{world.here}", json=body, headers=world.coordinator | {"If-Match": '"2"'})
    assert answer.status_code == 200
    assert set(place(world).accessibility_checked) == {"toilet"}


def test_what_was_checked_is_in_the_answer_of_its_activities(world: World) -> None:
    made = world.added()
    check(world)
    assert world.client.get(f"/v1/activities/{made['id']}").json()["accessibility"]["toilet"] == "yes"
    listed = world.client.get("/v1/activities", params={"accessible": "toilet"}).json()
    assert listed["total"] == 1


def test_who_may_check(world: World) -> None:
    path = f"/v1/places/{world.there}/accessibility-checks"
    assert world.client.post(path, json=check_body()).status_code == 401
    assert world.client.post(path, json=check_body(), headers=world.coordinator).status_code == 403
    assert world.client.post(path, json=check_body(), headers=world.editor).status_code == 201
    nowhere = f"/v1/places/{uuid4()}/accessibility-checks"
    assert world.client.post(nowhere, json=check_body(), headers=ADMIN).status_code == 404
    assert world.client.get(nowhere).status_code == 404


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"accessibility": {"pool": "yes"}, "checkedOn": soon(1)}, {"accessibility.pool", "checkedOn"}),
        ({"accessibility": {"toilet": "maybe"}, "checkedBy": "x"}, {"accessibility.toilet", "checkedBy"}),
        ({"accessibility": {}}, {"accessibility"}),
        ({"checkedBy": "jan@example.org"}, {"checkedBy"}),
        ({"checkedBy": "Jan 0612345678", "who": 1}, {"checkedBy", "who"}),
        ({"accessibility": None, "checkedBy": None, "checkedOn": "ooit"}, {"accessibility", "checkedBy", "checkedOn"}),
    ],
)
def test_every_wrong_field_of_a_check_is_named(world: World, changes: dict[str, Any], names: set[str]) -> None:
    assert wrong_names(check(world, **changes)) == names
    assert place(world).version == 1


def test_the_same_check_twice_is_one_check(world: World) -> None:
    headers = world.coordinator | {"Idempotency-Key": "checked-once"}
    first, second = check(world, headers), check(world, headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert place(world).version == 2
    assert check(world, headers, checkedBy="Een ander").status_code == 409


def test_checks_at_the_same_time_are_all_kept(world: World, storage: Database) -> None:
    aspects = ["toilet", "lift", "parking", "hearing-loop", "quiet-room", "step-free"]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda each: check(world, accessibility={each: "yes"}), aspects))
    assert {answer.status_code for answer in answers} == {201}
    found = place(world)
    assert set(found.accessibility.values()) == {"yes"}
    assert (set(found.accessibility_checked), found.version) == (set(aspects), 7)
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT change::text FROM participation.audit WHERE object_type = 'place' AND action = 'check'"
        ).fetchall()
    assert len(rows) == 6
    assert not any("Voorall" in text for (text,) in rows)
