"""The home page: what can I do today, or this week, in my own wijk."""

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
from services.contracts.participation import AgendaDay
from services.kit.access import anyone

router = APIRouter()
ASKED = {"vandaag": {"days": 2, "perDay": 8}, "week": {"days": 7, "perDay": 4}}
"""Where nothing is on any more today, tomorrow is shown."""
When = Literal["vandaag", "week"]


@router.get("/")
@anyone
async def home(request: Request, services: Services, wanneer: Annotated[When, Query()] = "vandaag") -> Response:
    today, wijk = local(request.app.state.clock()).date(), own_wijk(request)
    query = {"wijk": wijk or None, "from": today.isoformat(), **ASKED[wanneer]}
    answer = await if_up(services.participation.agenda(**query))
    days = None if answer is None else days_with_dates(answer.items, wanneer)
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


def days_with_dates(days: list[AgendaDay], when: When) -> list[AgendaDay]:
    """Of a week those that have any; else the first."""
    found = [day for day in days if day.dates]
    return found if when == "week" else found[:1]
