"""How a house ends: Ctrl-C, a kill, a kill of everything that watches; nothing is left, and the data is kept."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.house import House
from cli.postgres import Postgres
from cli.stopping import delete_data
from cli.supervision import ours
from tests.cli.person import Person, somebody
from tests.house import ZUIDWEST

pytestmark = [pytest.mark.xdist_group("ending"), pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def person() -> Iterator[Person]:
    with somebody() as found:
        yield found
        delete_data(House(found.var))


@pytest.fixture
def var(person: Person) -> Path:
    return person.var


def wait_until_nothing_is_left(var: Path, session: int) -> None:
    deadline = time.monotonic() + 60
    while left := ours(House(var), session):
        assert time.monotonic() < deadline, left
        time.sleep(0.2)
    assert not Postgres(var / "postgres").running()


def test_a_normal_user_runs_it_and_ctrl_c_ends_everything_also_when_a_child_has_died(person: Person, var: Path) -> None:
    house = person.standing()
    session = House(var).session_id()
    assert session is not None
    assert len(ours(House(var), session)) > 7
    if person.uid != 0:
        assert {Path(f"/proc/{pid}").stat().st_uid for pid in house.control.pids().values()} == {person.uid}
    for name in ("participation", "frontend", "postgres"):
        house.kill(name)
    os.killpg(house.process.pid, signal.SIGINT)
    assert house.process.wait(60) == 0
    own_lines = [line for line in house.output.splitlines() if "│" not in line]
    assert "Traceback (most recent call last):" not in own_lines
    wait_until_nothing_is_left(var, session)


def test_the_second_run_keeps_the_data_and_stop_ends_what_outlived_its_supervisor(person: Person, var: Path) -> None:
    secret = (var / "secret").read_text()
    house = person.standing()
    loaded = next(line for line in house.output.splitlines() if "Loading the sample data" in line)
    assert set(re.findall(r"\d+", loaded.split("new:")[1])) == {"0"}
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
