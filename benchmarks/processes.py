"""Servers under measurement: started, awaited, metered, ended."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

START_SECONDS = 60


class NotStarted(RuntimeError):
    """A server did not answer; the text is the end of its log."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def served(command: Sequence[str], port: int, path: str, log: Path, env: dict[str, str]) -> Iterator[int]:
    """The process id of a server that answers 200 at `path`. It is ended, with its workers, afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | env, start_new_session=True
        )
    try:
        _wait_for_answer(process, port, path, log)
        yield process.pid
    finally:
        _end(process)


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, HTTPException):
            if ask(port, path)[0] == 200:
                return
        time.sleep(0.1)
    raise NotStarted(log.read_text(errors="replace")[-1500:])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def ask(port: int, path: str) -> tuple[int, bytes, str]:
    """Status, body and ETag of one GET."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("ETag") or ""
    finally:
        connection.close()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, of those it started, and of those of them that ended already."""
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        return sum(_spent(one) for one in [first, *first.children(recursive=True)])
    return 0.0


def _spent(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        times = process.cpu_times()
        return float(times.user + times.system + times.children_user + times.children_system)
    return 0.0
