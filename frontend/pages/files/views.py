"""Files of the services at an address of the site, so that a visitor's device talks to nobody else."""

import io
from collections.abc import Awaitable
from typing import Annotated
from uuid import UUID

import httpx
import segno
from fastapi import APIRouter, Path, Request, Response
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.languages import current
from frontend.patience import in_time
from services.contracts.calling import ServiceRefused
from services.kit.access import anyone

router = APIRouter(include_in_schema=False)
CALENDAR = "text/calendar; charset=utf-8"
FOREVER = "public, max-age=31536000, immutable"


@router.get("/activiteiten/{activity_id}/agenda.ics")
@anyone
async def activity_calendar(activity_id: UUID, services: Services) -> Response:
    return await passed_on(services.participation.get(f"/v1/activities/{activity_id}/calendar.ics"), CALENDAR)


@router.get("/plekken/{place_id}/agenda.ics")
@anyone
async def place_calendar(place_id: UUID, services: Services) -> Response:
    return await passed_on(services.participation.get(f"/v1/places/{place_id}/calendar.ics"), CALENDAR)


@router.get("/fotos/{name}")
@anyone
async def photo(name: Annotated[str, Path(pattern=r"^[A-Za-z0-9._-]{1,120}$")], services: Services) -> Response:
    """Its name is that of its content, so it can be kept for ever."""
    answer = await passed_on(services.participation.get(f"/v1/photos/{name}"), "image/jpeg")
    answer.headers["Cache-Control"] = FOREVER
    return answer


@router.get("/activiteiten/{activity_id}/qr.svg")
@anyone
async def qr_code(request: Request, activity_id: UUID) -> Response:
    """Leads to the activity in the language of whoever shares it."""
    address = f"{request.app.state.settings.addresses['frontend']}{current().start}/activiteiten/{activity_id}"
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=6, border=4, light="#fff", svgclass=None)
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


async def passed_on(call: Awaitable[httpx.Response], otherwise: str) -> Response:
    """The file with its own type; 404 where the service has none."""
    try:
        answer = await in_time(call)
    except ServiceRefused as error:
        raise HTTPException(404 if error.status in (400, 404) else error.status) from error
    return Response(answer.content, media_type=answer.headers.get("content-type", otherwise))
