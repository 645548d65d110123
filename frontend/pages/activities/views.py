"""All activities, with filters."""

from fastapi import APIRouter, Request, Response

from frontend.backends import Services
from frontend.pages.activities.asking import find
from frontend.pages.activities.choices import Chosen
from frontend.templates import page
from frontend.texts import say
from services.kit.access import anyone

router = APIRouter()


@router.get("/activiteiten")
@anyone
async def activities(request: Request, services: Services, chosen: Chosen) -> Response:
    found = await find(request, services, chosen)
    return page(
        request,
        "pages/activities/activities.html",
        title=say("search.title_query", query=chosen.q) if chosen.q else say("search.title"),
        chosen=chosen,
        query=chosen.values,
        found=found.activities,
        counts=found.counts,
        last=found.last,
    )
