"""What residents wish for and is not there yet, per wijk and category; and whom to call about what was offered."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.desk_roles import OFFERERS, READERS, OnlyFor, Worker
from frontend.forms import FormState
from frontend.pages.activities.asking import unless_refused
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.contracts.calling import ServiceRefused
from services.contracts.participation import Demand, WishCall, WishShape
from services.contracts.shapes import Page

router = APIRouter(prefix="/balie/vraag")
Reader = Annotated[Worker, Depends(OnlyFor(*READERS, "programme"))]
Offerer = Annotated[Worker, Depends(OnlyFor(*OFFERERS))]
Short = Annotated[str, Query(max_length=40)]
NO_DEMAND = Page[Demand](items=[], total=0, next=None)
NO_WISHES = Page[WishShape](items=[], total=0, next=None)


@router.get("")
async def demand(
    request: Request, services: Services, worker: Reader, wijk: Short = "", soort: Short = "", gedaan: bool = False
) -> Response:
    """The table, and with a choice the wishes themselves."""
    asked = {"wijk": wijk or None, "category": soort or None, "pageSize": 50}
    found, wishes, calls = await asyncio.gather(
        unless_refused(services.participation.wish_demand(worker.token, **asked), NO_DEMAND),
        unless_refused(services.participation.wishes(**asked), NO_WISHES),
        calls_of(services, worker),
    )
    form = FormState({"wijk": wijk, "soort": soort})
    return page(
        request,
        "pages/demand/demand.html",
        worker=worker,
        found=found,
        wishes=wishes,
        calls=calls,
        form=form,
        done=gedaan,
    )


@router.post("/gebeld/{call_id}")
async def called(call_id: UUID, services: Services, worker: Offerer) -> Response:
    """Pressing twice does no harm."""
    await in_time(services.participation.note_wish_call(call_id, True, worker.token))
    return RedirectResponse("/balie/vraag?gedaan=true", 303)


async def calls_of(services: Backends, worker: Worker) -> list[WishCall]:
    """Who left a phone number and was not called yet about what one offered."""
    if not worker.has(*OFFERERS):
        return []
    try:
        found = await if_up(services.participation.wish_call_list(worker.token, pageSize=50))
    except ServiceRefused:
        return []
    return [call for call in found.items if call.called_at is None] if found else []
