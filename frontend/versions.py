"""Which version the data of the services has, asked at most once a second: the ETag of a short list of each."""

import asyncio
from time import monotonic

from frontend.backends import Backends
from services.contracts.calling import ServiceClient, ServiceDown, ServiceRefused

ASKED_EVERY_SECONDS = 1.0
PATIENCE_SECONDS = 0.5
SETTLING_SECONDS = 0.5
"""After a change another process of a service may still answer what was, for a moment (`ZUIDWEST_VERSION_AGE_MS`)."""
AWAY = "-"
"""Of a service that does not answer: pages that need it lack a part, and are not kept."""


class Versions:
    """`now` is None while no service says a version: then nothing can be kept."""

    def __init__(self) -> None:
        self.known: str | None = None
        self.participation = ""
        self.asked_at = self.changed_at = float("-inf")
        self.asking = asyncio.Lock()

    async def now(self, services: Backends) -> str | None:
        if monotonic() - self.asked_at >= ASKED_EVERY_SECONDS:
            async with self.asking:
                if monotonic() - self.asked_at >= ASKED_EVERY_SECONDS:
                    await self.ask(services)
        return self.known

    async def ask(self, services: Backends) -> None:
        asked_at = monotonic()
        tags = await asyncio.gather(
            tag_of(services.participation, "/v1/wijken"),
            tag_of(services.projects, "/v1/pillars"),
            tag_of(services.indicators, "/v1/indicators"),
        )
        found = " ".join(tags) if any(tags) else None
        if found != self.known:
            self.changed_at = monotonic()
        self.participation, self.known, self.asked_at = tags[0], found, asked_at

    @property
    def settled(self) -> bool:
        return monotonic() - self.changed_at >= SETTLING_SECONDS


async def tag_of(service: ServiceClient, path: str) -> str:
    try:
        answer = await asyncio.wait_for(service.get(path), PATIENCE_SECONDS)
    except (ServiceDown, ServiceRefused, TimeoutError):
        return AWAY
    return str(answer.headers.get("etag", ""))
