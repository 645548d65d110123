"""Joining, waiting and leaving over HTTP."""

from typing import Any
from uuid import uuid4

import httpx

from tests.forms import form_token
from tests.participation.conftest import Body, World


def who(name: str = "Fatma", **more: Any) -> Body:
    return {"name": name, "formToken": form_token()} | more


def join(world: World, date: str, name: str = "Fatma", key: str | None = None, **more: Any) -> httpx.Response:
    return world.client.post(
        f"/v1/occurrences/{date}/enrolments", json=who(name, **more), headers={"Idempotency-Key": key or str(uuid4())}
    )


def joined(world: World, date: str, name: str = "Fatma", **more: Any) -> Body:
    answer = join(world, date, name, **more)
    assert answer.status_code == 201, answer.text
    found: Body = answer.json()
    return found


def first_date(world: World, **changes: Any) -> str:
    made = world.added(**{"joining": "per-date", "capacity": 2} | changes)
    found: str = made["next"][0]["id"]
    return found


def token_in(enrolment: Body) -> str:
    found: str = enrolment["manageUrl"].rpartition("/")[2]
    return found


def test_who_comes_first_has_a_place_and_the_rest_waits_in_order(world: World) -> None:
    date = first_date(world)
    answers = [joined(world, date, name) for name in ("Ali", "Bea", "Cem", "Dot")]
    assert [(each["status"], each["position"]) for each in answers] == [
        ("enrolled", None),
        ("enrolled", None),
        ("waiting", 1),
        ("waiting", 2),
    ]
    listed = world.client.get("/v1/occurrences").json()["items"][0]
    assert (listed["id"], listed["capacity"], listed["placesLeft"], listed["waiting"]) == (date, 2, 0, 2)
