"""Real servers for tests: an app under uvicorn, in a thread, on a free port."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from services.kit.settings import Settings
from tests.postgres import SECRET, Database

START_SECONDS = 10.0
END_SECONDS = 2.0
"""For what is still being answered; then it is broken off."""


class CouldNotStart(Exception):
    """The app refused to start."""


class QuickServer(uvicorn.Server):
    """Ends as soon as it is told to: uvicorn looks ten times a second, and waits a tenth after that."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ending: Callable[[], object] = bool  # nothing to wake until it runs

    def end(self) -> None:
        self.should_exit = True
        self.ending()

    async def main_loop(self) -> None:
        ended = asyncio.Event()
        self.ending = partial(asyncio.get_running_loop().call_soon_threadsafe, ended.set)
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        over = time.monotonic() + END_SECONDS
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < over:
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()


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
        server = QuickServer(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=_run, args=(server, listening), daemon=True)
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.end()
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
