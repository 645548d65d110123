"""The worker, as a process of its own: it does what was asked, by schedule, and after a colleague died."""

import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest

from services.indicators.refreshes.jobs import forget_before, request_when_due
from services.indicators.refreshes.queries import ABANDONED
from services.kit.database import Database
from services.kit.settings import Settings
from tests.indicators.neighbours import Neighbours
from tests.indicators.working import until, worker
from tests.tokens import bearer

ANALYST = bearer("analyst")
LAST_MINUTE_IS_DONE = (
    "INSERT INTO indicators_jobs.procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)"
    " SELECT name, '', minute FROM unnest(%s::text[]) name, generate_series(%s::bigint, %s::bigint, 60) minute"
)


@pytest.fixture
def without_schedule(owner: psycopg.Connection) -> None:
    """The clock has nothing to ask for in the coming minutes."""
    minute = int(time.time()) // 60 * 60
    names = ["indicators:refresh_when_due", "kit:retry_stalled"]
    owner.execute(LAST_MINUTE_IS_DONE, [names, minute - 120, minute + 600])


def ask(client: httpx.Client) -> str:
    location: str = client.post("/v1/refreshes", headers=ANALYST).headers["location"]
    return location


def counted(client: httpx.Client) -> int:
    """Figures of meeting places: of four wijken and the deal."""
    found: int = client.get("/v1/measurements?indicator=meeting-places-per-wijk").json()["total"]
    return found


def status(client: httpx.Client, location: str) -> str:
    found: str = client.get(location, headers=ANALYST).json()["status"]
    return found


@pytest.mark.usefixtures("loaded", "without_schedule")
def test_what_was_asked_is_done_and_the_next_that_is_asked_too(
    client: httpx.Client, settings: Settings, world: Neighbours
) -> None:
    location = ask(client)
    with worker(settings):
        until(lambda: status(client, location) == "done")
        world.places["De Wissel"] = ("moerwijk", [])
        following = ask(client)
        assert following != location
        until(lambda: status(client, following) == "done")
    assert client.get("/v1/measurements", params={"areaKind": "place"}).json()["total"] == 1


@pytest.mark.usefixtures("loaded")
def test_a_worker_that_starts_asks_of_itself(client: httpx.Client, settings: Settings) -> None:
    with worker(settings):
        until(lambda: counted(client) == 5)
    (row,) = client.get("/v1/refreshes", headers=ANALYST).json()["items"]
    assert row["status"] == "done"


@pytest.mark.usefixtures("loaded", "without_schedule")
def test_a_worker_that_is_killed_in_the_middle_is_taken_over(
    client: httpx.Client, settings: Settings, world: Neighbours, owner: psycopg.Connection
) -> None:
    world.ill["projects"], world.slow_seconds = "slow", 1.5
    location = ask(client)
    with worker(settings) as first:
        until(lambda: status(client, location) == "running")
        first.send_signal(signal.SIGKILL)
    world.ill.clear()
    assert status(client, location) == "running"
    assert counted(client) == 0
    find_stalled(owner)
    with worker(settings):
        until(lambda: status(client, location) == "done")
    assert counted(client) == 5


@pytest.mark.usefixtures("loaded", "without_schedule")
def test_one_that_waits_takes_over_from_one_that_was_killed(
    client: httpx.Client, settings: Settings, world: Neighbours, owner: psycopg.Connection
) -> None:
    world.ill["projects"], world.slow_seconds = "slow", 1.5
    killed = ask(client)
    with worker(settings) as first:
        until(lambda: status(client, killed) == "running")
        first.send_signal(signal.SIGKILL)
    world.ill.clear()
    waiting = ask(client)
    assert waiting != killed
    find_stalled(owner)
    with worker(settings):
        until(lambda: status(client, waiting) == "done")
    found = client.get(killed, headers=ANALYST).json()
    assert found["status"] == "failed"
    assert "stopped in the middle" in found["reason"]


def find_stalled(owner: psycopg.Connection) -> None:
    """As if the minute has passed after which a worker without heartbeat is given up."""
    owner.execute("UPDATE indicators_jobs.procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    owner.execute("DELETE FROM indicators_jobs.procrastinate_periodic_defers WHERE task_name = 'kit:retry_stalled'")


@pytest.mark.usefixtures("world")
def test_it_is_due_until_one_worked(
    loaded: Database, count_again: Callable[[], dict[str, Any]], owner: psycopg.Connection
) -> None:
    now = datetime.now(UTC)
    assert request_when_due(loaded, now)
    assert request_when_due(loaded, now)
    assert owner.execute("SELECT requested_by FROM indicators.refresh").fetchall() == [("schedule",)]
    count_again()
    assert not request_when_due(loaded, now)
    assert request_when_due(loaded, now + timedelta(minutes=11))


def test_one_that_lost_its_job_is_closed_and_due_again(
    loaded: Database, count_again: Callable[[], dict[str, Any]], owner: psycopg.Connection
) -> None:
    count_again()
    owner.execute("UPDATE indicators.refresh SET status = 'running', finished_at = NULL")
    assert request_when_due(loaded, datetime.now(UTC))
    rows = owner.execute("SELECT status, requested_by, reason FROM indicators.refresh ORDER BY requested_at").fetchall()
    assert rows == [("failed", "test", ABANDONED), ("waiting", "schedule", None)]
    assert request_when_due(loaded, datetime.now(UTC))
    assert owner.execute("SELECT count(*) FROM indicators.refresh WHERE status = 'waiting'").fetchone() == (1,)


def test_one_that_runs_is_not_asked_for_again(
    client: httpx.Client, loaded: Database, owner: psycopg.Connection
) -> None:
    ask(client)
    owner.execute("UPDATE indicators.refresh SET status = 'running', asked_at = now()")
    owner.execute("SET search_path = indicators_jobs")
    owner.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert not request_when_due(loaded, datetime.now(UTC))


def test_fruitless_refreshes_are_forgotten_but_not_the_last_that_worked(
    loaded: Database, count_again: Callable[[], dict[str, Any]], world: Neighbours, owner: psycopg.Connection
) -> None:
    world.ill["projects"] = "503"
    count_again()
    world.ill.clear()
    measured, _confirmed, last = count_again(), count_again(), count_again()
    forget_before(loaded, datetime.now(UTC) - timedelta(days=1))
    assert owner.execute("SELECT count(*) FROM indicators.refresh").fetchone() == (4,)
    forget_before(loaded, datetime.now(UTC) + timedelta(days=1))
    kept = {row[0] for row in owner.execute("SELECT id FROM indicators.refresh")}
    assert kept == {measured["id"], last["id"]}
