"""Real servers for tests: an app under uvicorn, in a thread, on a free port."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from services.kit.settings import Settings
from tests.postgres import SECRET, Database

START_SECONDS = 10.0


class CouldNotStart(Exception):
    """The app refused to start."""


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of the running app. Raises CouldNotStart when its start-up fails."""
    with served_asgi(app) as address:
        yield address


@contextmanager
def served_asgi(app: ASGIApp) -> Iterator[str]:
    """The same, for anything that speaks ASGI."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=_run, args=(server, listening), daemon=True)
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


@contextmanager
def browsing(app: FastAPI) -> Iterator[httpx.Client]:
    """An HTTP client of the running app."""
    with served(app) as address, httpx.Client(base_url=address, timeout=10) as client:
        yield client


def settings_for(service: str, database: Database, **changes: object) -> Settings:
    """Settings of one service on a test's database, in demo mode."""
    given: dict[str, object] = {
        "database_url": database.url_for(service),
        "secret": SECRET,
        "mode": "demo",
        "log_format": "console",
        "pool_size": 4,
    }
    return Settings.model_validate(given | changes)


def _run(server: uvicorn.Server, listening: socket.socket) -> None:
    with suppress(SystemExit):  # how uvicorn says that the app refused to start
        server.run(sockets=[listening])


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    over = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > over:
            raise CouldNotStart
        time.sleep(0.005)
