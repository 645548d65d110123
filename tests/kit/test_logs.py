"""Logs say what happened, and nothing about residents: no query strings, bodies, values or tokens."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.kit.notes import notes_app
from tests.postgres import SECRET, Database
from tests.serving import browsing, settings_for
from tests.tokens import bearer, trusting

WORDS = ("geheim", "06-12345678", "SELECT", "Bearer ey")


def lines_of(database: Database, capsys: pytest.CaptureFixture[str], **settings: object) -> list[str]:
    """What a service logs about some requests that hold words that logs may not have."""
    with browsing(trusting(notes_app(settings_for("projects", database, **settings)))) as notes:
        notes.get("/v1/notes?q=geheim&pageSize=0")
        notes.get("/v1/notes/geheim")
        notes.get("/geheim")
        notes.post("/v1/notes", json={"title": "geheim"}, headers=bearer("editor"))
        notes.post("/v1/notes", json={"title": "refused at commit", "stars": 1}, headers=bearer("editor"))
        notes.get("/v1/crash")
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_nothing_that_was_typed_gets_into_the_log(
    with_notes: Database, capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    written = "\n".join(lines_of(with_notes, capsys, log_format=log_format))
    assert "/v1/notes/{note_id}" in written
    assert [word for word in WORDS if word in written] == []


def test_every_line_is_one_json_object_with_process_and_request(
    with_notes: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [json.loads(line) for line in lines_of(with_notes, capsys, log_format="json")]
    assert {event["process"] for event in events} == {"projects"}
    requests = [event for event in events if event["event"] == "request"]
    assert [event["status"] for event in requests] == [400, 400, 404, 201, 500, 500]
    crash = next(event for event in events if event["event"] == "unexpected" and "broken for" in event["exception"])
    assert crash["request_id"] == requests[-1]["request_id"]


def test_the_server_itself_writes_no_addresses_either(database: Database, tmp_path: Path) -> None:
    """As a process of its own, because uvicorn has a log of its own."""
    environment = os.environ | {
        "DATABASE_URL": database.url_for("identity"),
        "ZUIDWEST_SECRET": SECRET,
        "ZUIDWEST_LOG_LEVEL": "debug",
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", "services.identity.main:build", "--uds"]
    written = tmp_path / "log"
    socket = tmp_path / "s"
    with written.open("wb") as log:
        process = subprocess.Popen([*command, str(socket)], env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_running(written)
            with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://identity") as client:
                assert client.get("/v1/keys?q=geheim").status_code == 200
                assert client.get("/geheim?q=geheim").status_code == 404
        finally:
            process.terminate()
            process.wait(10)
    text = written.read_text()
    assert "unmatched" in text
    assert "geheim" not in text


def wait_until_running(log: Path) -> None:
    over = time.monotonic() + 20
    while "running on" not in log.read_text():
        assert time.monotonic() < over, "it did not start"
        time.sleep(0.05)
