"""Joining, waiting and leaving over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import update

from services.kit.database import Database
from services.participation.tables import occurrence
from tests.forms import form_token
from tests.participation.conftest import World, soon, wrong_names
from tests.participation.joining import (
    counts,
    first_date,
    join,
    joined,
    link,
    moment,
    status,
    token_in,
    told,
    who,
)
from tests.postgres import Database as WholeDatabase
from tests.tokens import bearer


def test_who_comes_first_has_a_place_and_the_rest_waits_in_order(world: World, storage: Database) -> None:
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
    assert counts(storage) == (2, 0, 2)


def test_a_name_is_enough_and_only_who_has_the_link_sees_it(world: World, deal_database: WholeDatabase) -> None:
    made = joined(world, first_date(world), "Tante Sjaan")
    seen = world.client.get(link(made))
    assert (seen.json()["name"], seen.headers["cache-control"]) == ("Tante Sjaan", "no-store")
    assert seen.json()["start"].startswith(soon(3))
    assert "phone" not in seen.json()
    with psycopg.connect(deal_database.url) as connection:
        kept = connection.execute(
            b"SELECT e::text, i::text FROM participation.enrolment e, participation.idempotency_key i"
        )
        text = str(kept.fetchall())
    for secret in ("Sjaan", b"Tante Sjaan".hex(), token_in(made), token_in(made).encode().hex()):
        assert secret not in text


def test_lists_are_new_when_somebody_joins_but_the_activity_is_not(world: World) -> None:
    made = world.added(joining="per-date", capacity=2)
    lists, item = "/v1/occurrences", f"/v1/activities/{made['id']}"
    tags = {path: world.client.get(path).headers["etag"] for path in (lists, item)}
    joined(world, made["next"][0]["id"])
    again = {path: world.client.get(path, headers={"If-None-Match": tag}).status_code for path, tag in tags.items()}
    assert again == {lists: 200, item: 304}
    version = {"If-Match": f'"{made["version"]}"'}
    body = world.body(joining="per-date", capacity=3)
    assert world.client.put(item, json=body, headers=world.coordinator | version).status_code == 200


def test_the_list_with_counts_is_one_statement(world: World) -> None:
    joined(world, first_date(world))
    answer = world.client.get("/v1/occurrences", params={"wijk": "moerwijk"})
    assert int(answer.headers["sql-statements"]) <= 3
    assert answer.json()["items"][0]["placesLeft"] == 1


def test_leaving_gives_the_place_to_who_is_next_and_can_be_repeated(world: World, storage: Database) -> None:
    date = first_date(world)
    first, _, third, fourth = (joined(world, date, name) for name in "ABCD")
    for _ in range(2):
        assert world.client.delete(link(first)).status_code == 204
    assert [status(world, each) for each in (first, third, fourth)] == ["left", "offered", "waiting"]
    assert world.client.get(link(first)).json()["name"] is None
    assert world.client.get(link(fourth)).json()["position"] == 1
    assert counts(storage) == (1, 1, 1)
    for _ in range(2):
        assert world.client.post(f"{link(third)}/confirmation").json()["status"] == "enrolled"
    assert world.client.post(f"{link(fourth)}/confirmation").status_code == 409
    assert world.client.post(f"{link(first)}/confirmation").status_code == 409
    assert counts(storage) == (2, 0, 1)


def test_nobody_overtakes_who_waits(world: World) -> None:
    date = first_date(world, capacity=1)
    first, second, third = (joined(world, date, name) for name in "ABC")
    world.client.delete(link(first))
    world.client.delete(link(second))
    assert status(world, third) == "offered"
    assert joined(world, date, "D")["status"] == "waiting"


def test_unknown_links_are_all_the_same_404(world: World) -> None:
    joined(world, first_date(world))
    for token in (str(uuid4()), "x", "%00", "a" * 2000):
        answers = [
            world.client.get(f"/v1/enrolments/{token}"),
            world.client.delete(f"/v1/enrolments/{token}"),
            world.client.post(f"/v1/enrolments/{token}/confirmation"),
        ]
        assert {(each.status_code, each.json()["detail"]) for each in answers} == {
            (404, "This link is not known here, or not any more.")
        }


def test_the_same_key_joins_once_and_another_body_with_it_is_refused(world: World, storage: Database) -> None:
    date, key = first_date(world), str(uuid4())
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: join(world, date, "Ali", key), range(6)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["manageUrl"] for each in answers}) == 1
    assert counts(storage) == (1, 0, 0)
    assert join(world, date, "Bea", key).status_code == 409
    assert join(world, date, "Ali", key, website="x", formToken="old").status_code == 201


def test_many_at_once_take_no_place_too_many(world: World, storage: Database) -> None:
    date = first_date(world, capacity=5)
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda n: joined(world, date, f"Nr {n}"), range(24)))
    assert sorted(each["status"] for each in made) == ["enrolled"] * 5 + ["waiting"] * 19
    assert sorted(each["position"] for each in made if each["position"]) == list(range(1, 20))
    assert counts(storage) == (5, 0, 19)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda each: world.client.delete(link(each)), made[:12]))
    enrolled, offered, waiting = counts(storage)
    assert (enrolled + offered, waiting) == (5, 7)


def test_joining_leaving_confirming_and_more_room_at_once(world: World, storage: Database) -> None:
    made = world.added(joining="per-date", capacity=4)
    date, path = made["next"][0]["id"], f"/v1/activities/{made['id']}"
    people = [joined(world, date, f"Nr {n}") for n in range(12)]

    def act(n: int) -> int:
        if n % 5 == 0:
            headers = world.coordinator | {"If-Match": "*"}
            body = world.body(joining="per-date", capacity=3 + n % 4)
            return world.client.put(path, json=body, headers=headers).status_code
        if n % 5 == 1:
            return join(world, date, f"Nr {n}").status_code
        if n % 5 == 2:
            return world.client.post(f"{link(people[n % 12])}/confirmation").status_code
        return world.client.delete(link(people[n % 12])).status_code

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(act, range(60)))
    assert set(answers) <= {200, 201, 204, 409}
    enrolled, offered, _ = counts(storage)
    assert enrolled + offered <= 6


@pytest.mark.parametrize("reach", [{"email": "Ali@Voorbeeld.nl"}, {"phone": "06 1234 5678"}])
def test_one_person_has_one_place_and_a_stranger_is_not_told(
    world: World, storage: Database, reach: dict[str, str]
) -> None:
    date = first_date(world)
    mine = joined(world, date, "Ali", **reach)
    again = {"email": "ali@voorbeeld.NL"} if "email" in reach else {"phone": "+31 6 12345678"}
    theirs = joined(world, date, "A stranger", **again)
    assert counts(storage) == (1, 0, 0)
    assert {**mine, "name": ""}.keys() == theirs.keys()
    assert (theirs["status"], theirs["position"]) == ("enrolled", None)
    assert (theirs["manageUrl"] == mine["manageUrl"], theirs["code"] == mine["code"]) == (False, False)
    assert world.client.get(link(theirs)).json()["name"] == "A stranger"
    assert world.client.delete(link(theirs)).status_code == 204
    assert (status(world, mine), status(world, theirs)) == ("enrolled", "left")
    assert told(storage) == (["joined", "double", "double-left"] if "email" in reach else ["double-left"])


def test_the_phone_or_the_email_is_enough_to_know_who_joins_twice(world: World, storage: Database) -> None:
    date = first_date(world, capacity=9)
    joined(world, date, phone="0612345678", email="ali@voorbeeld.nl")
    for more in ({"phone": "0612345678"}, {"email": "ali@voorbeeld.nl"}, {"phone": "0612345678", "email": "b@c.nl"}):
        joined(world, date, **more)
    assert counts(storage) == (1, 0, 0)
    joined(world, date, phone="0687654321", email="bea@voorbeeld.nl")
    assert counts(storage) == (2, 0, 0)


def test_a_second_time_on_a_full_date_looks_like_waiting(world: World, storage: Database) -> None:
    date = first_date(world, capacity=1)
    joined(world, date, "Ali", email="ali@voorbeeld.nl")
    theirs = joined(world, date, "Ali", email="ali@voorbeeld.nl")
    assert (theirs["status"], theirs["position"]) == ("waiting", 1)
    assert counts(storage) == (1, 0, 0)
    assert world.client.post(f"{link(theirs)}/confirmation").status_code == 409


def test_who_left_may_join_again_and_other_dates_are_other_places(world: World, storage: Database) -> None:
    made = world.added(joining="per-date", capacity=2)
    date, other = (each["id"] for each in made["next"][:2])
    first = joined(world, date, email="ali@voorbeeld.nl")
    joined(world, other, email="ali@voorbeeld.nl")
    world.client.delete(link(first))
    assert joined(world, date, email="ali@voorbeeld.nl")["status"] == "enrolled"
    listed = world.client.get("/v1/occurrences").json()["items"]
    assert [each["placesLeft"] for each in listed[:3]] == [1, 1, 2]


def test_a_parent_joins_more_than_one_child(world: World, storage: Database) -> None:
    date = first_date(world, forWhom=["children"])
    for name in ("Mo", "Noor"):
        joined(world, date, name, forChild=True, phone="0612345678")
    assert counts(storage) == (2, 0, 0)


def test_of_a_child_no_more_is_asked_than_a_parents_phone(world: World) -> None:
    date = first_date(world)
    assert wrong_names(join(world, date, forChild=True)) == {"phone"}
    both = join(world, date, forChild=True, phone="0612345678", email="kind@voorbeeld.nl")
    assert wrong_names(both) == {"email"}
    for_children = first_date(world, forWhom=["children"], title="Knutselen")
    assert wrong_names(join(world, for_children)) == {"forChild"}


def test_every_wrong_field_is_named_at_once(world: World) -> None:
    answer = join(
        world, first_date(world), "", phone="bel mij", email="nergens", language="Dutch", age=12, forChild=True
    )
    assert wrong_names(answer) == {"name", "phone", "email", "language", "age"}
    answer = join(world, first_date(world, title="Nog een"), "", forChild=True)
    assert wrong_names(answer) == {"name", "phone"}


def test_machines_are_sent_away_kindly(world: World, storage: Database) -> None:
    date = first_date(world)
    for more in ({"website": "http://x"}, {"formToken": form_token(0)}, {"formToken": "1.a"}):
        answer = join(world, date, **more)
        assert (answer.status_code, "errors" in answer.json()) == (400, False)
    with storage.reading() as connection:
        assert connection.execute(b"SELECT count(*) FROM participation.enrolment").fetchone() == (0,)


def test_for_walk_in_one_can_just_come(world: World) -> None:
    answer = join(world, first_date(world, joining="walk-in", capacity=None))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:zuidwest:problem:walk-in")
    assert "just come" in answer.json()["detail"]
    limited = first_date(world, joining="walk-in", capacity=1, title="Met stoelen")
    assert joined(world, limited)["status"] == "enrolled"


def test_without_a_capacity_all_have_a_place(world: World) -> None:
    date = first_date(world, capacity=None)
    assert {joined(world, date, name)["status"] for name in "ABC"} == {"enrolled"}
    assert world.client.get("/v1/occurrences").json()["items"][0]["placesLeft"] is None


def test_a_series_is_joined_once_for_all_dates(world: World, storage: Database) -> None:
    made = world.added(joining="series", capacity=1)
    date = join(world, made["next"][0]["id"])
    series = f"/v1/activities/{made['id']}/enrolments"
    assert (date.status_code, date.json()["joinAt"]) == (409, series)
    one, two = (world.client.post(series, json=who(name)).json() for name in ("Ali", "Bea"))
    assert (one["status"], two["status"], two["position"], one["occurrenceId"]) == ("enrolled", "waiting", 1, None)
    assert one["start"].startswith(soon(3))
    for item in world.client.get("/v1/occurrences").json()["items"]:
        assert (item["placesLeft"], item["waiting"]) == (0, 1)
    world.client.delete(link(one))
    assert status(world, two) == "offered"
    per_date = world.added(joining="per-date", title="Los")
    assert world.client.post(f"/v1/activities/{per_date['id']}/enrolments", json=who()).status_code == 409


def test_what_is_not_public_or_gone_by_can_not_be_joined(world: World, storage: Database) -> None:
    assert join(world, str(uuid4())).status_code == 404
    assert world.client.post(f"/v1/activities/{uuid4()}/enrolments", json=who()).status_code == 404
    draft = world.added(status="draft", joining="per-date")
    assert join(world, draft["next"][0]["id"]).status_code == 404
    date = first_date(world, title="Begonnen")
    with storage.writing() as session:
        begun = {"starts_at": moment() - timedelta(hours=1), "ends_at": moment() + timedelta(hours=1)}
        session.execute(update(occurrence).where(occurrence.c.id == date).values(begun))
    assert join(world, date).json()["type"] == "urn:zuidwest:problem:begun"
    with storage.writing() as session:
        session.execute(update(occurrence).where(occurrence.c.id == date).values(status="cancelled"))
    assert join(world, date).json()["type"] == "urn:zuidwest:problem:cancelled"


def test_somebody_who_is_signed_in_joins_another_person(world: World, storage: Database) -> None:
    date = first_date(world)
    path, body = f"/v1/occurrences/{date}/enrolments", {"name": "Meneer Bos", "onBehalf": True}
    assert world.client.post(path, json=body).status_code == 401
    assert world.client.post(path, json=body, headers=bearer("analyst")).status_code == 403
    assert world.client.post(path, json=body, headers=world.coordinator).status_code == 201
    assert world.client.post(path, json=body, headers=world.editor).status_code == 201
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT who, action, change::text FROM participation.audit WHERE object_type = 'enrolment' ORDER BY id"
        ).fetchall()
    assert rows == [("a-coordinator", "join", "{}"), ("an-editor", "join", "{}")]


def test_leaving_by_code(world: World, storage: Database) -> None:
    date = first_date(world)
    made, other = joined(world, date, "Ali"), joined(world, date, "Bea")
    path = f"/v1/occurrences/{date}/leavings"

    def leave(code: str, headers: dict[str, str] | None = None, **more: Any) -> int:
        return world.client.post(path, json={"code": code, **more}, headers=headers).status_code

    assert leave(made["code"], formToken=form_token(0)) == 400
    wrong = made["code"][:-1] + ("B" if made["code"][-1] != "B" else "C")
    assert leave(wrong, formToken=form_token()) == 404
    assert leave("999-BBBB", formToken=form_token()) == 404
    assert leave("nonsense", formToken=form_token()) == 404
    typed = f" {made['code'].replace('-', ' ').lower()} "
    for _ in range(2):
        assert leave(typed, formToken=form_token()) == 204
    assert leave(other["code"], world.coordinator) == 204
    assert counts(storage) == (0, 0, 0)
    assert 429 in {leave(wrong, formToken=form_token()) for _ in range(30)}
    assert leave(made["code"], world.coordinator) == 204


def test_a_code_of_one_date_opens_no_other(world: World) -> None:
    made = world.added(joining="per-date")
    date, other = (each["id"] for each in made["next"][:2])
    code = joined(world, date)["code"]
    joined(world, other)
    answer = world.client.post(f"/v1/occurrences/{other}/leavings", json={"code": code}, headers=world.coordinator)
    assert answer.status_code == 404


def test_one_address_can_not_join_without_end(world: World, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.state, "settings", app.state.settings.model_copy(update={"joins_an_hour": 2}))
    date, key = first_date(world, capacity=None), str(uuid4())
    answers = [join(world, date, key=key), join(world, date, key=key), join(world, date), join(world, date)]
    assert 429 in {each.status_code for each in answers}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
