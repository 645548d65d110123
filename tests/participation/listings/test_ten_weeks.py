"""The loop that keeps listings true, played over ten weeks by a moved clock."""

import re
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import select

from services.kit.database import Database as ServiceDatabase
from services.kit.outbox import Letter, letters
from services.participation.activities.jobs import roll_all_forward
from services.participation.clock import today
from services.participation.listings.asking import Round, play_round
from services.participation.listings.confirming import confirmed
from services.participation.tables import activity, metadata
from tests.participation.conftest import ADMIN, World, place_body
from tests.postgres import SECRET, Database

SITE = "https://zuidwest.example"
NOTHING = Round(asked=0, reminded=0, call_first=0, hidden=0, letters=0)


@pytest.fixture
def mail(world: World, deal_database: Database) -> Iterator[World]:
    """The first place has an e-mail address, the others have none; no letters from other tests."""
    with psycopg.connect(deal_database.url) as connection:
        connection.execute("DELETE FROM participation.letter")
        connection.execute("UPDATE participation.place SET email = 'oost@example.org' WHERE id = %s", (world.here,))
    yield world
    with psycopg.connect(deal_database.url) as connection:
        connection.execute("DELETE FROM participation.letter")


def play(storage: ServiceDatabase, day: date) -> Round:
    with storage.writing() as session:
        return play_round(session, day, SECRET, SITE)


def in_the_box(storage: ServiceDatabase) -> list[Letter]:
    with storage.writing() as session:
        return letters(session, metadata, SECRET)


def links(letter: Letter) -> list[str]:
    return re.findall(rf"{SITE}/klopt-dit/(\S+)", letter.text)


