"""The services behind the site: one typed client each, and what a page does while one of them is away."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated, Self, TypeVar

from fastapi import Depends, Request

from services.contracts.calling import ServiceDown
from services.contracts.identity import IdentityClient
from services.contracts.indicators import IndicatorsClient
from services.contracts.participation import ParticipationClient, WijkShape
from services.contracts.projects import ProjectsClient
from services.kit.settings import Settings

Answer = TypeVar("Answer")
PATIENCE_SECONDS = 2.5
"""How long a reader waits for a part of a page, retries included."""
WIJKEN_KEPT_SECONDS = 60


@dataclass
class Backends:
    """One client per service, open as long as the site runs."""

    identity: IdentityClient
    projects: ProjectsClient
    indicators: IndicatorsClient
    participation: ParticipationClient

    @classmethod
    def open(cls, settings: Settings) -> Self:
        addresses = settings.addresses
        return cls(
            IdentityClient(addresses["identity"]),
            ProjectsClient(addresses["projects"]),
            IndicatorsClient(addresses["indicators"]),
            ParticipationClient(addresses["participation"]),
        )

    async def close(self) -> None:
        for client in (self.identity, self.projects, self.indicators, self.participation):
            await client.close()


async def in_time(call: Awaitable[Answer]) -> Answer:
    """The answer, or ServiceDown when it takes longer than a reader would wait."""
    try:
        return await asyncio.wait_for(call, PATIENCE_SECONDS)
    except TimeoutError as error:
        raise ServiceDown("no answer in time") from error


async def if_up(call: Awaitable[Answer]) -> Answer | None:
    """The answer, or None while the service is away: the page then shows the rest."""
    try:
        return await in_time(call)
    except ServiceDown:
        return None


@dataclass
class Wijken:
    """The wijken of the deal, which hardly ever change: asked once a minute, kept when participation is away."""

    known: list[WijkShape] = field(default_factory=list)
    asked_at: float = float("-inf")

    async def refresh(self, participation: ParticipationClient) -> None:
        if self.known and monotonic() - self.asked_at < WIJKEN_KEPT_SECONDS:
            return
        if answer := await if_up(participation.wijken()):
            self.known = answer.items
            self.asked_at = monotonic()

    def name(self, wijk: str) -> str:
        return next((known.name for known in self.known if known.id == wijk), wijk.capitalize())


async def backends(request: Request) -> Backends:
    """The clients, with the wijken that every page's footer and filters name at hand."""
    clients: Backends = request.app.state.backends
    await request.app.state.wijken.refresh(clients.participation)
    return clients


Services = Annotated[Backends, Depends(backends)]
