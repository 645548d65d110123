"""Where the link of an enrolment leads: what, when and where, taking a place that was offered, and leaving."""

from collections.abc import Awaitable
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.patience import in_time
from frontend.templates import page
from services.contracts.calling import ServiceRefused
from services.contracts.participation import EnrolmentShape
from services.kit.access import anyone

router = APIRouter(prefix="/aanmeldingen/{token}")
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@router.get("")
@anyone
async def enrolment(request: Request, token: Token, services: Services) -> Response:
    return await shown(request, token, services.participation.enrolment(token), "enrolment.html")


@router.post("")
@anyone
async def confirm(request: Request, token: Token, services: Services) -> Response:
    """Takes the place that was offered; when it went to another, the page says so."""
    if (await request.form()).get("antwoord") != "ja":
        raise HTTPException(400)
    try:
        await in_time(services.participation.confirm_enrolment(token))
    except ServiceRefused as error:
        if error.status not in (404, 409):
            raise
    return RedirectResponse(f"/aanmeldingen/{token}", 303)


@router.get("/afmelden")
@anyone
async def ask_to_leave(request: Request, token: Token, services: Services) -> Response:
    return await shown(request, token, services.participation.enrolment(token), "leave.html")


@router.post("/afmelden")
@anyone
async def leave(token: Token, services: Services) -> Response:
    """Pressing twice does no harm."""
    try:
        await in_time(services.participation.leave(token))
    except ServiceRefused as error:
        if error.status != 404:
            raise
    return RedirectResponse(f"/aanmeldingen/{token}", 303)


async def shown(request: Request, token: str, asked: Awaitable[EnrolmentShape], template: str) -> Response:
    try:
        found = await in_time(asked)
    except ServiceRefused as error:
        if error.status == 404:
            return page(request, "pages/enrolment/gone.html", 404)
        raise
    now = request.app.state.clock()
    late = found.status == "offered" and found.confirm_by is not None and found.confirm_by < now
    over = found.end is not None and found.end < now
    state = "lapsed" if late else found.status
    return page(request, f"pages/enrolment/{template}", enrolment=found, state=state, over=over, token=token)
