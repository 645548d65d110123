"""Dates follow the wijk of their activity: lists of a wijk read them in order."""

from typing import Any

from tests.participation.conftest import ADMIN, World, place_body


def dates_in(world: World, wijk: str) -> set[str]:
    asked = {"wijk": wijk, "pageSize": "100"}
    return {each["activityId"] for each in world.client.get("/v1/occurrences", params=asked).json()["items"]}


def listed_in(world: World, wijk: str) -> set[str]:
    return {each["id"] for each in world.client.get("/v1/activities", params={"wijk": wijk}).json()["items"]}


def put(world: World, path: str, body: dict[str, Any]) -> None:
    etag = world.client.get(path).headers["etag"]
    answer = world.client.put(path, json=body, headers=ADMIN | {"If-Match": etag})
    assert answer.status_code == 200, answer.text


def test_dates_move_along_with_their_activity(world: World) -> None:
    stays, goes = world.added(), world.added(title="Naailes")
    put(world, f"/v1/activities/{goes['id']}", world.body(title="Naailes", placeId=str(world.elsewhere)))
    for found in (dates_in, listed_in):
        assert (found(world, "moerwijk"), found(world, "bouwlust")) == ({stays["id"]}, {goes["id"]})


def test_dates_move_along_with_their_place(world: World) -> None:
    made = world.added()
    put(world, f"/v1/places/{world.here}", place_body(wijk="morgenstond"))
    for found in (dates_in, listed_in):
        assert (found(world, "moerwijk"), found(world, "morgenstond")) == (set(), {made["id"]})
