"""The database is killed: services say 503 and not ready, and all recovers without a hand."""

from time import monotonic, sleep

import httpx

from services.kit.settings import SERVICES
from tests.faults.knocking import BACK_SECONDS, wait_until_whole
from tests.house import RunningHouse

READS = {
    "projects": "/v1/projects?pageSize=3",
    "indicators": "/v1/measurements?pageSize=3",
    "participation": "/v1/activities?pageSize=3",
}


def ask(house: RunningHouse, service: str, path: str) -> httpx.Response:
    return httpx.get(f"{house.addresses[service]}{path}", timeout=15)


def wait_until_not_ready(house: RunningHouse, service: str) -> dict[str, object]:
    """What it says about the database when it first says that it is not ready."""
    deadline = monotonic() + BACK_SECONDS
    while (answer := ask(house, service, "/health/ready")).status_code == 200:
        assert monotonic() < deadline, f"{service} stays ready without a database"
        sleep(0.02)
    assert answer.status_code == 503
    checks: dict[str, dict[str, object]] = answer.json()["checks"]
    return checks["database"]


def test_without_the_database_services_say_so(running_house: RunningHouse, coordinator: httpx.Client) -> None:
    with running_house.without("postgres"):
        for service in SERVICES:
            assert wait_until_not_ready(running_house, service)["ok"] is False
            assert ask(running_house, service, "/health/live").status_code == 200
        for service, path in READS.items():
            answer = ask(running_house, service, path)
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["status"] == 503
            assert "psycopg" not in answer.text


def test_a_killed_database_comes_back_with_everything_on_it(
    running_house: RunningHouse, coordinator: httpx.Client
) -> None:
    pid = running_house.kill("postgres")
    deadline = monotonic() + BACK_SECONDS
    waiting = dict(READS)
    while running_house.control.pids()["postgres"] in (0, pid) or waiting:
        assert monotonic() < deadline, f"not back: {waiting}"
        for service, path in list(waiting.items()):
            status = ask(running_house, service, path).status_code
            assert status in (200, 503)
            if status == 200:
                del waiting[service]
    for service in SERVICES:
        running_house.wait_until_ready(service, BACK_SECONDS)
    wait_until_whole(coordinator)
