"""The letters of a demonstration, which has no mail server: there is no such page in production."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.patience import if_up
from frontend.sessions import current_token
from frontend.templates import page
from services.contracts.calling import ServiceRefused
from services.kit.access import anyone

router = APIRouter()


@router.get("/postvak")
@anyone
async def outbox(request: Request, services: Services) -> Response:
    """Codes are for everybody here; what residents are sent, for who is signed in."""
    if request.app.state.settings.mode != "demo":
        raise HTTPException(404)
    codes = await if_up(services.identity.codes_sent())
    letters = (codes.items if codes else []) + await letters_to_residents(request, services)
    newest_first = sorted(letters, key=lambda letter: letter.written_at, reverse=True)
    return page(request, "pages/outbox/outbox.html", letters=newest_first, away=codes is None)


async def letters_to_residents(request: Request, services: Services) -> list[Any]:
    token = await current_token(request)
    if token is None:
        return []
    try:
        found = await if_up(services.participation.outbox(token))
    except ServiceRefused:
        return []
    return list(found.items) if found else []
