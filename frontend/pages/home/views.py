"""The home page: what can I do today, or this week, in my own wijk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.dates import local
from frontend.known import Known
from frontend.own_wijk import own_wijk, remember_wijk
from frontend.patience import if_up
from frontend.templates import page
from services.contracts.participation import OccurrenceShape
from services.kit.access import anyone

router = APIRouter()
SHOWN = 8
SHOWN_A_DAY = 4
ASKED = 100
"""More than shown: some may be over already, or not go ahead."""
When = Literal["vandaag", "week"]


@dataclass(frozen=True)
class Day:
    """`more` says that not all of its dates are shown."""

    date: date
    dates: list[OccurrenceShape]
    more: bool = False


@router.get("/")
@anyone
async def home(request: Request, services: Services, wanneer: Annotated[When, Query()] = "vandaag") -> Response:
    now: datetime = request.app.state.clock()
    today, wijk = local(now).date(), own_wijk(request)
    last = today + timedelta(days=6 if wanneer == "week" else 1)
    query = {"wijk": wijk, "from": today.isoformat(), "to": last.isoformat(), "pageSize": ASKED}
    answer = await if_up(services.participation.occurrences(**query))
    days = None if answer is None else days_of(coming(answer.items, now), wanneer)
    return page(request, "pages/home/home.html", days=days, when=wanneer, own=wijk)


@router.post("/mijn-wijk")
@anyone
async def choose_wijk(request: Request, services: Services, wijk: Annotated[str, Form()] = "") -> Response:
    """Remembers it; empty for all of them."""
    known: Known = request.app.state.known
    if wijk and wijk not in {each.id for each in known.wijken}:
        raise HTTPException(404)
    answer = RedirectResponse("/#vandaag", 303)
    remember_wijk(answer, request, wijk)
    return answer


def coming(dates: list[OccurrenceShape], now: datetime) -> list[OccurrenceShape]:
    """Those that one can still go to."""
    return [each for each in dates if each.status != "cancelled" and local(each.end) > local(now)]


def days_of(dates: list[OccurrenceShape], when: When) -> list[Day]:
    """Of a week the first few of each day; else the first day that has any, today or tomorrow."""
    by_day: dict[date, list[OccurrenceShape]] = {}
    for each in dates:
        by_day.setdefault(local(each.start).date(), []).append(each)
    shown = SHOWN_A_DAY if when == "week" else SHOWN
    days = [Day(day, found[:shown], len(found) > shown) for day, found in sorted(by_day.items())]
    return days if when == "week" else days[:1]
