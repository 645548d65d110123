"""A wijk: what there is to do, its places, its paper edition, and what people there wish."""

import asyncio
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.pages.activities.asking import find, known_of
from frontend.pages.activities.choices import Chosen
from frontend.patience import if_up
from frontend.templates import page
from services.kit.access import anyone

router = APIRouter()
WISHES = 5


@router.get("/wijken/{slug}")
@anyone
async def wijk(request: Request, slug: str, services: Services, chosen: Chosen) -> Response:
    known = known_of(request)
    here = next((each for each in known.wijken if each.id == slug), None)
    if known.wijken and here is None:
        raise HTTPException(404)
    chosen = replace(chosen, wijk=slug)
    found, wishes = await asyncio.gather(
        find(request, services, chosen), if_up(services.participation.wishes(wijk=slug, pageSize=WISHES))
    )
    return page(
        request,
        "pages/wijk/wijk.html",
        slug=slug,
        name=known.name(slug),
        wijk=here,
        chosen=chosen,
        query={name: value for name, value in chosen.values.items() if name != "wijk"},
        found=found.activities,
        counts=found.counts,
        last=found.last,
        places=[place for place in known.places if place.wijk == slug] if known.places else None,
        wishes=wishes,
    )
