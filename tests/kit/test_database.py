"""One transaction per write request, committed before the answer leaves."""

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from services.kit.database import PLANS_KEPT, role_url
from services.kit.database import Database as Connections
from tests.kit.notes import notes_app
from tests.postgres import Database
from tests.serving import browsing, settings_for
from tests.tokens import bearer, trusting


def titles(database: Database) -> list[str]:
    with psycopg.connect(database.url) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM projects.note ORDER BY title")]


def add(notes: httpx.Client, title: str) -> httpx.Response:
    return notes.post("/v1/notes", json={"title": title}, headers=bearer("editor"))


def test_what_is_answered_201_is_in_the_database(notes: httpx.Client, with_notes: Database) -> None:
    assert add(notes, "a first note").status_code == 201
    assert titles(with_notes) == ["a first note"]


def test_a_commit_that_fails_never_looks_like_a_201(notes: httpx.Client, with_notes: Database) -> None:
    answer = add(notes, "refused at commit")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert titles(with_notes) == []


def test_a_refusal_halfway_leaves_nothing(notes: httpx.Client, app: FastAPI, with_notes: Database) -> None:
    note_id = add(notes, "as it was").json()["id"]
    stale = notes.put(f"/v1/notes/{note_id}", json={"title": "lost"}, headers=bearer("editor") | {"If-Match": '"99"'})
    assert stale.status_code == 412
    assert titles(with_notes) == ["as it was"]


def test_the_change_and_its_audit_are_one_transaction(notes: httpx.Client, with_notes: Database) -> None:
    note_id = notes.post(
        "/v1/notes", json={"title": "a note"}, headers=bearer("editor", subject="anna") | {"X-Request-ID": "request-1"}
    ).json()["id"]
    add(notes, "refused at commit")
    with psycopg.connect(with_notes.url) as connection:
        rows = connection.execute("SELECT who, action, object_id, change, request_id FROM projects.audit").fetchall()
    assert rows == [("anna", "add", note_id, {"title": [None, "a note"]}, "request-1")]


def test_the_number_of_statements_is_told_in_demo_mode_only(notes: httpx.Client, with_notes: Database) -> None:
    assert int(notes.get("/v1/notes").headers["sql-statements"]) >= 2
    production = notes_app(settings_for("projects", with_notes, mode="production"))
    with browsing(production) as client:
        assert "sql-statements" not in client.get("/v1/notes").headers


def test_without_a_database_it_says_try_again(with_notes: Database) -> None:
    nowhere = settings_for("projects", with_notes, database_url="postgresql://nobody:x@127.0.0.1:1/none")
    with browsing(trusting(notes_app(nowhere))) as client:
        for answer in (client.get("/v1/notes"), add(client, "a note")):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503


def test_it_recovers_when_the_database_ended_its_connections(notes: httpx.Client, with_notes: Database) -> None:
    add(notes, "before")
    with psycopg.connect(with_notes.url_for("projects"), autocommit=True) as same_role:
        same_role.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    reads = [notes.get("/v1/notes").status_code for _ in range(6)]
    assert set(reads) <= {200, 503}
    assert reads[-1] == 200
    assert add(notes, "after").status_code == 201


def test_ready_says_when_migrations_are_behind(notes: httpx.Client, with_notes: Database) -> None:
    assert notes.get("/health/ready").json()["status"] == "ready"
    with psycopg.connect(with_notes.url) as owner:
        owner.execute("UPDATE projects.alembic_version SET version_num = '0000'")
    answer = notes.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["migrations"]["found"]) == (503, "0000")


def test_a_service_address_follows_from_the_owners() -> None:
    url = role_url("postgresql://owner:pw@db:5433/zuidwest", "projects", "", "s" * 32)
    assert url.startswith("postgresql://zuidwest_projects:")
    assert url.endswith("@db:5433/zuidwest")
    assert role_url("postgresql://o@db/x", "projects", "other", "s" * 32).startswith("postgresql://other_projects:")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        role_url("postgresql://owner@db/x", "projects", "", "short")


def test_a_connection_keeps_few_plans(with_notes: Database) -> None:
    connections = Connections(with_notes.url_for("projects"))
    connections.open()
    with connections.reading() as connection:
        for number in range(PLANS_KEPT + 20):
            for _ in range(7):
                connection.execute(f"SELECT {number}".encode())
        kept = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()
    connections.close()
    assert kept is not None
    assert 0 < kept[0] <= PLANS_KEPT + 1  # the newest comes on top before the oldest goes
