"""The services behind the site: one typed client each."""

from dataclasses import dataclass
from typing import Annotated, Self

from fastapi import Depends, Request

from services.contracts.identity import IdentityClient
from services.contracts.indicators import IndicatorsClient
from services.contracts.participation import ParticipationClient
from services.contracts.projects import ProjectsClient
from services.kit.settings import Settings


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


async def backends(request: Request) -> Backends:
    """The clients, with the wijken and words that every page needs at hand."""
    clients: Backends = request.app.state.backends
    await request.app.state.versions.now(clients)
    await request.app.state.known.refresh(clients.participation, request.app.state.versions.participation)
    return clients


Services = Annotated[Backends, Depends(backends)]
