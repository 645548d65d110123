"""Who comes, who is called, who came: at the coordinator's desk."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import update

from services.contracts.participation import AttendanceTotals, CallShape, ListedEnrolment
from services.contracts.shapes import Page
from services.kit.database import Database
from services.participation.enrolments.telling import note_reminders
from services.participation.tables import occurrence
from tests.participation.conftest import ADMIN, World, wrong_names
from tests.participation.joining import first_date, joined, link, moment, status, told, who
from tests.postgres import Database as WholeDatabase
from tests.tokens import bearer


def people(world: World, date: str, **query: Any) -> Page[ListedEnrolment]:
    answer = world.client.get(f"/v1/occurrences/{date}/enrolments", params=query, headers=world.coordinator)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), answer.text
    return Page[ListedEnrolment].model_validate(answer.json())


def test_the_door_list_says_who_comes_and_who_waits(world: World) -> None:
    date = first_date(world)
    for name in ("Ali", "Bea", "Cem", "Dot"):
        joined(world, date, name, phone=f"061234567{len(name) + ord(name[0]) % 7}")
    gone = joined(world, date, "Eva")
    world.client.delete(link(gone))
    found = people(world, date)
    assert [(each.name, each.status, each.position) for each in found.items] == [
        ("Ali", "enrolled", None),
        ("Bea", "enrolled", None),
        ("Cem", "waiting", 1),
        ("Dot", "waiting", 2),
    ]
    assert (found.total, found.next) == (4, None)
    second = people(world, date, page=2, pageSize=3)
    assert ([each.name for each in second.items], people(world, date, pageSize=3).next is None) == (["Dot"], False)


def test_names_are_for_the_coordinator_of_the_place_alone(world: World, deal_database: WholeDatabase) -> None:
    date = first_date(world)
    joined(world, date, "Ali")
    for path in (f"/v1/occurrences/{date}/enrolments", f"/v1/places/{world.here}/phone-list"):
        for headers in (ADMIN, world.editor, bearer("coordinator", places=[world.there]), bearer("programme")):
            assert world.client.get(path, headers=headers).status_code == 403
        assert world.client.get(path).status_code == 401
        assert world.client.get(path, headers=world.coordinator).status_code == 200
    with psycopg.connect(deal_database.url) as connection:
        looked = connection.execute(
            b"SELECT who, object_type, change FROM participation.audit WHERE action = 'look' ORDER BY id"
        ).fetchall()
    assert looked == [
        ("a-coordinator", "enrolments", {"count": [None, 1]}),
        ("a-coordinator", "phone-list", {"count": [None, 0]}),
    ]


def phone_list(world: World) -> list[CallShape]:
    answer = world.client.get(f"/v1/places/{world.here}/phone-list", headers=world.coordinator)
    return Page[CallShape].model_validate(answer.json()).items


def call(world: World, item: CallShape, answer: str | None = None, place: Any = None) -> int:
    path = f"/v1/places/{place or world.here}/phone-list/{item.id}/called"
    body = {"answer": answer} if answer else {}
    return world.client.post(path, json=body, headers=world.coordinator).status_code


def test_who_has_no_email_is_called_and_says_yes_or_no(world: World, storage: Database) -> None:
    date = first_date(world, capacity=1)
    first, second, third, unreachable = (
        joined(world, date, name, **reach)
        for name, reach in [
            ("Ali", {}),
            ("Bea", {"phone": "0611111111"}),
            ("Cem", {"phone": "0622222222"}),
            ("Dot", {}),
        ]
    )
    assert phone_list(world) == []
    world.client.delete(link(first))
    (item,) = phone_list(world)
    assert (item.why, item.name, item.phone) == ("offered", "Bea", "0611111111")
    assert item.say.startswith("Er is een plek vrij bij Koffieochtend, op ")
    assert item.confirm_by is not None
    for _ in range(2):
        assert call(world, item, "comes-not") == 204
    assert (status(world, second), status(world, third)) == ("left", "offered")
    (item,) = phone_list(world)
    assert (call(world, item, "maybe"), call(world, item, "comes")) == (400, 204)
    assert (status(world, third), phone_list(world)) == ("enrolled", [])
    world.client.delete(link(third))
    assert (status(world, unreachable), phone_list(world)) == ("offered", [])


def test_a_line_is_ticked_off_at_its_own_place(world: World, storage: Database) -> None:
    date = first_date(world, capacity=1)
    first, _ = joined(world, date, "Ali"), joined(world, date, "Bea", phone="0611111111")
    world.client.delete(link(first))
    (item,) = phone_list(world)
    assert call(world, item, place=world.there) == 403
    elsewhere = bearer("coordinator", places=[world.there])
    path = f"/v1/places/{world.there}/phone-list/{item.id}/called"
    assert world.client.post(path, json={}, headers=elsewhere).status_code == 404
    assert call(world, item) == 204
    assert (phone_list(world), told(storage)) == ([], [])


def test_who_has_no_email_is_reminded_by_phone(world: World, storage: Database) -> None:
    date = first_date(world)
    joined(world, date, "Ali", phone="0611111111")
    with storage.writing() as session:
        note_reminders(session, (moment() + timedelta(days=2)).replace(hour=12))
    assert [each.why for each in phone_list(world)] == ["reminder"]


def note(world: World, date: str, **body: Any) -> Any:
    return world.client.put(f"/v1/occurrences/{date}/attendance", json=body, headers=world.coordinator)


def test_attendance_by_numbers_can_be_noted_again(world: World) -> None:
    date = first_date(world, joining="walk-in", capacity=None)
    path = f"/v1/occurrences/{date}/attendance"
    unknown = world.client.get(path, headers=world.coordinator)
    assert (unknown.json()["count"], unknown.headers["etag"]) == (None, '"0"')
    assert note(world, date, count=12, ofWhom={"women": 7, "newcomers": 12}).json()["count"] == 12
    again = note(world, date, count=11)
    assert (again.json()["count"], again.json()["ofWhom"], again.headers["etag"]) == (11, {}, '"2"')
    stale = {**world.coordinator, "If-Match": '"1"'}
    assert world.client.put(path, json={"count": 3}, headers=stale).status_code == 412
    read = world.client.get(path, headers={**world.coordinator, "If-None-Match": '"2"'})
    assert (read.status_code, read.headers["etag"]) == (304, '"2"')


def test_attendance_by_names(world: World) -> None:
    date = first_date(world)
    ali, bea = joined(world, date, "Ali"), joined(world, date, "Bea")
    assert note(world, date, present=[ali["id"], ali["id"]]).json()["count"] == 1
    assert [each.present for each in people(world, date).items] == [True, False]
    both = note(world, date, present=[bea["id"]], count=9).json()
    assert (both["count"], both["present"]) == (9, [bea["id"]])
    assert [each.present for each in people(world, date).items] == [False, True]


def test_of_a_series_each_date_has_its_own_ticks(world: World) -> None:
    made = world.added(joining="series", capacity=5)
    date, other = (each["id"] for each in made["next"][:2])
    people_of_it = [
        world.client.post(f"/v1/activities/{made['id']}/enrolments", json=who(name)).json() for name in ("Ali", "Bea")
    ]
    ali, bea = (each["id"] for each in people_of_it)
    assert note(world, date, present=[ali]).json()["count"] == 1
    assert note(world, other, present=[ali, bea]).json()["count"] == 2
    assert [[each.present for each in people(world, day).items] for day in (date, other)] == [
        [True, False],
        [True, True],
    ]
    code = people_of_it[1]["code"]
    left = world.client.post(f"/v1/occurrences/{date}/leavings", json={"code": code}, headers=world.coordinator)
    assert (left.status_code, status(world, people_of_it[1])) == (204, "left")


def test_two_who_count_at_once_both_hear_what_stands(world: World) -> None:
    date = first_date(world, capacity=9)
    ids = [joined(world, date, name)["id"] for name in "ABCDEF"]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda n: note(world, date, present=ids[: n + 1]), range(6)))
    assert {each.status_code for each in answers} == {200}
    last = max((each.json() for each in answers), key=lambda each: each["version"])
    found = world.client.get(f"/v1/occurrences/{date}/attendance", headers=world.coordinator).json()
    assert (found, found["version"], len(found["present"])) == (last, 6, found["count"])


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"body"}),
    ({"count": -1}, {"count"}),
    ({"count": 10_001}, {"count"}),
    ({"count": "veel", "ofWhom": {"dwarfs": 1}}, {"count", "ofWhom.dwarfs"}),
    ({"count": 5, "ofWhom": {"women": 6, "men": -1}}, {"ofWhom.women", "ofWhom.men"}),
    ({"count": 0, "present": [str(uuid4())]}, {"count", "present.0"}),
    ({"present": ["Ali"]}, {"present.0"}),
    ({"count": 5, "names": ["Ali"]}, {"names"}),
]


@pytest.mark.parametrize(("body", "names"), WRONG)
def test_every_wrong_number_is_named(world: World, body: dict[str, Any], names: set[str]) -> None:
    assert wrong_names(note(world, first_date(world), **body)) == names


def test_somebody_of_another_date_was_not_here(world: World) -> None:
    made = world.added(joining="per-date")
    date, other = (each["id"] for each in made["next"][:2])
    person = joined(world, other)
    assert wrong_names(note(world, date, present=[person["id"]])) == {"present.0"}


def test_totals_are_of_the_dates_that_have_been(world: World, storage: Database) -> None:
    made = world.added(joining="walk-in")
    path = f"/v1/activities/{made['id']}/attendance"
    dates = [each["id"] for each in made["next"][:5]]
    for date, count in zip(dates, (3, 4, 5), strict=False):
        note(world, date, count=count)
    with storage.writing() as session:
        for n, date in enumerate(dates[1:]):
            begun = moment() - timedelta(days=7 * n + 1)
            gone = {"starts_at": begun, "ends_at": begun + timedelta(hours=1)}
            session.execute(update(occurrence).where(occurrence.c.id == date).values(gone))
        session.execute(update(occurrence).where(occurrence.c.id == dates[4]).values(status="cancelled"))
    for headers in (world.coordinator, world.editor, bearer("programme"), bearer("service")):
        found = AttendanceTotals.model_validate(world.client.get(path, headers=headers).json())
        assert (found.dates, found.counted, found.visits) == (3, 2, 9)
        assert [each.count for each in found.items] == [4, 5, None]
    assert world.client.get(path, headers=bearer("coordinator", places=[world.there])).status_code == 403
    assert world.client.get(path).status_code == 401


def test_of_a_cancelled_date_nobody_came(world: World, storage: Database) -> None:
    date = first_date(world)
    with storage.writing() as session:
        session.execute(update(occurrence).where(occurrence.c.id == date).values(status="cancelled"))
    assert note(world, date, count=3).status_code == 409
