"""One place: what there is to do, where it is, when it is open."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response

from frontend import structured
from frontend.backends import Services
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.kit.access import anyone

router = APIRouter()
SHOWN = 20


@router.get("/plekken/{place_id}")
@anyone
async def place(request: Request, place_id: UUID, services: Services) -> Response:
    found, activities = await asyncio.gather(
        in_time(services.participation.place(place_id)),
        if_up(services.participation.activity_cards(placeId=str(place_id), pageSize=SHOWN)),
    )
    wijk_name = request.app.state.known.name(found.wijk)
    return page(
        request,
        "pages/place/place.html",
        place=found,
        activities=activities,
        wijk_name=wijk_name,
        structured=structured.of_place(request, found, wijk_name),
    )
