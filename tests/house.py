"""A whole house for tests: `zuidwest run` as a user would start it, on free ports and in a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import httpx

from cli.control import Control
from cli.house import House
from cli.ports import free_base
from cli.stopping import delete_data
from cli.unprivileged import ServerUser
from services.kit.settings import PORT_OFFSETS

ZUIDWEST = str(Path(sys.executable).with_name("zuidwest"))
START_SECONDS = 240
STOP_SECONDS = 60
STANDS = "The house stands"
EMPTY: Mapping[str, str] = {}


@dataclass(frozen=True)
class RunningHouse:
    """A house that answers, in demo mode."""

    var: Path
    port_base: int
    process: subprocess.Popen[bytes]
    output_file: Path

    @property
    def addresses(self) -> dict[str, str]:
        """Base address by process: frontend, identity, projects, indicators, participation."""
        return {name: f"http://127.0.0.1:{self.port_base + offset}" for name, offset in PORT_OFFSETS.items()}

    @property
    def control(self) -> Control:
        return Control(House(self.var).socket)

    @property
    def output(self) -> str:
        """What `zuidwest run` printed until now."""
        return self.output_file.read_text(errors="replace")

    def token(self, client: str) -> str:
        """An access token of a demo client, such as `demo-coordinator`."""
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": "demo"}
        answer = httpx.post(f"{self.addresses['identity']}/v1/tokens", data=form, timeout=10)
        return str(answer.raise_for_status().json()["access_token"])

    def kill(self, name: str) -> int:
        """Kills one process (the supervisor starts it again) and gives the id it had."""
        pid = self.control.pids()[name]
        os.kill(pid, signal.SIGKILL)
        return pid

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """One process is stopped, and started again afterwards."""
        self.control.stop(name)
        try:
            yield
        finally:
            self.control.start(name)
            if name in PORT_OFFSETS:
                self.wait_until_ready(name)

    def is_ready(self, name: str) -> bool:
        try:
            return httpx.get(f"{self.addresses[name]}/health/ready", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def wait_until_ready(self, name: str, seconds: float = 40) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_ready(name):
            assert time.monotonic() < deadline, f"{name} is not ready after {seconds} s:\n{self.output[-3000:]}"
            time.sleep(0.1)


def start(
    var: Path,
    port_base: int,
    environment: Mapping[str, str] = EMPTY,
    program: str = ZUIDWEST,
    user: ServerUser | None = None,
) -> RunningHouse:
    """`zuidwest run`, just started; a group of its own, so that a test can press Ctrl-C for it alone."""
    output = var.with_name(f"{var.name}.output")
    given = {
        "ZUIDWEST_MODE": "demo",
        "ZUIDWEST_PORT_BASE": str(port_base),
        "ZUIDWEST_SIGN_INS_AN_HOUR": "5000",
        **environment,
    }
    options: dict[str, Any] = {"user": user.uid, "group": user.gid, "extra_groups": []} if user else {}
    hidden = ("PG", "DATABASE_URL", "ZUIDWEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    with output.open("wb") as file:
        process = subprocess.Popen(
            [program, "run", "--var", str(var)],
            env=kept | given,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
    return RunningHouse(var, port_base, process, output)


def wait_until_it_stands(house: RunningHouse) -> None:
    deadline = time.monotonic() + START_SECONDS
    while STANDS not in house.output:
        assert house.process.poll() is None, f"zuidwest run ended:\n{house.output[-5000:]}"
        assert time.monotonic() < deadline, f"The house does not stand:\n{house.output[-5000:]}"
        time.sleep(0.1)


def end(house: RunningHouse) -> None:
    """Stops it and takes its data along, whatever state it is in."""
    if house.process.poll() is None:
        house.process.terminate()
        try:
            house.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            house.process.kill()
            house.process.wait()
    delete_data(House(house.var))


@contextmanager
def house_in(var: Path, environment: Mapping[str, str] = EMPTY) -> Iterator[RunningHouse]:
    """A house that stands, ended afterwards."""
    house = start(var, free_ports(), environment)
    try:
        wait_until_it_stands(house)
        yield house
    finally:
        end(house)


def free_ports() -> int:
    """A base for the ports of a house; each test process looks in a range of its own."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8
    return free_base("127.0.0.1", 11_000 + worker * 2_000 + os.getpid() % 10 * 100)


def demo_id(kind: str, key: str) -> UUID:
    """The id of something in the sample data; `kind` is place, activity or project."""
    return uuid5(NAMESPACE_URL, f"https://zuidwest.example/demo/{kind}/{key}")
