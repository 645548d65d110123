"""Lists of activities: all of them, and those of one wijk with its places."""

import asyncio
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from frontend.backends import Backends, Services
from frontend.dates import local
from frontend.known import Known
from frontend.pages.activities.choices import Choices, Chosen, days_of, last_page
from frontend.patience import if_up
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceRefused
from services.contracts.participation import ActivityShape, PlaceShape
from services.contracts.shapes import Page
from services.kit.access import anyone

router = APIRouter()


@router.get("/activiteiten")
@anyone
async def activities(request: Request, services: Services, chosen: Chosen) -> Response:
    found = await ask(request, services, chosen)
    title = say("search.title_query", query=chosen.q) if chosen.q else say("search.title")
    return listing(request, chosen, found, title=title, wijk=None, places=None)


@router.get("/wijken/{slug}")
@anyone
async def wijk(request: Request, slug: str, services: Services, chosen: Chosen) -> Response:
    known: Known = request.app.state.known
    if known.wijken and slug not in {wijk.id for wijk in known.wijken}:
        raise HTTPException(404)
    chosen = replace(chosen, wijk=slug)
    found, places = await asyncio.gather(
        ask(request, services, chosen), if_up(services.participation.places(wijk=slug, pageSize=100))
    )
    title = say("search.title_wijk", wijk=known.name(slug))
    return listing(request, chosen, found, title=title, wijk=slug, places=places)


async def ask(request: Request, services: Backends, chosen: Choices) -> Page[ActivityShape] | None:
    """What was found; None while participation is away. An impossible choice in the address finds nothing."""
    today = local(request.app.state.clock()).date()
    try:
        return await if_up(services.participation.activities(**chosen.question(today)))
    except ServiceRefused as error:
        if error.status != 400:
            raise
        return Page[ActivityShape](items=[], total=0, next=None)


def listing(
    request: Request,
    chosen: Choices,
    found: Page[ActivityShape] | None,
    *,
    title: str,
    wijk: str | None,
    places: Page[PlaceShape] | None,
) -> Response:
    return page(
        request,
        "pages/activities/activities.html",
        title=title,
        wijk=wijk,
        wijk_name=request.app.state.known.name(wijk) if wijk else None,
        chosen=chosen,
        query={name: value for name, value in chosen.values.items() if not (wijk and name == "wijk")},
        days=days_of(chosen.wanneer, local(request.app.state.clock()).date()),
        found=found,
        last=last_page(found.total) if found else 1,
        places=places,
    )
