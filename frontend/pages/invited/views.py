"""Where the letter of an invitation leads: what happens next, and the first step of signing in."""

from fastapi import APIRouter, Request, Response

from frontend.backends import Services
from frontend.forms import FormState
from frontend.templates import page
from services.kit.access import anyone

router = APIRouter(prefix="/uitnodiging")


@router.get("")
@anyone
async def invited(request: Request, _: Services) -> Response:
    return page(request, "pages/invited/invited.html", form=FormState({"email": ""}))
