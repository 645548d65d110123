"""The same `Idempotency-Key` makes one object, also when both requests arrive at once."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest

from tests.postgres import Database
from tests.tokens import bearer

KEY = {"Idempotency-Key": "a-key-of-a-phone"}


def add(notes: httpx.Client, title: str = "a note", subject: str = "anna", **headers: str) -> httpx.Response:
    return notes.post("/v1/notes", json={"title": title}, headers=bearer("editor", subject=subject) | headers)


def how_many(database: Database) -> int:
    with psycopg.connect(database.url) as connection:
        return len(connection.execute("SELECT FROM projects.note").fetchall())


def test_sent_twice_it_is_made_once(notes: httpx.Client, with_notes: Database) -> None:
    first, second = add(notes, **KEY), add(notes, **KEY)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert how_many(with_notes) == 1


def test_sent_eight_times_at_once_it_is_made_once(notes: httpx.Client, with_notes: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: add(notes, **KEY), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert how_many(with_notes) == 1


def test_without_a_key_each_is_another(notes: httpx.Client, with_notes: Database) -> None:
    assert add(notes).json() != add(notes).json()
    assert how_many(with_notes) == 2


def test_a_key_used_for_something_else_is_refused(notes: httpx.Client) -> None:
    add(notes, **KEY)
    answer = add(notes, title="another note", **KEY)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:zuidwest:problem:key-reused")


def test_keys_of_different_people_do_not_meet(notes: httpx.Client, with_notes: Database) -> None:
    assert add(notes, **KEY).json() != add(notes, subject="bob", **KEY).json()
    assert how_many(with_notes) == 2


def test_a_key_whose_request_failed_can_be_used_again(notes: httpx.Client, with_notes: Database) -> None:
    assert add(notes, title="refused at commit", **KEY).status_code == 500
    assert add(notes, **KEY).status_code == 201
    assert how_many(with_notes) == 1


@pytest.mark.parametrize("key", ["short", "x" * 101])
def test_a_key_has_8_to_100_characters(notes: httpx.Client, key: str) -> None:
    answer = add(notes, **{"Idempotency-Key": key})
    assert answer.status_code == 400
    assert [error["in"] for error in answer.json()["errors"]] == ["header"]
