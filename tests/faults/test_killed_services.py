"""A process is killed, or hangs: the site says kindly what is missing, and is whole again without a hand."""

from time import monotonic, sleep

import httpx
import pytest

from services.kit.settings import JOB_SERVICES, SERVICES
from tests.faults.knocking import (
    BACK_SECONDS,
    NEEDS,
    PATIENCE_SECONDS,
    hanging,
    knock_on_all,
    lacking,
    wait_until_whole,
)
from tests.house import RunningHouse

WORKERS = [f"{service}-worker" for service in JOB_SERVICES]


def wait_for_another(house: RunningHouse, name: str, pid: int) -> None:
    deadline = monotonic() + BACK_SECONDS
    while house.control.pids()[name] in (0, pid) or house.control.states()[name] != "RUNNING":
        assert monotonic() < deadline, f"{name} is not back after {BACK_SECONDS} s"
        sleep(0.1)


@pytest.mark.parametrize("name", SERVICES)
def test_a_killed_service_is_missed_kindly_and_comes_back(
    running_house: RunningHouse, coordinator: httpx.Client, name: str
) -> None:
    pid = running_house.kill(name)
    missing = lacking(knock_on_all(coordinator))
    assert missing, "the kill was not noticed, so this shows nothing"
    assert missing <= NEEDS[name]
    wait_until_whole(coordinator)
    assert running_house.control.pids()[name] not in (0, pid)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_hangs_holds_up_no_page_for_long(
    running_house: RunningHouse, coordinator: httpx.Client, name: str
) -> None:
    with hanging(running_house, name):
        seen = knock_on_all(coordinator)
    assert lacking(seen) == NEEDS[name]
    assert max(page.seconds for page in seen.values()) < PATIENCE_SECONDS


def test_a_killed_site_comes_back(running_house: RunningHouse, coordinator: httpx.Client) -> None:
    pid = running_house.kill("frontend")
    with pytest.raises(httpx.TransportError):
        coordinator.get("/")
    wait_for_another(running_house, "frontend", pid)
    running_house.wait_until_ready("frontend", BACK_SECONDS)


@pytest.mark.parametrize("name", WORKERS)
def test_without_a_worker_every_page_is_whole_and_it_comes_back(
    running_house: RunningHouse, coordinator: httpx.Client, name: str
) -> None:
    pid = running_house.kill(name)
    assert lacking(knock_on_all(coordinator)) == set()
    wait_for_another(running_house, name, pid)
