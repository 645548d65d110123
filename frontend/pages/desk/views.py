"""A coordinator's own places with their activities."""

import asyncio
from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from frontend.backends import Backends, Services
from frontend.pages.desk.own_places import own_places
from frontend.patience import if_up, in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from services.contracts.participation import ActivityShape, ActivityStatus

router = APIRouter()
DONE = ("saved", "saved_draft", "withdrawn")
LISTED: tuple[ActivityStatus, ...] = ("published", "draft", "paused")


@router.get("/balie")
async def desk(
    request: Request, services: Services, token: SignedIn, gedaan: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    places, lists = await asyncio.gather(
        own_places(services, token),
        asyncio.gather(*(if_up(own_activities(services, token, status)) for status in LISTED)),
    )
    shelves = None if None in lists else by_place(activity for found in lists for activity in found or ())
    done = gedaan if gedaan in DONE else None
    return page(request, "pages/desk/desk.html", places=places, shelves=shelves, done=done)


async def own_activities(services: Backends, token: str, status: ActivityStatus) -> list[ActivityShape]:
    """All of them, page after page: at most a few hundred for an editor."""
    found: list[ActivityShape] = []
    for number in range(1, 11):
        answer = await in_time(services.participation.own_activities(token, status, page=number, pageSize=100))
        found += answer.items
        if answer.next is None:
            break
    return found


def by_place(activities: Iterable[ActivityShape]) -> dict[UUID, list[ActivityShape]]:
    shelves: dict[UUID, list[ActivityShape]] = {}
    for activity in activities:
        shelves.setdefault(activity.place.id, []).append(activity)
    return shelves
