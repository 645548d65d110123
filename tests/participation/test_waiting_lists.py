"""What time and changes bring to people who joined: offers, reminders, cancelled and moved dates, letters."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from services.kit.database import Database
from services.kit.outbox import Letter, letters
from services.participation.enrolments import changes
from services.participation.enrolments.forgetting import forget
from services.participation.enrolments.letters import ZONE
from services.participation.enrolments.people import Desk, desk_of
from services.participation.enrolments.telling import run_all
from services.participation.tables import activity, enrolment, metadata, notice, occurrence, seats
from tests.participation.conftest import World, soon
from tests.participation.joining import counts, first_date, joined, link, moment, status, told, who
from tests.postgres import SECRET
from tests.working import until, worker


@pytest.fixture
def desk(app: FastAPI) -> Desk:
    return desk_of(app.state.settings)


def tend(storage: Database, desk: Desk, now: datetime | None = None) -> int:
    """What the worker does each minute."""
    return run_all(storage.writing, desk, now or moment())


def outbox(storage: Database) -> list[Letter]:
    """Letters, the oldest first."""
    with storage.writing() as session:
        return list(reversed(letters(session, metadata, SECRET)))


def start_of(storage: Database, date: str) -> datetime:
    with storage.writing() as session:
        found: datetime = session.scalars(select(occurrence.c.starts_at).where(occurrence.c.id == UUID(date))).one()
        return found


def set_date(storage: Database, date: str, **values: Any) -> None:
    with storage.writing() as session:
        session.execute(update(occurrence).where(occurrence.c.id == UUID(date)).values(values))


def test_an_offer_that_lapses_goes_to_the_next(world: World, storage: Database, desk: Desk) -> None:
    first, second, third = (joined(world, date, name) for date in [first_date(world, capacity=1)] for name in "ABC")
    world.client.delete(link(first))
    offered = world.client.get(link(second)).json()
    until = datetime.fromisoformat(offered["confirmBy"])
    assert timedelta(hours=23) < until - moment() <= timedelta(hours=24)
    tend(storage, desk, until - timedelta(minutes=1))
    assert (status(world, second), status(world, third)) == ("offered", "waiting")
    tend(storage, desk, until + timedelta(minutes=1))
    assert (status(world, second), status(world, third)) == ("lapsed", "offered")
    assert counts(storage) == (0, 1, 0)
    assert world.client.post(f"{link(second)}/confirmation").status_code == 409


def test_an_offer_can_not_be_taken_too_late_even_before_the_job_came(world: World, storage: Database) -> None:
    first, second = (joined(world, date, name) for date in [first_date(world, capacity=1)] for name in "AB")
    world.client.delete(link(first))
    with storage.writing() as session:
        late = enrolment.c.confirm_by.is_not(None)
        session.execute(update(enrolment).where(late).values(confirm_by=moment() - timedelta(seconds=1)))
    assert world.client.post(f"{link(second)}/confirmation").status_code == 409


def test_shortly_before_the_start_who_is_next_simply_has_the_place(world: World, storage: Database) -> None:
    date = first_date(world, capacity=1)
    first, second = joined(world, date, "A"), joined(world, date, "B")
    set_date(storage, date, starts_at=moment() + timedelta(hours=2), ends_at=moment() + timedelta(hours=3))
    world.client.delete(link(first))
    assert status(world, second) == "enrolled"
    assert counts(storage) == (1, 0, 0)


def test_more_room_is_offered_in_order_and_less_room_throws_nobody_out(
    world: World, storage: Database, desk: Desk
) -> None:
    made = world.added(joining="per-date", capacity=2)
    date, path = made["next"][0]["id"], f"/v1/activities/{made['id']}"
    people = [joined(world, date, name) for name in "ABCDE"]

    def room_for(capacity: int | None) -> None:
        headers = world.coordinator | {"If-Match": world.client.get(path).headers["etag"]}
        body = world.body(joining="per-date", capacity=capacity)
        assert world.client.put(path, json=body, headers=headers).status_code == 200

    room_for(4)
    tend(storage, desk)
    assert [status(world, each) for each in people] == ["enrolled", "enrolled", "offered", "offered", "waiting"]
    room_for(1)
    tend(storage, desk)
    assert counts(storage) == (2, 2, 1)
    assert world.client.get("/v1/occurrences").json()["items"][0]["placesLeft"] == 0
    world.client.delete(link(people[0]))
    assert (counts(storage), joined(world, date, "F")["status"]) == ((1, 2, 1), "waiting")
    for each in people[1:4]:
        world.client.delete(link(each))
    assert counts(storage) == (0, 1, 1)
    room_for(None)
    tend(storage, desk)
    assert counts(storage) == (0, 2, 0)


def test_the_way_of_joining_stays_once_somebody_joined(world: World) -> None:
    made = world.added(joining="per-date")
    path, body = f"/v1/activities/{made['id']}", world.body(joining="series")
    headers = world.coordinator | {"If-Match": f'"{made["version"]}"'}
    person = joined(world, made["next"][0]["id"])
    answer = world.client.put(path, json=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:zuidwest:problem:joined")
    world.client.delete(link(person))
    assert world.client.put(path, json=body, headers=headers).status_code == 200


def test_letters_are_written_once_in_the_language_of_who_joined_with_a_link(
    world: World, storage: Database, desk: Desk
) -> None:
    date = first_date(world, capacity=1)
    first = joined(world, date, "Ali", email="ali@voorbeeld.nl", language="tr")
    second = joined(world, date, "Bea", email="bea@voorbeeld.nl")
    assert (tend(storage, desk), tend(storage, desk)) == (2, 0)
    world.client.delete(link(first))
    tend(storage, desk)
    assert {(each.to, each.subject) for each in outbox(storage)} == {
        ("ali@voorbeeld.nl", "Kaydoldunuz: Koffieochtend"),
        ("bea@voorbeeld.nl", "U staat op de wachtlijst: Koffieochtend"),
        ("bea@voorbeeld.nl", "Er is een plek voor u: Koffieochtend"),
    }
    text = outbox(storage)[-1].text
    for part in ("Beste Bea,", second["manageUrl"], "om 10:00 uur", "Buurtkamer Oost, Straat 1, 2531 PE Den Haag"):
        assert part in text


def test_who_leaves_before_the_letter_gets_none(world: World, storage: Database, desk: Desk) -> None:
    made = joined(world, first_date(world), email="ali@voorbeeld.nl")
    world.client.delete(link(made))
    assert (tend(storage, desk), outbox(storage)) == (0, [])


def remind_at(start: datetime, hour: int, days: int = 1) -> datetime:
    local = start.astimezone(ZONE) - timedelta(days=days)
    return local.replace(hour=hour, minute=0)


def test_a_reminder_comes_once_the_day_before(world: World, storage: Database, desk: Desk) -> None:
    date = first_date(world, capacity=1)
    joined(world, date, "Ali", email="ali@voorbeeld.nl")
    joined(world, date, "Bea", email="bea@voorbeeld.nl")
    tend(storage, desk)
    start = start_of(storage, date)
    written = [tend(storage, desk, remind_at(start, hour, days)) for hour, days in [(20, 2), (8, 1), (9, 1), (15, 1)]]
    assert (written, tend(storage, desk, remind_at(start, 8, 0))) == ([0, 0, 1, 0], 0)
    assert (outbox(storage)[-1].to, outbox(storage)[-1].subject[:4]) == ("ali@voorbeeld.nl", "Tot ")


def test_of_a_series_each_date_is_reminded(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="series", capacity=5)
    body = who("Ali", email="ali@voorbeeld.nl")
    assert world.client.post(f"/v1/activities/{made['id']}/enrolments", json=body).status_code == 201
    assert tend(storage, desk) == 1
    assert "U doet mee met alle keren." in outbox(storage)[0].text
    for each in made["next"][:2]:
        assert tend(storage, desk, remind_at(datetime.fromisoformat(each["start"]), 12)) == 1


def test_no_reminder_of_a_date_that_will_not_be(world: World, storage: Database, desk: Desk) -> None:
    date = first_date(world)
    joined(world, date, email="ali@voorbeeld.nl")
    tend(storage, desk)
    set_date(storage, date, status="cancelled")
    assert tend(storage, desk, remind_at(start_of(storage, date), 12)) == 0


def withdraw(storage: Database, *dates: str) -> None:
    for date in dates:
        set_date(storage, date, status="cancelled")
    with storage.writing() as session:
        changes.dates_withdrawn(session, ids(dates))


def ids(dates: Sequence[str]) -> list[UUID]:
    return [UUID(date) for date in dates]


def test_a_cancelled_date_is_told_and_can_be_restored(world: World, storage: Database, desk: Desk) -> None:
    date = first_date(world, capacity=1)
    first = joined(world, date, "Ali", email="ali@voorbeeld.nl")
    second = joined(world, date, "Bea", phone="0612345678")
    tend(storage, desk)
    withdraw(storage, date)
    assert (status(world, first), status(world, second)) == ("cancelled", "cancelled")
    assert tend(storage, desk) == 1
    assert outbox(storage)[-1].subject == "Gaat niet door: Koffieochtend"
    assert told(storage, "phone") == ["cancelled"]
    set_date(storage, date, status="planned")
    with storage.writing() as session:
        changes.dates_restored(session, ids([date]))
    assert (status(world, first), status(world, second)) == ("enrolled", "waiting")
    assert tend(storage, desk) == 1
    assert outbox(storage)[-1].subject == "Gaat toch door: Koffieochtend"
    assert told(storage, "phone") == ["restored"]


def test_nobody_is_offered_a_place_on_a_cancelled_date(world: World, storage: Database, desk: Desk) -> None:
    date = first_date(world, capacity=1)
    first, second, third = (joined(world, date, name) for name in "ABC")
    world.client.delete(link(first))
    withdraw(storage, date)
    tend(storage, desk, moment() + timedelta(hours=30))
    assert counts(storage) == (0, 1, 1)
    world.client.delete(link(second))
    tend(storage, desk)
    assert counts(storage) == (0, 0, 1)
    set_date(storage, date, status="planned")
    with storage.writing() as session:
        changes.dates_restored(session, ids([date]))
    tend(storage, desk)
    assert status(world, third) == "offered"


def test_a_moved_date_keeps_people_and_tells_them(world: World, storage: Database, desk: Desk) -> None:
    date = first_date(world, capacity=1)
    first, second = (joined(world, date, name, email=f"{name}@voorbeeld.nl") for name in "ab")
    world.client.delete(link(first))
    tend(storage, desk)
    start = moment() + timedelta(hours=5)
    set_date(storage, date, status="moved", starts_at=start, ends_at=start + timedelta(hours=1))
    with storage.writing() as session:
        changes.dates_moved(session, ids([date]))
        changes.dates_moved(session, ids([date]))
    assert tend(storage, desk) == 1
    assert outbox(storage)[-1].subject == "Andere tijd: Koffieochtend"
    assert f"{start.astimezone(ZONE):%H:%M} uur" in outbox(storage)[-1].text
    shown = world.client.get(link(second)).json()
    assert shown["status"] == "offered"
    assert datetime.fromisoformat(shown["confirmBy"]) <= start


def test_members_of_a_series_hear_once_of_many_dates(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="series")
    body = who("Ali", email="ali@voorbeeld.nl")
    person = world.client.post(f"/v1/activities/{made['id']}/enrolments", json=body).json()
    tend(storage, desk)
    withdraw(storage, *(each["id"] for each in made["next"][:3]))
    assert tend(storage, desk) == 1
    assert "En 2 keren daarna ook." in outbox(storage)[-1].text
    assert status(world, person) == "enrolled"
    with storage.writing() as session:
        session.execute(update(activity).values(status="ended"))
    withdraw(storage, *(each["id"] for each in made["next"][3:]))
    assert tend(storage, desk) == 1
    assert outbox(storage)[-1].subject == "Koffieochtend stopt"
    assert status(world, person) == "cancelled"


def test_people_go_along_to_a_date_with_another_time(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="per-date", capacity=1)
    old, new = (each["id"] for each in made["next"][:2])
    first = joined(world, old, "Ali", email="ali@voorbeeld.nl")
    second = joined(world, old, "Bea", email="bea@voorbeeld.nl")
    tend(storage, desk)
    with storage.writing() as session:
        changes.enrolments_carried(session, {UUID(old): UUID(new)})
    assert tend(storage, desk) == 2
    seen = [world.client.get(link(each)).json() for each in (first, second)]
    assert [(each["occurrenceId"], each["status"]) for each in seen] == [(new, "enrolled"), (new, "waiting")]
    assert [each["code"] for each in seen] == [first["code"], second["code"]]
    assert [each["waiting"] for each in world.client.get("/v1/occurrences").json()["items"][:2]] == [0, 1]


def test_people_go_along_to_a_date_where_people_are(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="per-date", capacity=1)
    old, new = (each["id"] for each in made["next"][:2])
    here, waits = joined(world, new, "Cem"), joined(world, new, "Dot")
    goes = joined(world, old, "Ali")
    with storage.writing() as session:
        changes.enrolments_carried(session, {UUID(old): UUID(new)})
    assert [status(world, each) for each in (here, waits, goes)] == ["enrolled", "waiting", "enrolled"]
    assert counts(storage) == (2, 0, 1)
    world.client.delete(link(here))
    assert counts(storage) == (1, 0, 1)
    world.client.delete(link(goes))
    assert status(world, waits) == "offered"


def change(world: World, made: dict[str, Any], **changes: Any) -> None:
    path = f"/v1/activities/{made['id']}"
    headers = world.coordinator | {"If-Match": world.client.get(path).headers["etag"]}
    answer = world.client.put(path, json=world.body(**changes), headers=headers)
    assert answer.status_code == 200, answer.text


def test_another_time_on_the_same_days_takes_people_along(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="per-date", capacity=1)
    people = [joined(world, made["next"][0]["id"], name, email=f"{name}@voorbeeld.nl") for name in "ab"]
    tend(storage, desk)
    day = soon(3)
    schedule = {"rrule": "FREQ=WEEKLY", "start": f"{day}T13:00:00", "end": f"{day}T15:00:00"}
    change(world, made, joining="per-date", capacity=1, schedule=schedule)
    assert tend(storage, desk) == 2
    assert "om 13:00 uur" in outbox(storage)[-1].text
    seen = [world.client.get(link(each)).json() for each in people]
    first = world.client.get("/v1/occurrences").json()["items"][0]
    assert {each["occurrenceId"] for each in seen} == {first["id"]}
    assert [each["status"] for each in seen] == ["enrolled", "waiting"]
    assert (first["placesLeft"], first["waiting"]) == (0, 1)


def test_a_date_that_the_schedule_drops_is_told(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="per-date")
    person = joined(world, made["next"][0]["id"], email="ali@voorbeeld.nl")
    tend(storage, desk)
    day = soon(5)
    schedule = {"rrule": None, "start": f"{day}T13:00:00", "end": f"{day}T15:00:00"}
    change(world, made, joining="per-date", schedule=schedule)
    assert (tend(storage, desk), status(world, person)) == (1, "cancelled")
    assert outbox(storage)[-1].subject == "Gaat niet door: Koffieochtend"
    change(world, made, joining="per-date")
    assert (tend(storage, desk), status(world, person)) == (1, "enrolled")
    assert outbox(storage)[-1].subject == "Gaat toch door: Koffieochtend"


def test_when_a_series_ends_its_members_hear_it_once(world: World, storage: Database, desk: Desk) -> None:
    made = world.added(joining="series")
    body = who("Ali", email="ali@voorbeeld.nl")
    person = world.client.post(f"/v1/activities/{made['id']}/enrolments", json=body).json()
    tend(storage, desk)
    headers = world.coordinator | {"If-Match": f'"{made["version"]}"'}
    assert world.client.delete(f"/v1/activities/{made['id']}", headers=headers).status_code == 204
    assert (tend(storage, desk), status(world, person)) == (1, "cancelled")
    assert outbox(storage)[-1].subject == "Koffieochtend stopt"


def test_after_some_days_nothing_tells_who_came(world: World, storage: Database, desk: Desk) -> None:
    date = first_date(world, capacity=1)
    mine = joined(world, date, "Ali", email="ali@voorbeeld.nl")
    joined(world, date, "Bea", phone="0612345678")
    joined(world, date, "Ali", email="ali@voorbeeld.nl")
    ended = start_of(storage, date) + timedelta(hours=2)
    presence = {"count": 7, "present": [mine["id"]]}
    world.client.put(f"/v1/occurrences/{date}/attendance", json=presence, headers=world.coordinator)

    def forgotten(before: datetime) -> int:
        with storage.writing() as session:
            return forget(session, before)

    assert forgotten(ended - timedelta(minutes=1)) == 0
    assert (forgotten(ended + timedelta(minutes=1)), forgotten(ended + timedelta(minutes=1))) == (3, 0)
    with storage.writing() as session:
        rows = session.execute(select(enrolment)).all()
        assert {(r.name, r.phone, r.email, r.by_phone, r.by_email, r.origin, r.token_hash) for r in rows} == {
            (None,) * 7
        }
        assert session.execute(select(notice)).all() == []
        assert session.execute(select(seats.c.enrolled, seats.c.waiting)).one() == (1, 1)
    assert world.client.get(link(mine)).status_code == 404
    counted = world.client.get(f"/v1/occurrences/{date}/attendance", headers=world.coordinator).json()
    assert (counted["count"], counted["present"]) == (7, [])


def test_of_a_series_names_stay_while_there_are_dates(world: World, storage: Database) -> None:
    made = world.added(joining="series")
    person = world.client.post(f"/v1/activities/{made['id']}/enrolments", json=who("Ali")).json()
    much_later = moment() + timedelta(days=60)
    with storage.writing() as session:
        assert forget(session, much_later) == 0
    with storage.writing() as session:
        session.execute(update(occurrence).values(status="cancelled"))
        assert forget(session, moment() - timedelta(days=1)) == 0
        assert forget(session, moment() + timedelta(seconds=1)) == 1
    assert world.client.get(link(person)).status_code == 404


def test_a_place_is_found_by_uuid_only(world: World) -> None:
    assert world.client.get(f"/v1/occurrences/{soon(3)}/enrolments", headers=world.coordinator).status_code == 400
    assert world.client.get(f"/v1/occurrences/{uuid4()}/enrolments", headers=world.coordinator).status_code == 404


def test_the_worker_does_it_by_itself(world: World, storage: Database, app: FastAPI) -> None:
    date = first_date(world, capacity=1)
    first = joined(world, date, "Ali")
    joined(world, date, "Bea", email="bea@voorbeeld.nl")
    world.client.delete(link(first))
    with worker(app.state.settings, "participation"):
        until(lambda: len(outbox(storage)) == 2)
    assert {each.to for each in outbox(storage)} == {"bea@voorbeeld.nl"}
    assert told(storage) == []
