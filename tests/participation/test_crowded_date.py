"""200 people want one of 20 places at the same moment, and the service is killed and started again meanwhile."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock
from typing import Any
from uuid import uuid4

import httpx
import pytest

from cli.processes import processes
from services.kit.database import Database
from tests.participation.conftest import Body, World
from tests.participation.joining import first_date, link, who
from tests.postgres import SECRET
from tests.postgres import Database as WholeDatabase

PEOPLE, PLACES = 200, 20
KILLED_AFTER = 60
"""So many were answered then; of the others some were kept, some not, and some kept without an answer."""
PATIENCE_SECONDS = 45.0
"""Starting takes that long where much else is going on."""
PAUSE_SECONDS = 1.0
"""Between two tries: what starts again needs the machine too."""
ROOT = Path(__file__).parents[2]


@dataclass
class Service:
    """A process of its own, as `zuidwest run` starts it."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        (command,) = [each.command for each in processes("127.0.0.1", self.port - 3) if each.name == "participation"]
        program = Path(sys.executable).with_name(command[0])
        self.process = subprocess.Popen([str(program), *command[1:]], cwd=ROOT, env=self.environment)

    def await_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert time.monotonic() < deadline, "the service does not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """As when the power goes: nothing is finished, nothing is said."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def service_on(database: WholeDatabase) -> Iterator[Service]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": database.url_for("participation"), "ZUIDWEST_SECRET": SECRET, "ZUIDWEST_MODE": "demo"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZUIDWEST_", "DATABASE_URL"))}
    service = Service({**kept, **settings, "ZUIDWEST_LOG_LEVEL": "error"}, port)
    service.start()
    try:
        service.await_answers()
        yield service
    finally:
        service.kill()


@dataclass
class Crowd:
    """Everybody has a key, and sends the same again until there is an answer."""

    client: httpx.Client
    date: str
    deadline: float
    lock: Lock = field(default_factory=Lock)
    answered: list[Body] = field(default_factory=list)
    unanswered: int = 0
    under_way: Event = field(default_factory=Event)

    def join(self, number: int) -> Body:
        body, key = who(f"Bewoner {number}"), str(uuid4())
        while time.monotonic() < self.deadline:
            if made := self.send(body, key):
                self.note(made)
                again = self.send(body, key) if number % 4 == 0 else None  # the answer was lost on the way
                assert again is None or again["manageUrl"] == made["manageUrl"]
                return made
            time.sleep(PAUSE_SECONDS)
        raise AssertionError("no answer in time")

    def send(self, body: dict[str, Any], key: str) -> Body | None:
        path = f"/v1/occurrences/{self.date}/enrolments"
        try:
            answer = self.client.post(path, json=body, headers={"Idempotency-Key": key})
        except httpx.TransportError:
            with self.lock:
                self.unanswered += 1
            return None
        if answer.status_code == 503:
            return None
        assert answer.status_code == 201, answer.text
        found: Body = answer.json()
        return found

    def note(self, made: Body) -> None:
        with self.lock:
            self.answered.append(made)
            if len(self.answered) == KILLED_AFTER:
                self.under_way.set()


@pytest.mark.timeout(200)
def test_twenty_places_are_taken_by_twenty_people_whatever_happens(
    world: World, storage: Database, deal_database: WholeDatabase, record_property: Any
) -> None:
    date = first_date(world, capacity=PLACES)
    every = httpx.Limits(max_connections=PEOPLE)
    with (
        service_on(deal_database) as service,
        httpx.Client(base_url=f"http://127.0.0.1:{service.port}", timeout=5, limits=every) as client,
        ThreadPoolExecutor(PEOPLE) as pool,
    ):
        crowd = Crowd(client, date, time.monotonic() + 3 * PATIENCE_SECONDS)
        began = time.monotonic()
        coming = [pool.submit(crowd.join, number) for number in range(PEOPLE)]
        assert crowd.under_way.wait(PATIENCE_SECONDS)
        service.kill()
        service.start()
        service.await_answers()
        crowd.deadline = time.monotonic() + PATIENCE_SECONDS
        made = [each.result() for each in coming]
        seconds = time.monotonic() - began
    assert crowd.unanswered > 0, "nobody was cut off, so this shows nothing"
    record_property("seconds", round(seconds, 2))
    record_property("cut off", crowd.unanswered)

    assert len({each["id"] for each in made}) == PEOPLE
    assert sum(each["status"] == "enrolled" for each in made) == PLACES
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT e.id::text, e.status, e.number FROM participation.enrolment e ORDER BY e.number"
        ).fetchall()
        keys = connection.execute(b"SELECT count(*), count(DISTINCT object_id) FROM participation.idempotency_key")
        made_keys = keys.fetchone()
        counted = connection.execute(
            b"SELECT enrolled, offered, waiting, last_number FROM participation.seats"
        ).fetchall()
    assert [status for _, status, _ in rows] == ["enrolled"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    assert [number for *_, number in rows] == list(range(1, PEOPLE + 1))
    assert (counted, made_keys) == ([(PLACES, 0, PEOPLE - PLACES, PEOPLE)], (PEOPLE, PEOPLE))

    by_id = {each["id"]: each for each in made}
    assert [by_id[id_]["position"] for id_, *_ in rows] == [None] * PLACES + list(range(1, PEOPLE - PLACES + 1))
    for each in made:
        now = world.client.get(link(each)).json()
        assert (now["status"], now["position"], now["code"]) == (each["status"], each["position"], each["code"])
