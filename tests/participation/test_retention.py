"""What is forgotten, when, and by whom."""

from datetime import timedelta
from typing import Any

import httpx
import psycopg
import pytest
from typer.testing import CliRunner

from cli.main import app as command
from services.kit.database import Database as ServiceDatabase
from services.kit.outbox import send_letter
from services.kit.sealing import Sealer
from services.participation.clock import now
from services.participation.main import create_app
from services.participation.retention import FORGETTING, forget_all
from services.participation.tables import metadata
from tests.participation.conftest import World
from tests.postgres import SECRET, Database
from tests.serving import browsing, settings_for
from tests.tokens import bearer, trusting


def forgotten(storage: ServiceDatabase, days_later: float, days: int = 14) -> dict[str, int]:
    return dict(forget_all(storage.writing, now() + timedelta(days=days_later), days))


@pytest.mark.parametrize(("days_later", "keep", "gone"), [(6.9, 14, 0), (7.1, 14, 1), (2.1, 2, 1), (1.9, 2, 0)])
def test_keys_go_after_a_week_or_sooner_where_people_are_forgotten_sooner(
    world: World, storage: ServiceDatabase, days_later: float, keep: int, gone: int
) -> None:
    headers = world.coordinator | {"Idempotency-Key": "a-key-of-a-phone"}
    assert world.client.post("/v1/activities", json=world.body(), headers=headers).status_code == 201
    assert forgotten(storage, days_later, keep)["keys of repeated requests"] == gone
    assert forgotten(storage, days_later, keep)["keys of repeated requests"] == 0


def write(storage: ServiceDatabase, **fields: Any) -> None:
    said: dict[str, Any] = {
        "to": "fatma@example.org",
        "subject": "Naailes",
        "text": "Tot dinsdag!",
        "about": "occurrence:1",
    } | fields
    with storage.writing() as session:
        send_letter(session, metadata, Sealer(SECRET, "enrolments"), **said)


def test_a_failure_of_one_part_leaves_what_was_forgotten_before_forgotten(
    storage: ServiceDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("broken")

    write(storage)
    letters = FORGETTING["letters"]
    monkeypatch.setattr("services.participation.retention.FORGETTING", {"letters": letters, "broken": broken})
    with pytest.raises(RuntimeError):
        forgotten(storage, 4)
    assert letters_in(storage) == 0


def letters_in(storage: ServiceDatabase) -> int:
    with storage.reading() as connection:
        row = connection.execute(b"SELECT count(*) FROM participation.letter").fetchone()
    assert row
    return int(row[0])


def test_by_hand_it_says_what_it_did(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", database.role_prefix)
    with psycopg.connect(database.url) as connection:
        connection.execute("INSERT INTO participation.rate VALUES ('hello', '\\x01', 1, 1, now() - interval '2 hours')")
    done = CliRunner().invoke(command, ["forget"])
    assert (done.exit_code, "counted calls: 1" in done.output) == (0, True), done.output
    assert "counted calls: 0" in CliRunner().invoke(command, ["forget"]).output


def test_in_a_demonstration_letters_can_be_read_by_those_who_work_there(
    client: httpx.Client, storage: ServiceDatabase
) -> None:
    before = letters_in(storage)
    write(storage, subject="درس")
    assert client.get("/v1/outbox").status_code == 401
    assert client.get("/v1/outbox", headers=bearer("editor")).status_code == 403
    page = client.get("/v1/outbox", headers=bearer("coordinator")).json()
    assert page["total"] == before + 1
    assert (page["items"][0]["to"], page["items"][0]["subject"]) == ("fatma@example.org", "درس")


def test_in_production_nobody_reads_letters(database: Database) -> None:
    with browsing(trusting(create_app(settings_for("participation", database, mode="production")))) as client:
        assert client.get("/v1/outbox", headers=bearer("admin")).status_code == 404
