"""The places that somebody who signed in may work for."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

from frontend.backends import Backends
from frontend.patience import in_time
from services.contracts.identity import MeShape
from services.contracts.participation import PlaceShape


async def own_places(services: Backends, token: str, me: MeShape | None = None) -> list[PlaceShape]:
    """A coordinator's places, and all places of an editor's wijken; by name. Raises ServiceDown, ServiceRefused."""
    if me is None:
        me = await in_time(services.identity.me(token))
    places, by_wijk = await asyncio.gather(of_ids(services, me.places), of_wijken(services, me))
    found = {place.id: place for place in (*places, *by_wijk)}
    return sorted(found.values(), key=lambda place: place.name.casefold())


async def of_ids(services: Backends, ids: Iterable[UUID]) -> list[PlaceShape]:
    return list(await asyncio.gather(*(in_time(services.participation.place(place_id)) for place_id in ids)))


async def of_wijken(services: Backends, me: MeShape) -> list[PlaceShape]:
    if "editor" not in me.roles:
        return []
    asked = (in_time(services.participation.places(wijk=wijk, pageSize=100)) for wijk in me.wijken)
    return [place for answer in await asyncio.gather(*asked) for place in answer.items]
