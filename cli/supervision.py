"""Starts supervisord, and makes sure that nothing is left when it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from cli.control import Control, SupervisorGone
from cli.house import ROOT, House
from cli.postgres import end_with_this_process
from cli.postgres_files import command_line

START_SECONDS = 15
STOP_SECONDS = 45


class Supervisor:
    """A running supervisord: a child of ours in a session of its own: Ctrl-C reaches us, and we stop it in order."""

    def __init__(self, house: House, environment: Mapping[str, str]) -> None:
        self.house = house
        self.control = Control(house.socket)
        house.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", str(house.config)],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        house.session.write_text(str(self.process.pid))
        self.watcher = end_with_this_process(self.process.pid)

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                assert self.process.stderr is not None
                raise SupervisorGone(self.process.stderr.read().decode(errors="replace"))
            if self.house.socket.exists():
                with contextlib.suppress(SupervisorGone):
                    self.control.states()
                    return
            time.sleep(0.05)
        raise SupervisorGone("supervisord did not answer in time")

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Stops all, in order; what does not listen is killed."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        end_session(self.house)
        self.process.wait(5)
        self.watcher.kill()
        self.watcher.communicate()
        if self.process.stderr is not None:
            self.process.stderr.close()


def end_session(house: House) -> bool:
    """Ends a supervisor that outlived its `zuidwest run`, and every process that outlived its supervisor.

    Says whether there was anything. A number that another program got since then is left alone: only processes of
    the recorded session, started from this project's or this house's folder, are ours.
    """
    session = house.session_id()
    if session is None:
        return False
    found = False
    for sign, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5)):
        left = ours(house, session)
        # A living supervisor stops its own children, in order.
        for pid in [session] if session in left and sign == signal.SIGTERM else left:
            found = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)
        _wait_until_empty(house, session, seconds)
    house.session.unlink(missing_ok=True)
    return found


def ours(house: House, session: int) -> list[int]:
    """The living processes of the session that were started from our folders."""
    marks = (str(house.var), str(ROOT), sys.prefix)
    return [pid for pid in _members(session) if any(mark in command_line(pid) for mark in marks)]


def _members(session: int) -> Iterator[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, state = line.split()[:2]
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if not state.startswith("Z") and os.getsid(int(pid)) == session:
                yield int(pid)


def _wait_until_empty(house: House, session: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while ours(house, session) and time.monotonic() < deadline:
        time.sleep(0.1)
