"""Help for who needs it: money, language, care, work."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from frontend.backends import Services
from frontend.forms import FormState
from frontend.pages.activities.asking import unless_refused
from frontend.templates import page
from services.contracts.participation.pathways import HelpOfferShape
from services.contracts.shapes import Page
from services.kit.access import anyone

router = APIRouter()
NOTHING = Page[HelpOfferShape](items=[], total=0, next=None)
Short = Annotated[str, Query(max_length=40)]


@router.get("/hulp")
@anyone
async def help_offers(request: Request, services: Services, wijk: Short = "", soort: Short = "") -> Response:
    query = {"wijk": wijk or None, "kind": soort or None, "pageSize": 100}
    found = await unless_refused(services.participation.help_offers(**query), NOTHING)
    return page(request, "pages/help/help.html", found=found, form=FormState({"wijk": wijk, "soort": soort}))
