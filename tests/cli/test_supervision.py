"""The supervisor alone, with programs of a few lines: it never gives up, and it never leaves anything behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.control import SupervisorGone
from cli.house import AlreadyRunning, House
from cli.processes import Process
from cli.supervision import Supervisor, end_session, ours
from cli.supervisor_config import SERVERS, supervisor_config

SLEEP = "import time; time.sleep(600)"


@pytest.fixture
def house() -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="zw-house-") as folder:
        house = House(Path(folder))
        house.make()
        yield house
        end_session(house)


def program(name: str, script: str) -> Process:
    return Process(name, ("python", "-c", script), service=None, port=1)


def worker() -> Process:
    return Process("worker", ("python", "-c", SLEEP), service=None, port=None)


def started(house: House, *programs: Process) -> Supervisor:
    house.config.write_text(supervisor_config(house, None, [*programs, worker()]))
    supervisor = Supervisor(house, os.environ)
    supervisor.wait_until_it_answers()
    supervisor.control.start_group(SERVERS)
    return supervisor


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_gave_up_is_started_again_and_again(house: House, tmp_path: Path) -> None:
    door = tmp_path / "door"
    script = f"import sys, time, pathlib; time.sleep(600) if pathlib.Path({str(door)!r}).exists() else sys.exit(1)"
    supervisor = started(house, program("stubborn", script))
    try:
        wait_until(lambda: supervisor.control.states()["stubborn"] == "FATAL")
        door.touch()
        supervisor.control.start_again_what_gave_up()
        wait_until(lambda: supervisor.control.states()["stubborn"] == "RUNNING")
        assert supervisor.control.states()["worker"] == "STOPPED"
    finally:
        supervisor.stop()


def test_stopping_leaves_nothing(house: House) -> None:
    supervisor = started(house, program("one", SLEEP), program("two", SLEEP))
    session = supervisor.process.pid
    assert len(ours(house, session)) == 3
    supervisor.stop()
    assert ours(house, session) == []
    assert house.session_id() is None


def test_a_killed_owner_takes_everything_along(house: House) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from cli.house import House;"
        "from tests.cli.test_supervision import SLEEP, program, started;"
        "started(House(Path(sys.argv[1])), program('one', SLEEP)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    owner = subprocess.run([sys.executable, "-c", script, str(house.var)], check=False)
    assert owner.returncode == -signal.SIGKILL
    session = house.session_id()
    assert session is not None
    wait_until(lambda: not ours(house, session))


def test_children_of_a_killed_supervisor_are_found_and_ended(house: House) -> None:
    supervisor = started(house, program("one", SLEEP))
    session = supervisor.process.pid
    supervisor.process.kill()
    supervisor.process.wait()
    assert len(ours(house, session)) == 1
    assert end_session(house)
    assert ours(house, session) == []
    supervisor.stop()


def test_a_number_that_went_to_another_program_is_left_alone(house: House) -> None:
    with subprocess.Popen(["sleep", "600"], start_new_session=True, cwd="/") as stranger:
        house.session.write_text(str(stranger.pid))
        assert not end_session(house)
        assert stranger.poll() is None
        stranger.kill()


def test_a_house_is_occupied_by_one_at_a_time(house: House) -> None:
    assert house.occupant() is None
    with house.occupied():
        with pytest.raises(AlreadyRunning) as refused, House(house.var).occupied():
            pass
        assert refused.value.pid == os.getpid()
    assert house.occupant() is None


def test_a_house_in_a_deep_folder_gets_a_short_socket(house: House) -> None:
    deep = House(house.var.joinpath(*["a-rather-long-name"] * 8))
    deep.make()
    supervisor = started(deep, program("one", SLEEP))
    try:
        assert len(str(deep.socket)) < 80
        assert supervisor.control.pids()["one"]
    finally:
        supervisor.stop()
        deep.socket.parent.rmdir()


def test_a_supervisor_that_was_told_to_end_is_said_to_end(house: House) -> None:
    """It still answers while its processes end, but refuses everything."""
    slow = "import signal, time; signal.signal(signal.SIGTERM, lambda *_: time.sleep(1) or exit()); time.sleep(600)"
    supervisor = started(house, program("slow", slow))
    wait_until(lambda: supervisor.control.states()["slow"] == "RUNNING")
    supervisor.process.terminate()
    with pytest.raises(SupervisorGone, match="was told to end"):
        wait_until(lambda: not supervisor.control.states())
    supervisor.stop()
