"""The home page: what can I do today and tomorrow, in each wijk."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request, Response

from frontend.backends import Backends, Services
from frontend.dates import local
from frontend.patience import if_up
from frontend.templates import page
from services.contracts.participation import OccurrenceShape, WijkShape
from services.kit.access import anyone

router = APIRouter()
SHOWN = 4
ASKED = 20
"""More than shown: some may be over already, or not go ahead."""


@dataclass(frozen=True)
class Agenda:
    """The first dates in a wijk; None while participation is away."""

    wijk: WijkShape
    dates: list[OccurrenceShape] | None


@router.get("/")
@anyone
async def home(request: Request, services: Services) -> Response:
    now: datetime = request.app.state.clock()
    wijken: list[WijkShape] = request.app.state.known.wijken
    agendas = await asyncio.gather(*(agenda(services, wijk, now) for wijk in wijken))
    return page(request, "pages/home/home.html", agendas=agendas)


async def agenda(services: Backends, wijk: WijkShape, now: datetime) -> Agenda:
    today: date = local(now).date()
    query = {"wijk": wijk.id, "from": today.isoformat(), "to": (today + timedelta(days=1)).isoformat()}
    answer = await if_up(services.participation.occurrences(**query, pageSize=ASKED))
    return Agenda(wijk, coming(answer.items, now) if answer else None)


def coming(dates: list[OccurrenceShape], now: datetime) -> list[OccurrenceShape]:
    """The first few that one can still go to."""
    return [date for date in dates if date.status != "cancelled" and local(date.end) > local(now)][:SHOWN]
