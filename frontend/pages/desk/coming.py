"""What needs a coordinator: the dates of this week, whom to call, and what nobody has confirmed."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from frontend.backends import Backends
from frontend.dates import local
from frontend.patience import if_up
from services.contracts.calling import ServiceRefused
from services.contracts.participation import CallShape, OccurrenceShape, PlaceShape, WishShape
from services.contracts.participation.listings import CheckShape
from services.contracts.participation.reports import ReportShape

AHEAD = timedelta(days=6)
MOST_WISHES = 3


@dataclass(frozen=True)
class Work:
    """By place. None where participation did not answer."""

    dates: dict[UUID, list[OccurrenceShape]] | None
    calls: dict[UUID, list[CallShape]] = field(default_factory=dict)
    checks: Sequence[CheckShape] = ()
    reports: Sequence[ReportShape] = ()
    wishes: dict[str, Sequence[WishShape]] = field(default_factory=dict)
    """By wijk: what most people there wish and nobody offers yet."""

    def on(self, place_id: UUID, day: date) -> list[OccurrenceShape]:
        return [one for one in (self.dates or {}).get(place_id, []) if local(one.start).date() == day]


async def work_for(services: Backends, token: str, places: Iterable[PlaceShape], today: date) -> Work:
    places = list(places)
    ids, wijken = [place.id for place in places], sorted({place.wijk for place in places})
    dates, calls, wishes, checks, reports = await asyncio.gather(
        asyncio.gather(*(dates_of(services, place_id, today) for place_id in ids)),
        asyncio.gather(*(calls_of(services, token, place_id) for place_id in ids)),
        asyncio.gather(*(wishes_of(services, wijk) for wijk in wijken)),
        checks_of(services, token),
        reports_of(services, token),
    )
    by_place = None if None in dates else {one: found or [] for one, found in zip(ids, dates, strict=True)}
    by_wijk = dict(zip(wijken, wishes, strict=True))
    return Work(by_place, dict(zip(ids, calls, strict=True)), checks, reports, by_wijk)


async def wishes_of(services: Backends, wijk: str) -> Sequence[WishShape]:
    found = await if_up(services.participation.wishes(wijk=wijk, status="approved", pageSize=MOST_WISHES))
    return found.items if found else ()


async def dates_of(services: Backends, place_id: UUID, today: date) -> list[OccurrenceShape] | None:
    days = {"from": str(today), "to": str(today + AHEAD)}
    found = await if_up(services.participation.occurrences(placeId=str(place_id), pageSize=50, **days))
    return found.items if found else None


async def calls_of(services: Backends, token: str, place_id: UUID) -> list[CallShape]:
    """Only who works at the place has a list to call."""
    try:
        found = await if_up(services.participation.phone_list(place_id, token, pageSize=50))
    except ServiceRefused:
        return []
    return found.items if found else []


async def checks_of(services: Backends, token: str) -> list[CheckShape]:
    try:
        found = await if_up(services.participation.checks(token, pageSize=50))
    except ServiceRefused:
        return []
    return found.items if found else []


async def reports_of(services: Backends, token: str) -> list[ReportShape]:
    try:
        found = await if_up(services.participation.reports(token, pageSize=50))
    except ServiceRefused:
        return []
    return found.items if found else []
