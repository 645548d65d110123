"""A file that nobody waits for: its answer is that of one that somebody waited for, and whoever is killed in between
leaves nothing, or something that goes on."""

import asyncio
import json
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from services.contracts.indicators import DatasetMetadata, IndicatorsClient, UploadShape
from services.indicators.datasets import reading
from services.indicators.datasets.keeping import sealer_of
from services.indicators.uploads import queries
from services.indicators.uploads.jobs import forget_old
from services.indicators.uploads.rules import MOST_STARTS
from services.indicators.uploads.taking import close_abandoned, take_in
from services.kit.database import Database
from services.kit.settings import Settings
from tests.indicators.datasets.surveys import HEADER, METADATA, SOME
from tests.indicators.working import until, worker
from tests.postgres import SECRET
from tests.tokens import bearer

ANALYST = bearer("analyst")
LATER = ANALYST | {"Prefer": "respond-async"}
FILE = "\n".join([HEADER, *SOME]) + "\n"
WRONG = FILE.replace("moerwijk", "mordor")
SEALER = sealer_of(SECRET)
KILLED = """
import os, signal, sys
from uuid import UUID
from services.indicators.datasets.keeping import sealer_of
from services.indicators.uploads import queries, taking
from services.kit.database import Database
queries.finish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
database = Database(sys.argv[1], 2)
database.open()
taking.take_in(database, UUID(sys.argv[2]), sealer_of(sys.argv[3]))
"""
"""Everything is stored, and about to be committed."""


def send(
    client: httpx.Client, content: str = FILE, about: Any = METADATA, headers: dict[str, str] = LATER
) -> httpx.Response:
    files = {"file": ("a.csv", content)}
    return client.post("/v1/datasets", data={"metadata": json.dumps(about)}, files=files, headers=headers)


def put_down(client: httpx.Client, content: str = FILE) -> UUID:
    answer = send(client, content)
    assert answer.status_code == 202, answer.text
    return UploadShape.model_validate_json(answer.content).id


def asked(client: httpx.Client, upload_id: UUID) -> UploadShape:
    answer = client.get(f"/v1/uploads/{upload_id}", headers=ANALYST)
    assert ("retry-after" in answer.headers) == (answer.json()["finishedAt"] is None)
    return UploadShape.model_validate_json(answer.content)


def rows_in(owner: psycopg.Connection, *tables: str) -> list[int]:
    counted = [owner.execute(f"SELECT count(*) FROM indicators.{table}".encode()).fetchone() for table in tables]
    return [row[0] for row in counted if row]


def test_what_was_put_down_is_taken_in(loaded: Database, client: httpx.Client, owner: psycopg.Connection) -> None:
    answer = send(client)
    assert (answer.status_code, answer.headers["preference-applied"]) == (202, "respond-async")
    waiting = UploadShape.model_validate_json(answer.content)
    assert answer.headers["location"] == f"/v1/uploads/{waiting.id}"
    assert (waiting.status, waiting.rows_expected, waiting.file_bytes) == ("waiting", 120, len(FILE))
    assert rows_in(owner, "dataset", "upload_part") == [0, 1]
    (sealed,) = owner.execute("SELECT sealed FROM indicators.upload_part").fetchone() or (b"",)
    assert b"moerwijk" not in sealed
    take_in(loaded, waiting.id, SEALER)
    done = asked(client, waiting.id)
    assert (done.status, done.step, done.rows_checked, done.problem) == ("done", None, 120, None)
    assert rows_in(owner, "dataset", "upload_part") == [1, 0]
    at_once = send(client, headers=ANALYST)
    assert (at_once.status_code, at_once.json()["id"]) == (201, str(done.dataset_id))
    assert at_once.json()["report"]["rowsPerArea"]["moerwijk"] == 40
    again = put_down(client)
    take_in(loaded, again, SEALER)
    assert asked(client, again).dataset_id == done.dataset_id


