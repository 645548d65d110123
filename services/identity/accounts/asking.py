"""The question to participation: which places are in the wijken of an editor. Identity knows no places itself."""

import asyncio
from collections.abc import Collection
from uuid import UUID

from pydantic import ValidationError

from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import ParticipationClient
from services.kit.problems import Problem

PATIENCE_SECONDS = 5.0
PAGE_SIZE = 100


def places_in(address: str, wijken: Collection[str]) -> frozenset[UUID]:
    """Raises Problem 503 while participation is away: better nobody is invited than somebody too many."""
    try:
        return asyncio.run(asyncio.wait_for(every_place(address, wijken), PATIENCE_SECONDS))
    except (ServiceDown, ServiceRefused, ValidationError, TimeoutError):
        raise Problem(503, "Which places are in your wijk can't be asked now. Try again in a moment.") from None


async def every_place(address: str, wijken: Collection[str]) -> frozenset[UUID]:
    found: set[UUID] = set()
    async with ParticipationClient(address) as participation:
        for wijk in wijken:
            number, more = 1, True
            while more:
                page = await participation.places(wijk=wijk, page=number, pageSize=PAGE_SIZE)
                found |= {place.id for place in page.items}
                number, more = number + 1, page.next is not None
    return frozenset(found)
