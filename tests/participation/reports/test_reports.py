""" "Something wrong here?": over HTTP, with real origins, letters and words that go."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from services.kit.database import Database as ServiceDatabase
from services.kit.outbox import letters
from services.participation.clock import today
from services.participation.listings.asking import play_round
from services.participation.reports.forgetting import forget
from services.participation.reports.router import AN_HOUR
from services.participation.tables import metadata
from tests.forms import form_token
from tests.participation.conftest import ADMIN, World, wrong_names
from tests.postgres import SECRET, Database
from tests.tokens import bearer

Report = Callable[..., httpx.Response]
WORDS = "Ik sta voor een dichte deur. Vraag maar aan Zwaantje."


def form(**changes: Any) -> dict[str, Any]:
    return {"what": "times", "text": WORDS, "formToken": form_token()} | changes


def sent(world: World, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
    return world.client.post("/v1/reports", json=form(**changes), headers=headers or {})


def seen(world: World, headers: dict[str, str], **query: Any) -> list[dict[str, Any]]:
    answer = world.client.get("/v1/reports", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    assert answer.json()["total"] == len(items)
    return items


def test_a_resident_reports_and_the_coordinator_reads_it(world: World) -> None:
    activity_id = world.added()["id"]
    answer = sent(world, activityId=activity_id, contact="070 123 45 67")
    assert answer.status_code == 201, answer.text
    assert answer.json().keys() == {"id", "kind", "what", "createdAt"}
    (item,) = seen(world, world.coordinator)
    assert (item["name"], item["placeName"], item["what"]) == ("Koffieochtend", "Buurtkamer Oost", "times")
    assert (item["text"], item["contact"], item["ownerAsked"]) == (WORDS, "070 123 45 67", False)


def test_a_place_is_reported_likewise(world: World) -> None:
    assert sent(world, placeId=str(world.there), what="accessibility", text="").status_code == 201
    (item,) = seen(world, world.editor)
    assert (item["kind"], item["name"], item["text"], item["contact"]) == ("place", "Buurtkamer West", None, None)


def test_only_who_works_there_reads_and_handles_it(world: World) -> None:
    report_id = sent(world, placeId=str(world.there)).json()["id"]
    assert seen(world, world.coordinator) == []
    assert seen(world, bearer("editor", wijken=["bouwlust"])) == []
    assert [len(seen(world, who)) for who in (world.editor, bearer("moderator"), ADMIN)] == [1, 1, 1]
    assert world.client.get("/v1/reports").status_code == 401
    assert world.client.get("/v1/reports", headers=bearer("analyst")).status_code == 403
    path, body = f"/v1/reports/{report_id}/resolution", {"outcome": "changed"}
    assert world.client.post(path, json=body).status_code == 401
    assert world.client.post(path, json=body, headers=world.coordinator).status_code == 403
    assert world.client.post(path, json=body, headers=world.editor).status_code == 200


def test_it_follows_the_activity_to_another_place(world: World) -> None:
    added = world.added()
    sent(world, activityId=added["id"])
    moved = world.client.put(
        f"/v1/activities/{added['id']}",
        json=world.body(placeId=str(world.elsewhere)),
        headers=ADMIN | {"If-Match": f'"{added["version"]}"'},
    )
    assert moved.status_code == 200
    assert seen(world, world.coordinator) == []
    assert len(seen(world, bearer("editor", wijken=["bouwlust"]))) == 1


def test_wrong_reports_are_refused_with_every_field(world: World) -> None:
    activity_id = world.added()["id"]
    assert wrong_names(sent(world)) == {"activityId"}
    assert wrong_names(sent(world, activityId=activity_id, placeId=str(world.here))) == {"activityId"}
    assert wrong_names(sent(world, what="other", text="  ")) == {"activityId", "text"}
    assert wrong_names(sent(world, activityId=str(uuid4()))) == {"activityId"}
    assert wrong_names(sent(world, placeId=str(uuid4()))) == {"placeId"}
    wrong = sent(world, what="rubbish", text="x" * 501, contact="y" * 121, placeId="z", nonsense=1)
    assert wrong_names(wrong) == {"what", "text", "contact", "placeId", "nonsense"}
    assert seen(world, ADMIN) == []


@pytest.mark.parametrize("status", ["draft", "paused"])
def test_what_nobody_sees_is_not_reported(world: World, status: str) -> None:
    activity_id = world.added(status=status)["id"]
    assert wrong_names(sent(world, activityId=activity_id)) == {"activityId"}


@pytest.mark.parametrize("changes", [{"formToken": "just now"}, {"website": "https://example.org"}])
def test_a_machine_is_refused_but_not_who_is_signed_in(world: World, changes: dict[str, Any]) -> None:
    changes = {name: form_token(0) if value == "just now" else value for name, value in changes.items()}
    assert sent(world, placeId=str(world.here), **changes).status_code == 400
    assert sent(world, world.coordinator, placeId=str(world.here), **changes).status_code == 201
    assert len(seen(world, ADMIN)) == 1


def test_many_from_one_address_have_to_wait(world: World) -> None:
    codes = [sent(world, placeId=str(world.here)).status_code for _ in range(AN_HOUR + 1)]
    assert codes == [201] * AN_HOUR + [429]


def test_repeated_with_its_key_it_is_said_once(world: World) -> None:
    key = {"Idempotency-Key": "report-key-1"}
    body = {"placeId": str(world.here)}
    first, again = sent(world, key, **body), sent(world, key, **body, formToken=form_token(60))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(seen(world, ADMIN)) == 1
    assert sent(world, key, **body, text="Iets anders.").status_code == 409


def test_at_the_same_moment_with_one_key_it_is_said_once(world: World) -> None:
    body, answers = form(placeId=str(world.here)), []

    def send() -> None:
        answers.append(world.client.post("/v1/reports", json=body, headers={"Idempotency-Key": "same-moment"}))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def from_elsewhere(database: Database) -> None:
    """Reports of tests come from one address: what is there becomes of as many as there are."""
    with psycopg.connect(database.url) as connection:
        connection.execute(
            "UPDATE participation.report SET origin = uuid_send(gen_random_uuid()) WHERE asked_at IS NULL"
        )


def check_by(world: World, activity_id: str) -> str:
    found: str = world.client.get(f"/v1/activities/{activity_id}").json()["checkBy"]
    return found


def waiting_rounds(database: Database) -> int:
    with psycopg.connect(database.url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM participation_jobs.procrastinate_jobs"
            " WHERE task_name = 'participation:check_listings' AND status = 'todo'"
        ).fetchone()
    assert row
    return int(row[0])


def test_three_from_different_addresses_and_the_owner_is_asked(
    world: World, deal_database: Database, storage: ServiceDatabase
) -> None:
    with psycopg.connect(deal_database.url) as connection:
        connection.execute("SET search_path = participation_jobs")
        connection.execute("DELETE FROM procrastinate_jobs")
    activity_id = world.added()["id"]
    late = check_by(world, activity_id)
    for _ in range(3):
        sent(world, activityId=activity_id)
    assert check_by(world, activity_id) == late, "three times the same address is one"
    from_elsewhere(deal_database)
    sent(world, placeId=str(world.here))
    assert check_by(world, activity_id) == late, "about something else"
    sent(world, activityId=activity_id)
    assert check_by(world, activity_id) == (today() + timedelta(days=7)).isoformat()
    assert waiting_rounds(deal_database) == 1
    assert [item["ownerAsked"] for item in seen(world, ADMIN, activityId=activity_id)] == [True] * 4
    with storage.writing() as session:
        assert play_round(session, today(), SECRET, "https://zuidwest.example").asked == 1
    (asked,) = world.client.get("/v1/checks", headers=world.coordinator).json()["items"]
    assert (asked["listingId"], asked["askedOn"]) == (activity_id, today().isoformat())


def test_three_more_within_a_week_ask_nobody_again(
    world: World, deal_database: Database, storage: ServiceDatabase
) -> None:
    activity_id = world.added()["id"]
    for asked_again in (True, False):
        for _ in range(4):
            sent(world, activityId=activity_id)
            from_elsewhere(deal_database)
        assert (check_by(world, activity_id) == (today() + timedelta(days=7)).isoformat()) is asked_again
        with storage.writing() as session:
            play_round(session, today(), SECRET, "https://zuidwest.example")
        world.client.post(f"/v1/activities/{activity_id}/confirmations", headers=world.coordinator)
    assert [item["ownerAsked"] for item in seen(world, ADMIN)].count(False) == 5


def test_handled_ones_do_not_count(world: World, deal_database: Database) -> None:
    late = world.client.get(f"/v1/places/{world.here}").json()["checkBy"]
    for _ in range(5):
        report_id = sent(world, placeId=str(world.here)).json()["id"]
        from_elsewhere(deal_database)
        resolved(world, report_id, "not-useful")
    assert world.client.get(f"/v1/places/{world.here}").json()["checkBy"] == late


def resolved(world: World, report_id: str, outcome: str) -> httpx.Response:
    return world.client.post(
        f"/v1/reports/{report_id}/resolution", json={"outcome": outcome}, headers=world.coordinator
    )


def test_it_is_handled_once_and_who_asked_to_hear_does(world: World, storage: ServiceDatabase) -> None:
    report_id = sent(world, activityId=world.added()["id"], contact="bewoner@example.org", language="pl").json()["id"]
    for _ in range(2):
        answer = resolved(world, report_id, "changed")
        assert (answer.status_code, answer.json()["outcome"], answer.json()["contact"]) == (200, "changed", None)
    assert resolved(world, report_id, "was-right").status_code == 409
    assert wrong_names(resolved(world, report_id, "maybe")) == {"outcome"}
    assert resolved(world, str(uuid4()), "changed").status_code == 404
    with storage.writing() as session:
        (letter,) = letters(session, metadata, SECRET)
    assert (letter.to, "Koffieochtend" in letter.subject) == ("bewoner@example.org", True)
    assert "Poprawiliśmy to." in letter.text
    assert seen(world, world.coordinator) == []
    assert len(seen(world, world.coordinator, resolved=True)) == 1


@pytest.mark.parametrize(("contact", "outcome"), [("bewoner@example.org", "not-useful"), ("070 123", "changed")])
def test_nobody_else_gets_a_letter(world: World, storage: ServiceDatabase, contact: str, outcome: str) -> None:
    resolved(world, sent(world, placeId=str(world.here), contact=contact).json()["id"], outcome)
    with storage.writing() as session:
        assert letters(session, metadata, SECRET) == []


def everything_kept(database: Database) -> str:
    with psycopg.connect(database.url) as connection:
        tables = ("report", "audit", "idempotency_key", "letter")
        rows = [
            connection.execute(f"SELECT t::text FROM participation.{each} t".encode()).fetchall() for each in tables
        ]
    return str(rows)


def test_words_are_sealed_and_gone_in_time(world: World, deal_database: Database, storage: ServiceDatabase) -> None:
    old = sent(world, {"Idempotency-Key": "kept-words"}, placeId=str(world.here), contact="Zwaantje@example.org")
    sent(world, placeId=str(world.here))
    for name in ("Zwaantje", WORDS, WORDS.encode().hex(), b"Zwaantje".hex()):
        assert name not in everything_kept(deal_database)
    resolved(world, old.json()["id"], "not-useful")
    moment = datetime.now(UTC)

    def forgotten(after: timedelta) -> int:
        with storage.writing() as session:
            return forget(session, moment + after, 14)

    done = [forgotten(timedelta(days=days)) for days in (13, 15, 15, 59, 61, 61)]
    assert done == [0, 1, 0, 0, 1, 0]
    (item,) = seen(world, world.coordinator)
    assert (item["text"], item["contact"], item["what"]) == (None, None, "times")


def test_pages_of_reports(world: World) -> None:
    ids = [sent(world, placeId=str(world.here)).json()["id"] for _ in range(5)]
    query = {"pageSize": 2, "page": 1}
    first = world.client.get("/v1/reports", params=query, headers=ADMIN)
    second = world.client.get(first.json()["next"], headers=ADMIN).json()
    assert [item["id"] for item in first.json()["items"] + second["items"]] == ids[:4]
    beyond = world.client.get("/v1/reports", params=query | {"page": 9}, headers=ADMIN).json()
    assert (beyond["items"], beyond["total"], beyond["next"]) == ([], 5, None)
    etag = {"If-None-Match": first.headers["etag"]}
    assert world.client.get("/v1/reports", params=query, headers=ADMIN | etag).status_code == 304
    assert first.headers["sql-statements"] == "1"
    assert first.headers["cache-control"] == "no-store"
