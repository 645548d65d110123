"""How a house ends: Ctrl-C, a kill, a kill of everything that watches; nothing is left, and the data is kept."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.house import House
from cli.postgres import Postgres
from cli.supervision import ours
from tests.house import ZUIDWEST, RunningHouse, delete_data, free_ports, start, wait_until_it_stands

pytestmark = [pytest.mark.xdist_group("ending"), pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ending") / "var"
    yield folder
    delete_data(folder)


def standing(var: Path) -> RunningHouse:
    house = start(var, free_ports())
    wait_until_it_stands(house)
    return house


def wait_until_nothing_is_left(var: Path, session: int) -> None:
    deadline = time.monotonic() + 60
    while left := ours(House(var), session):
        assert time.monotonic() < deadline, left
        time.sleep(0.2)
    assert not Postgres(var / "postgres").running()


def test_ctrl_c_ends_everything_also_when_a_child_has_died(var: Path) -> None:
    house = standing(var)
    session = House(var).session_id()
    assert session is not None
    assert len(ours(House(var), session)) > 7
    for name in ("participation", "frontend", "postgres"):
        house.kill(name)
    os.killpg(house.process.pid, signal.SIGINT)
    assert house.process.wait(60) == 0
    own_lines = [line for line in house.output.splitlines() if "│" not in line]
    assert "Traceback (most recent call last):" not in own_lines
    wait_until_nothing_is_left(var, session)


def test_the_second_run_keeps_the_data_and_stop_ends_what_outlived_its_supervisor(var: Path) -> None:
    secret = (var / "secret").read_text()
    house = standing(var)
    assert (
        "new: 0 projects, 0 things about them, 0 bookings, 0 meetings and requests, 0 places, 0 activities"
        in house.output
    )
    assert (var / "secret").read_text() == secret
    session = House(var).session_id()
    assert session is not None
    os.kill(session, signal.SIGKILL)
    house.process.kill()
    house.process.wait()
    assert ours(House(var), session)
    done = subprocess.run([ZUIDWEST, "stop", "--var", str(var)], capture_output=True, text=True, timeout=90)
    assert done.stdout == "Stopped.\n", done.stdout + done.stderr
    wait_until_nothing_is_left(var, session)


def test_stop_says_when_nothing_runs(var: Path) -> None:
    done = subprocess.run([ZUIDWEST, "stop", "--var", str(var)], capture_output=True, text=True, timeout=90)
    assert done.stdout == "Nothing was running.\n"