def shown(client: httpx.Client, activity_id: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/v1/activities").json()["items"]
    return [item for item in items if item["id"] == activity_id]


def test_asked_reminded_doubted_hidden_and_back_with_one_tap(
    mail: World, storage: ServiceDatabase, deal_database: Database
) -> None:
    client, activity_id = mail.client, mail.added(title="Naailes")["id"]
    begin = today()
    rounds = {}
    for day in range(71):
        rounds[day] = play(storage, begin + timedelta(days=day))
        if day < 56:
            (item,) = shown(client, activity_id)
            assert item["callFirst"] is False
        elif day < 70:
            (item,) = shown(client, activity_id)
            assert item["callFirst"] is True
    assert {day: done for day, done in rounds.items() if done != NOTHING} == {
        49: Round(asked=1, reminded=0, call_first=0, hidden=0, letters=1),
        54: Round(asked=0, reminded=1, call_first=0, hidden=0, letters=1),
        56: Round(asked=0, reminded=0, call_first=1, hidden=0, letters=0),
        70: Round(asked=0, reminded=0, call_first=0, hidden=1, letters=0),
    }
    assert shown(client, activity_id) == []
    assert client.get(f"/v1/activities/{activity_id}").status_code == 404
    reminder, first = in_the_box(storage)
    assert {first.to, reminder.to} == {"oost@example.org"}
    assert "Nog eens" in reminder.subject
    (token,) = links(first)
    assert links(reminder) == [token]
    asked_on(deal_database, begin)
    asked = client.get(f"/v1/checks/{token}").json()
    assert (asked["name"], asked["hidden"], asked["answer"]) == ("Naailes", True, None)
    assert shown(client, activity_id) == []
    answered = client.post(f"/v1/checks/{token}", json={"answer": "still-right"})
    assert (answered.status_code, answered.json()["hidden"]) == (200, False)
    (item,) = shown(client, activity_id)
    assert (item["callFirst"], item["confirmedOn"]) == (False, begin.isoformat())


def asked_on(database: Database, day: date) -> None:
    """The route has no moved clock: the letter was of today."""
    with psycopg.connect(database.url) as connection:
        connection.execute("UPDATE participation.listing_check SET asked_on = %s", (day,))


def test_a_hundred_runs_and_two_at_once_ask_once(mail: World, storage: ServiceDatabase) -> None:
    for title in ("Naailes", "Koffie", "Schaken"):
        mail.added(title=title)
    day, done = today() + timedelta(days=50), []
    threads = [threading.Thread(target=lambda: done.append(play(storage, day))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.asked for each in done) == [0, 0, 0, 3]
    assert play(storage, day) == NOTHING
    (letter,) = in_the_box(storage)
    assert len(links(letter)) == 3


def test_a_worker_that_was_away_for_weeks_asks_before_it_hides(mail: World, storage: ServiceDatabase) -> None:
    mail.added()
    done = play(storage, today() + timedelta(days=63))
    assert (done.asked, done.call_first, done.hidden, done.letters) == (1, 1, 0, 1)


def test_who_writes_about_it_confirms_it(mail: World, storage: ServiceDatabase) -> None:
    added = mail.added()
    play(storage, today() + timedelta(days=57))
    assert mail.client.get(f"/v1/activities/{added['id']}").json()["callFirst"] is True
    assert {date["callFirst"] for date in mail.client.get("/v1/occurrences").json()["items"]} == {True}
    changed = mail.client.put(
        f"/v1/activities/{added['id']}",
        json=mail.body(title="Nieuwe naam"),
        headers=mail.coordinator | {"If-Match": f'"{added["version"]}"'},
    )
    assert (changed.status_code, changed.json()["callFirst"]) == (200, False)
    assert changed.json()["checkBy"] == (today() + timedelta(weeks=8)).isoformat()


def test_a_place_without_mail_is_called(mail: World, storage: ServiceDatabase, deal_database: Database) -> None:
    body = mail.body(placeId=str(mail.there), title="Zonder post")
    added = mail.client.post("/v1/activities", json=body, headers=ADMIN).json()
    lapses(deal_database, added["id"], in_days=3)
    assert play(storage, today()).letters == 0
    (line,) = mail.client.get("/v1/checks", params={"callsOnly": True}, headers=mail.editor).json()["items"]
    assert (line["name"], line["placeName"], line["byMail"]) == ("Zonder post", "Buurtkamer West", False)


def lapses(database: Database, activity_id: str, in_days: int) -> None:
    with psycopg.connect(database.url) as connection:
        day = today() + timedelta(days=in_days)
        connection.execute("UPDATE participation.activity SET check_by = %s WHERE id = %s", (day, activity_id))


def test_to_do_shows_what_is_due_soonest_first(mail: World, storage: ServiceDatabase, deal_database: Database) -> None:
    first, second = mail.added(title="Eerst")["id"], mail.added(title="Daarna")["id"]
    lapses(deal_database, first, in_days=1)
    lapses(deal_database, second, in_days=5)
    play(storage, today())
    todo = mail.client.get("/v1/checks", headers=mail.coordinator).json()
    assert [(item["name"], item["byMail"]) for item in todo["items"]] == [("Eerst", True), ("Daarna", True)]
    assert mail.client.get("/v1/checks", params={"callsOnly": True}, headers=mail.editor).json()["total"] == 0
    done = mail.client.post(f"/v1/activities/{first}/confirmations", headers=mail.coordinator)
    assert done.status_code == 200
    assert mail.client.get("/v1/checks", headers=mail.coordinator).json()["total"] == 1


def token_for(mail: World, storage: ServiceDatabase, database: Database) -> str:
    play(storage, today() + timedelta(days=49))
    asked_on(database, today())
    (token,) = links(in_the_box(storage)[0])
    return token


def test_ended_by_one_tap_and_back_by_another(mail: World, storage: ServiceDatabase, deal_database: Database) -> None:
    activity_id = mail.added()["id"]
    token = token_for(mail, storage, deal_database)
    for _ in range(2):
        assert mail.client.post(f"/v1/checks/{token}", json={"answer": "ended"}).status_code == 200
    assert shown(mail.client, activity_id) == []
    assert mail.client.post(f"/v1/checks/{token}", json={"answer": "still-right"}).status_code == 200
    assert len(shown(mail.client, activity_id)) == 1


def test_change_keeps_asking_nobody_but_stays_unconfirmed(
    mail: World, storage: ServiceDatabase, deal_database: Database
) -> None:
    activity_id = mail.added()["id"]
    token = token_for(mail, storage, deal_database)
    assert mail.client.post(f"/v1/checks/{token}", json={"answer": "change"}).status_code == 200
    assert play(storage, today() + timedelta(days=55)).reminded == 0
    assert play(storage, today() + timedelta(days=56)).call_first == 1
    assert shown(mail.client, activity_id)[0]["callFirst"] is True


def test_a_link_that_is_not_ours_or_too_old_is_gone(
    mail: World, storage: ServiceDatabase, deal_database: Database
) -> None:
    mail.added()
    token = token_for(mail, storage, deal_database)
    wrong = [token[:-1] + letter for letter in "ABC" if letter != token[-1]]
    wrong += ["x", "é", "A" * 43, token[:10], f"{token}="]
    assert {mail.client.get(f"/v1/checks/{each}").status_code for each in wrong} == {404}
    assert mail.client.post(f"/v1/checks/{token}", json={"answer": "maybe"}).status_code == 400
    assert mail.client.post(f"/v1/checks/{token}", json={}).status_code == 400
    asked_on(deal_database, today() - timedelta(days=36))
    assert mail.client.post(f"/v1/checks/{token}", json={"answer": "still-right"}).status_code == 404


def test_only_its_own_people_confirm(mail: World) -> None:
    body = mail.body(placeId=str(mail.there))
    activity_id = mail.client.post("/v1/activities", json=body, headers=ADMIN).json()["id"]
    for path in (f"/v1/activities/{activity_id}/confirmations", f"/v1/places/{mail.there}/confirmations"):
        assert mail.client.post(path, headers=mail.coordinator).status_code == 403
        assert mail.client.post(path).status_code == 401
        assert mail.client.post(path, headers=mail.editor).status_code == 200
    assert mail.client.post(f"/v1/activities/{UUID(int=1)}/confirmations", headers=mail.editor).status_code == 404


def test_what_has_ended_is_not_confirmed(mail: World) -> None:
    added = mail.added()
    headers = mail.coordinator | {"If-Match": f'"{added["version"]}"'}
    mail.client.delete(f"/v1/activities/{added['id']}", headers=headers)
    assert mail.client.post(f"/v1/activities/{added['id']}/confirmations", headers=mail.coordinator).status_code == 409


def test_a_place_is_doubted_but_stays(mail: World, storage: ServiceDatabase) -> None:
    other = mail.client.post("/v1/places", json=place_body(name="Alleen een plek"), headers=ADMIN).json()
    play(storage, today() + timedelta(weeks=30))
    assert mail.client.get(f"/v1/places/{other['id']}").json()["callFirst"] is True


def test_dates_still_come_after_it_was_hidden(mail: World, storage: ServiceDatabase) -> None:
    activity_id = mail.added()["id"]
    play(storage, today() + timedelta(days=71))
    roll_all_forward(storage.writing, today())
    assert (
        mail.client.post(f"/v1/activities/{activity_id}/confirmations", headers=mail.coordinator).json()["hidden"]
        is False
    )
    assert len(shown(mail.client, activity_id)[0]["next"]) == 3


def test_who_does_not_answer_by_mail_is_called(mail: World, storage: ServiceDatabase, deal_database: Database) -> None:
    added = mail.added()["id"]
    lapses(deal_database, added, in_days=0)
    play(storage, today())
    (line,) = mail.client.get("/v1/checks", params={"callsOnly": True}, headers=mail.editor).json()["items"]
    assert (line["name"], line["byMail"], line["callFirst"]) == ("Koffieochtend", True, True)


def printed(storage: ServiceDatabase, day: date) -> int:
    with storage.writing() as session:
        return len(session.execute(select(activity.c.id).where(confirmed(day))).all())


def test_only_what_somebody_confirmed_is_printed(
    mail: World, storage: ServiceDatabase, deal_database: Database
) -> None:
    mail.added()
    mail.added(title="Concept", status="draft")
    assert [printed(storage, today() + timedelta(days=day)) for day in (0, 55, 56)] == [1, 1, 0]
    with psycopg.connect(deal_database.url) as connection:
        connection.execute("UPDATE participation.activity SET confirmed_on = NULL")
    assert printed(storage, today()) == 0
