"""Where the link of a letter leads: is this still right? Looking changes nothing, a button does."""

from typing import Annotated, cast, get_args

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.patience import in_time
from frontend.templates import page
from services.contracts.calling import ServiceRefused
from services.contracts.participation.listings import CheckAnswer
from services.kit.access import anyone

router = APIRouter(prefix="/klopt-dit")


@router.get("/{token}")
@anyone
async def ask(request: Request, token: str, services: Services, gedaan: Annotated[bool, Query()] = False) -> Response:
    """`gedaan` thanks for the answer that was just given."""
    try:
        check = await in_time(services.participation.check(token))
    except ServiceRefused as error:
        if error.status == 404:
            return page(request, "pages/still_right/gone.html", 404)
        raise
    return page(
        request, "pages/still_right/still_right.html", check=check, token=token, thanked=gedaan and check.answer
    )


@router.post("/{token}")
@anyone
async def answer(request: Request, token: str, services: Services) -> Response:
    """Pressing twice does no harm; another button takes the answer back."""
    given = (await request.form()).get("antwoord")
    if given not in get_args(CheckAnswer):
        raise HTTPException(400)
    try:
        await in_time(services.participation.answer_check(token, cast(CheckAnswer, given)))
    except ServiceRefused as error:
        if error.status == 404:
            return page(request, "pages/still_right/gone.html", 404)
        raise
    return RedirectResponse(f"/klopt-dit/{token}?gedaan=true", 303)
