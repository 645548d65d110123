"""A change of schedule moves dates but keeps people's places, and tells them; what is no longer is out of sight."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from services.kit.database import Database
from services.participation.tables import notice, occurrence
from tests.participation.conftest import World, soon
from tests.participation.joining import join, joined, link, status, told, who
from tests.participation.test_exceptions import dates_everywhere, done, local, undo
from tests.participation.test_schedules import closing

Json = dict[str, Any]
MAIL = {"email": "fatma@example.org"}


def with_places(world: World, **changes: Any) -> Json:
    return world.added(**{"joining": "per-date", "capacity": 2} | changes)


def rescheduled(world: World, made: Json, **schedule: Any) -> Json:
    body = world.body(joining="per-date", capacity=2, schedule=world.body()["schedule"] | schedule)
    path = f"/v1/activities/{made['id']}"
    etag = world.client.get(path).headers["etag"]
    answer = world.client.put(path, json=body, headers=world.coordinator | {"If-Match": etag})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def date_status(storage: Database, date: str) -> str | None:
    with storage.writing() as session:
        return session.scalar(select(occurrence.c.status).where(occurrence.c.id == UUID(date)))


def test_another_time_on_the_same_day_takes_the_people_along(world: World, storage: Database) -> None:
    made = with_places(world)
    old = made["next"][1]["id"]
    ali, bea, cem = (joined(world, old, name, email=f"{name}@example.org") for name in ("Ali", "Bea", "Cem"))
    after = rescheduled(world, made, start=f"{soon(3)}T11:00", end=f"{soon(3)}T13:00")
    assert [status(world, each) for each in (ali, bea, cem)] == ["enrolled", "enrolled", "waiting"]
    seen = world.client.get(link(ali)).json()
    assert (seen["occurrenceId"], local(seen)) == (after["next"][1]["id"], f"{soon(10)}T11:00")
    assert date_status(storage, old) is None or date_status(storage, old) == "withdrawn"
    assert set(told(storage)) >= {"moved"}
    assert "cancelled" not in told(storage)
    listed = world.client.get("/v1/occurrences", params={"from": soon(10), "to": soon(10)}).json()["items"]
    assert [(each["placesLeft"], each["waiting"]) for each in listed] == [(0, 1)]
    assert rescheduled(world, made)["next"][1]["id"] == old
    assert [status(world, each) for each in (ali, bea, cem)] == ["enrolled", "enrolled", "waiting"]


def test_who_joined_a_series_goes_along_there_and_back(world: World, storage: Database) -> None:
    made = world.added(joining="series", capacity=2)
    path = f"/v1/activities/{made['id']}/enrolments"
    ali = world.client.post(path, json=who("Ali", **MAIL), headers={"Idempotency-Key": str(uuid4())}).json()
    for start, end in (("11:00", "13:00"), ("10:00", "12:00")):
        body = world.body(joining="series", capacity=2)
        body["schedule"] |= {"start": f"{soon(3)}T{start}", "end": f"{soon(3)}T{end}"}
        etag = world.client.get(f"/v1/activities/{made['id']}").headers["etag"]
        headers = world.coordinator | {"If-Match": etag}
        assert world.client.put(f"/v1/activities/{made['id']}", json=body, headers=headers).status_code == 200
        assert (status(world, ali), local(world.client.get(link(ali)).json())) == ("enrolled", f"{soon(3)}T{start}")
    assert {item["status"] for item in dates_everywhere(world, made)} == {"planned"}
    assert set(told(storage)) <= {"enrolled", "joined", "moved"}


def test_dates_that_people_had_joined_are_out_of_sight_when_the_day_changes(world: World, storage: Database) -> None:
    made = with_places(world)
    old = made["next"][0]["id"]
    ali = joined(world, old, "Ali", **MAIL)
    rescheduled(world, made, start=f"{soon(4)}T10:00", end=f"{soon(4)}T12:00")
    assert (status(world, ali), date_status(storage, old)) == ("cancelled", "withdrawn")
    assert told(storage)[-1] == "cancelled"
    assert old not in str(dates_everywhere(world, made))
    assert join(world, old).status_code == 404
    assert date_status(storage, made["next"][1]["id"]) is None
    rescheduled(world, made)
    assert (status(world, ali), date_status(storage, old)) == ("enrolled", "planned")
    assert dates_everywhere(world, made)[0]["id"] == old


@pytest.mark.parametrize("how", ["cancelled", "closed", "place"])
def test_who_joined_hears_that_a_date_is_off_and_that_it_is_on_again(world: World, storage: Database, how: str) -> None:
    made = with_places(world)
    date = made["next"][0]["id"]
    ali = joined(world, date, "Ali", **MAIL)
    days = {"from": soon(3), "to": soon(3)}
    if how == "place":
        path = f"/v1/places/{world.here}/closures/{closing(world, **days).json()['id']}"
    else:
        said = done(world, made, kind=how, **({"occurrenceId": date} if how == "cancelled" else days))
    assert (status(world, ali), told(storage)[-1]) == ("cancelled", "cancelled")
    assert date_status(storage, date) == ("cancelled" if how == "cancelled" else "withdrawn")
    assert (date in str(dates_everywhere(world, made))) == (how == "cancelled")
    if how == "place":
        assert world.client.delete(path, headers=world.coordinator).status_code == 204
    else:
        assert undo(world, made, said).status_code == 204
    assert (status(world, ali), date_status(storage, date)) == ("enrolled", "planned")
    assert dates_everywhere(world, made)[0]["id"] == date


def test_who_joined_a_date_that_is_moved_keeps_the_place_and_hears_of_it_once(world: World, storage: Database) -> None:
    made = with_places(world)
    date = made["next"][0]["id"]
    ali = joined(world, date, "Ali", **MAIL)
    for _ in range(2):
        done(world, made, kind="moved", occurrenceId=date, start=f"{soon(5)}T15:00")
    assert (status(world, ali), local(world.client.get(link(ali)).json())) == ("enrolled", f"{soon(5)}T15:00")
    with storage.writing() as session:
        assert session.scalar(select(func.count()).select_from(notice).where(notice.c.kind == "moved")) == 1


def test_an_ended_activity_lets_its_people_know(world: World, storage: Database) -> None:
    made = with_places(world)
    date = made["next"][0]["id"]
    ali = joined(world, date, "Ali", **MAIL)
    path = f"/v1/activities/{made['id']}"
    etag = world.client.get(path).headers["etag"]
    assert world.client.delete(path, headers=world.coordinator | {"If-Match": etag}).status_code == 204
    assert (status(world, ali), told(storage)[-1]) == ("cancelled", "cancelled")
    assert date_status(storage, date) == "withdrawn"


def test_joining_while_the_days_change_gives_a_place_or_a_refusal(world: World, storage: Database) -> None:
    """Whoever was told to have a place has one on a date that is there, or sees it cancelled."""
    made = with_places(world, capacity=50)
    dates = [item["id"] for item in made["next"]]

    def act(number: int) -> Any:
        if number == 6:
            return rescheduled(world, made, start=f"{soon(4)}T10:00", end=f"{soon(4)}T12:00")
        return join(world, dates[number % len(dates)], f"P{number}")

    with ThreadPoolExecutor(6) as pool:
        answers = [each for n, each in enumerate(pool.map(act, range(24))) if n != 6]
    assert {answer.status_code for answer in answers} <= {201, 404}
    for answer in answers:
        if answer.status_code == 201:
            assert status(world, answer.json()) == "cancelled"
