"""A coordinator's own places with their activities."""

import asyncio
from collections.abc import Iterable
from typing import Annotated, cast, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Backends, Services
from frontend.dates import local
from frontend.desk_roles import EVERYBODY, OFFERERS, OnlyFor, Worker
from frontend.pages.dates.reading import is_id
from frontend.pages.desk.coming import work_for
from frontend.pages.desk.lagging import lagging_of
from frontend.pages.desk.own_places import own_places
from frontend.patience import if_up, in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from services.contracts.participation import ActivityShape, ActivityStatus, PhoneCallInput
from services.contracts.participation.enrolments import CallAnswer
from services.contracts.participation.listings import ListingKind

router = APIRouter()
AtTheDesk = Annotated[Worker, Depends(OnlyFor(*EVERYBODY))]
DONE = {name: f"desk.{name}" for name in ("saved", "saved_draft", "withdrawn", "confirmed", "called")}
DONE |= {name: f"desk.done.{name}" for name in ("full", "not_full", "paused", "resumed", "too_late")}
LISTED: tuple[ActivityStatus, ...] = ("published", "draft", "paused")


@router.get("/balie")
async def desk(
    request: Request,
    services: Services,
    worker: AtTheDesk,
    gedaan: Annotated[str, Query(max_length=20)] = "",
    vertalingen: Annotated[str, Query(max_length=36)] = "",
) -> Response:
    """`vertalingen` is the activity that was saved and has translations to look at."""
    token = worker.token
    listed = LISTED if worker.has(*OFFERERS) else ()
    places, lagging, lists = await asyncio.gather(
        own_places(services, token, worker.me),
        lagging_of(services, token, vertalingen),
        asyncio.gather(*(if_up(own_activities(services, token, status)) for status in listed)),
    )
    shelves = None if None in lists else by_place(activity for found in lists for activity in found or ())
    now = local(request.app.state.clock())
    work = await work_for(services, token, places, now.date())
    return page(
        request,
        "pages/desk/desk.html",
        worker=worker,
        places=places,
        shelves=shelves,
        done=DONE.get(gedaan),
        lagging=lagging,
        work=work,
        now=now,
    )


@router.post("/balie/klopt-nog")
async def still_right(request: Request, services: Services, token: SignedIn) -> Response:
    """Pressing twice does no harm."""
    form = await request.form()
    kind, listing_id = form.get("soort"), str(form.get("id") or "")
    if kind not in get_args(ListingKind) or not is_id(listing_id):
        raise HTTPException(400)
    await in_time(services.participation.confirm(cast(ListingKind, kind), UUID(listing_id), token))
    return RedirectResponse("/balie?gedaan=confirmed", 303)


@router.post("/balie/gebeld")
async def called(request: Request, services: Services, token: SignedIn) -> Response:
    """Somebody on the call list was told."""
    form = await request.form()
    place_id, item, answer = (str(form.get(name) or "") for name in ("plek", "id", "antwoord"))
    if not is_id(place_id) or not is_id(item) or answer not in get_args(CallAnswer):
        raise HTTPException(400)
    body = PhoneCallInput(answer=cast(CallAnswer, answer))
    await in_time(services.participation.called(UUID(place_id), UUID(item), body, token))
    return RedirectResponse("/balie?gedaan=called", 303)


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
