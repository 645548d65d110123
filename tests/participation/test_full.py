"""A coordinator says that a date is full: who joins then waits, nobody loses a place."""

import pytest

from services.kit.database import Database
from tests.participation.conftest import World
from tests.participation.joining import counts, first_date, joined, link, status
from tests.tokens import bearer

STRANGER = bearer("coordinator", subject="somebody-else")


def say_full(world: World, date: str, full: bool, headers: dict[str, str] | None = None) -> int:
    path = f"/v1/occurrences/{date}/full"
    return world.client.put(path, json={"full": full}, headers=headers or world.coordinator).status_code


def places_left(world: World, date: str) -> int | None:
    found = world.client.get("/v1/occurrences", params={"pageSize": 50}).json()["items"]
    left: int | None = next(each["placesLeft"] for each in found if each["id"] == date)
    return left


@pytest.mark.parametrize("capacity", [5, None])
def test_who_joins_a_full_date_waits_until_it_is_not_full_any_more(
    world: World, storage: Database, capacity: int | None
) -> None:
    date = first_date(world, capacity=capacity)
    first = joined(world, date, "Ada")
    assert say_full(world, date, True) == say_full(world, date, True) == 200
    assert places_left(world, date) == 0
    second = joined(world, date, "Bo")
    assert (status(world, first), status(world, second)) == ("enrolled", "waiting")
    assert say_full(world, date, False) == 200
    assert status(world, second) == "offered"
    assert counts(storage) == (1, 1, 0)
    assert places_left(world, date) == (None if capacity is None else 3)


def test_a_place_that_is_given_up_goes_to_who_waits(world: World) -> None:
    date = first_date(world, capacity=5)
    first = joined(world, date, "Ada")
    say_full(world, date, True)
    second = joined(world, date, "Bo")
    world.client.delete(link(first))
    assert status(world, second) == "offered"


def test_another_capacity_does_not_open_what_is_full(world: World) -> None:
    made = world.added(joining="per-date", capacity=2)
    date = made["next"][0]["id"]
    say_full(world, date, True)
    body = world.body(joining="per-date", capacity=9)
    headers = world.coordinator | {"If-Match": '"1"'}
    assert world.client.put(f"/v1/activities/{made['id']}", json=body, headers=headers).status_code == 200
    assert places_left(world, date) == 0
    assert places_left(world, made["next"][1]["id"]) == 9


def test_of_a_walk_in_it_only_says_that_it_is_full(world: World) -> None:
    date = first_date(world, joining="walk-in", capacity=None)
    assert (places_left(world, date), fulls(world)) == (None, [])
    say_full(world, date, True)
    assert (places_left(world, date), fulls(world)) == (0, [date] * 3)
    say_full(world, date, False)
    assert fulls(world) == []


def fulls(world: World) -> list[str]:
    """Dates that are full in the agenda, on the page of their activity, and among its dates."""
    agenda = world.client.get("/v1/occurrences", params={"pageSize": 50}).json()["items"]
    (activity_id,) = {each["activityId"] for each in agenda}
    one = world.client.get(f"/v1/activities/{activity_id}").json()["next"]
    dates = world.client.get(f"/v1/activities/{activity_id}/dates").json()["items"]
    return [each["id"] for found in (agenda, one, dates) for each in found if each["full"]]


def test_a_calendar_says_it_too(world: World) -> None:
    made = world.added()
    date = made["next"][0]["id"]
    path = f"/v1/activities/{made['id']}/calendar.ics"
    before = world.client.get(path)
    say_full(world, date, True)
    after = world.client.get(path, headers={"If-None-Match": before.headers["etag"]})
    assert "Vol. " not in before.text
    assert after.text.count("DESCRIPTION:Vol. ") == 1
    assert sequence_of(after.text) > sequence_of(before.text)


def sequence_of(calendar: str) -> int:
    return int(calendar.split("SEQUENCE:")[1].split("\r\n")[0])


def test_a_series_is_full_as_a_whole(world: World) -> None:
    made = world.added(joining="series", capacity=8)
    say_full(world, made["next"][0]["id"], True)
    assert places_left(world, made["next"][1]["id"]) == 0
    agenda = world.client.get("/v1/occurrences", params={"pageSize": 50}).json()["items"]
    assert all(each["full"] for each in agenda)


def test_only_who_works_there_says_so(world: World) -> None:
    date = first_date(world)
    assert say_full(world, date, True, STRANGER) == 403
    assert say_full(world, "00000000-0000-0000-0000-000000000000", True) == 404
    path = f"/v1/occurrences/{date}/full"
    assert world.client.put(path, json={"full": "perhaps"}, headers=world.coordinator).status_code == 400
    assert world.client.put(path, json={"full": True}).status_code == 401


def test_templates_are_the_deals_own_and_can_be_posted_as_they_are(world: World) -> None:
    found = world.client.get("/v1/activity-templates", headers={"Accept-Language": "tr"}).json()["items"]
    assert found[0]["label"] == "Kahve sabahı"
    assert len({each["id"] for each in found}) == len(found) >= 8
    for each in found:
        told = {name: each["body"][name] for name in ("title", "summary", "description", "bring", "forWhom")}
        given = {name: each["body"][name] for name in ("category", "step", "dutchLevel", "joining", "capacity")}
        world.added(**told, **given)
