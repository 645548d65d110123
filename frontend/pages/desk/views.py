"""A coordinator's own places with their activities."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from frontend.backends import Services, if_up
from frontend.pages.desk.own_places import own_places
from frontend.sessions import SignedIn
from frontend.templates import page

router = APIRouter()
DONE = ("saved", "saved_draft", "withdrawn")


@router.get("/balie")
async def desk(
    request: Request, services: Services, token: SignedIn, gedaan: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    places = await own_places(services, token)
    lists = await asyncio.gather(
        *(if_up(services.participation.activities(placeId=str(place.id), pageSize=100)) for place in places)
    )
    done = gedaan if gedaan in DONE else None
    return page(request, "pages/desk/desk.html", shelves=list(zip(places, lists, strict=True)), done=done)