def test_all_that_is_wrong_is_said_as_to_who_waits(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    upload_id = put_down(client, WRONG)
    take_in(loaded, upload_id, SEALER)
    failed = asked(client, upload_id)
    at_once = send(client, WRONG, headers=ANALYST).json()
    assert at_once.pop("instance")
    assert (failed.status, failed.dataset_id, failed.problem) == ("failed", None, at_once)
    assert at_once["counts"] == [{"column": "wijk", "rule": at_once["counts"][0]["rule"], "count": 40}]
    (sealed,) = owner.execute("SELECT problem FROM indicators.upload").fetchone() or (b"",)
    assert b"mordor" not in sealed
    assert rows_in(owner, "dataset", "measurement", "upload_part") == [0, 0, 0]


def test_wrong_metadata_are_told_at_once(loaded: Database, client: httpx.Client, owner: psycopg.Connection) -> None:
    answer = send(client, about=METADATA | {"definitionVersions": {"social-cohesion": 7}})
    assert (answer.status_code, answer.json()["problems"][0]["column"]) == (400, "definitionVersions")
    assert rows_in(owner, "upload") == [0]


def test_it_tells_how_far_it_is(loaded: Database, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    reach = queries.reach

    def telling(*given: Any) -> None:
        reach(*given)
        told.append((given[2], given[3]))

    monkeypatch.setattr(queries, "reach", telling)
    monkeypatch.setattr(reading, "ROWS", 50)
    take_in(loaded, put_down(client), SEALER)
    assert told == [("checking", 50), ("checking", 100), ("checking", 120), ("storing", 120)]


def test_the_same_key_puts_down_one_file(loaded: Database, client: httpx.Client, owner: psycopg.Connection) -> None:
    keyed = LATER | {"Idempotency-Key": "of-this-upload"}
    assert len({send(client, headers=keyed).headers["location"] for _ in range(2)}) == 1
    assert send(client, WRONG, headers=keyed).status_code == 409
    assert rows_in(owner, "upload") == [1]


def test_only_analysts_bring_files_and_ask_about_them(loaded: Database, client: httpx.Client) -> None:
    upload_id = put_down(client)
    for role in ("approver", "programme"):
        assert send(client, headers=bearer(role) | {"Prefer": "respond-async"}).status_code == 403
        assert client.get(f"/v1/uploads/{upload_id}", headers=bearer(role)).status_code == 403
    assert client.get(f"/v1/uploads/{UUID(int=0)}", headers=ANALYST).status_code == 404


def test_who_is_killed_in_the_middle_leaves_nothing_and_the_next_goes_on(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection, settings: Settings
) -> None:
    upload_id = put_down(client)
    url = settings.database_url.get_secret_value()
    killed = subprocess.run([sys.executable, "-c", KILLED, url, str(upload_id), SECRET], check=False)
    assert killed.returncode == -signal.SIGKILL
    stopped = asked(client, upload_id)
    assert (stopped.status, stopped.step, stopped.rows_checked) == ("running", "storing", 120)
    assert rows_in(owner, "dataset", "dataset_part", "measurement", "upload_part") == [0, 0, 0, 1]
    take_in(loaded, upload_id, SEALER)
    assert asked(client, upload_id).status == "done"
    assert rows_in(owner, "dataset", "dataset_part", "upload_part") == [1, 1, 0]


def test_a_file_that_ends_every_worker_is_given_up(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    upload_id = put_down(client)
    owner.execute("UPDATE indicators.upload SET status = 'running', step = 'checking', starts = %s", [MOST_STARTS])
    take_in(loaded, upload_id, SEALER)
    given_up = asked(client, upload_id)
    assert given_up.problem
    assert (given_up.status, given_up.problem["type"]) == ("failed", "urn:zuidwest:problem:stopped")
    assert rows_in(owner, "dataset", "upload_part") == [0, 0]


def test_one_that_lost_its_job_says_send_it_again(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    lost, kept = put_down(client), put_down(client, WRONG)
    owner.execute("SET search_path = indicators_jobs")
    owner.execute("DELETE FROM procrastinate_jobs WHERE args->>'upload_id' = %s::text", [str(lost)])
    close_abandoned(loaded, SEALER)
    assert asked(client, kept).status == "waiting"
    problem = asked(client, lost).problem
    assert problem and "send the file again" in problem["detail"]


def test_what_became_of_it_is_told_for_a_month(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    done, _waiting = put_down(client), put_down(client, WRONG)
    take_in(loaded, done, SEALER)
    forget_old(loaded, datetime.now(UTC) + timedelta(days=29))
    assert rows_in(owner, "upload") == [2]
    forget_old(loaded, datetime.now(UTC) + timedelta(days=31))
    assert rows_in(owner, "upload", "dataset") == [1, 1]


def test_the_worker_does_it_and_the_client_asks(loaded: Database, client: httpx.Client, settings: Settings) -> None:
    token = ANALYST["Authorization"].removeprefix("Bearer ")
    metadata = DatasetMetadata.model_validate(METADATA)

    async def bring() -> UploadShape:
        async with IndicatorsClient(str(client.base_url)) as service:
            return await service.upload_dataset_later("a.csv", BytesIO(FILE.encode()), metadata, token, "key-of-it")

    async def ask() -> UploadShape:
        async with IndicatorsClient(str(client.base_url)) as service:
            return await service.upload(brought.id, token)

    brought = asyncio.run(bring())
    with worker(settings):
        until(lambda: asyncio.run(ask()).status == "done")
