"""What the participation service is asked for a list with filters: what was found, and the counts beside them."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request

from frontend.backends import Backends
from frontend.dates import local
from frontend.known import Known
from frontend.pages.activities.choices import Choices, last_page
from frontend.patience import if_up
from frontend.versions import Versions
from services.contracts.calling import ServiceRefused
from services.contracts.participation import ActivityCard, ActivityCounts, FoundPage

Answer = TypeVar("Answer")
KEPT: OrderedDict[tuple[Any, ...], ActivityCounts] = OrderedDict()
MOST_KEPT = 300
NOTHING = FoundPage[ActivityCard](items=[], total=0, next=None)


@dataclass(frozen=True)
class Found:
    """`activities` is None while participation is away, `counts` also when there are none to tell."""

    activities: FoundPage[ActivityCard] | None
    counts: ActivityCounts | None

    @property
    def last(self) -> int:
        return last_page(self.activities.total) if self.activities else 1


async def find(request: Request, services: Backends, chosen: Choices) -> Found:
    """An impossible choice in the address finds nothing."""
    today, known = local(request.app.state.clock()).date(), known_of(request)
    filters = {name: value for name, value in chosen.filters(today, known.places).items() if value is not None}
    activities, counts = await asyncio.gather(
        unless_refused(services.participation.activity_cards(**chosen.question(today, known.places)), NOTHING),
        counts_of(request, services, filters),
    )
    return Found(activities, counts)


async def counts_of(request: Request, services: Backends, filters: dict[str, Any]) -> ActivityCounts | None:
    """Kept while the data has the same version: all pages of a list, in every language, show the same counts."""
    versions: Versions = request.app.state.versions
    key = (versions.known, f"{request.app.state.clock():%Y%m%d%H%M}", *filters.items())
    if versions.known is not None and (kept := KEPT.get(key)) is not None:
        return kept
    found = await unless_refused(services.participation.activity_counts(**filters), None)
    if found is not None and versions.settled:
        KEPT[key] = found
        if len(KEPT) > MOST_KEPT:
            KEPT.popitem(last=False)
    return found


def known_of(request: Request) -> Known:
    known: Known = request.app.state.known
    return known


async def unless_refused(call: Awaitable[Answer], otherwise: Answer | None) -> Answer | None:
    try:
        answer: Answer | None = await if_up(call)
    except ServiceRefused as error:
        if error.status not in (400, 404):
            raise
        return otherwise
    return answer
