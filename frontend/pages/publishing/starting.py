"""Where posting begins: like an earlier activity, from a template, or empty."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from frontend.backends import Backends, Services
from frontend.pages.dates.reading import is_id
from frontend.patience import if_up
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import language
from services.contracts.participation import ActivityShape, ActivityStatus

router = APIRouter(prefix="/balie/activiteiten")
MOST_EARLIER = 8
EARLIER: tuple[ActivityStatus, ...] = ("published", "paused", "ended")


@router.get("/beginnen")
async def start(
    request: Request, services: Services, token: SignedIn, plek: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    place = plek if is_id(plek) else ""
    templates, earlier = await asyncio.gather(
        if_up(services.participation.activity_templates(language.get())), earlier_at(services, token, place)
    )
    known = templates.items if templates else None
    return page(request, "pages/publishing/start.html", templates=known, earlier=earlier, place=place)


async def earlier_at(services: Backends, token: str, place: str) -> list[ActivityShape]:
    """The asker's own, those of the place first, the newest first."""
    asked: dict[str, Any] = {"pageSize": 50, "sort": "newest"}
    calls = (services.participation.own_activities(token, status, **asked) for status in EARLIER)
    found = await asyncio.gather(*(if_up(call) for call in calls))
    own = [activity for answer in found if answer for activity in answer.items]
    own.sort(key=lambda each: (str(each.place.id) == place, each.updated_at), reverse=True)
    return own[:MOST_EARLIER]
