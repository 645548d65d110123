"""What was done with what residents sent, and by whom. Residents are nowhere in it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from frontend.backends import Backends, Services
from frontend.desk_roles import MODERATORS, OnlyFor, Worker
from frontend.forms import FormState
from frontend.pages.activities.asking import unless_refused
from frontend.pages.activities.choices import last_page
from frontend.patience import if_up
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceRefused
from services.contracts.participation.moderation import LogEntry
from services.contracts.shapes import Page

router = APIRouter(prefix="/balie/logboek")
Moderator = Annotated[Worker, Depends(OnlyFor(*MODERATORS))]
NOTHING = Page[LogEntry](items=[], total=0, next=None)
PAGE_SIZE = 20


@router.get("")
async def log(
    request: Request,
    services: Services,
    worker: Moderator,
    wat: Annotated[str, Query(max_length=20)] = "",
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    call = services.participation.moderation_log(worker.token, what=wat or None, page=pagina, pageSize=PAGE_SIZE)
    found = await unless_refused(call, NOTHING)
    known = await addresses(services, worker)
    rows = [(entry, by_whom(entry.who, worker, known)) for entry in found.items] if found else []
    return page(
        request,
        "pages/log/log.html",
        worker=worker,
        found=found,
        rows=rows,
        form=FormState({"wat": wat}),
        query={"wat": wat},
        number=pagina,
        last=last_page(found.total) if found else 1,
    )


async def addresses(services: Backends, worker: Worker) -> dict[str, str]:
    """By account, for who invites people: an admin knows whom they invited."""
    if not worker.has("admin"):
        return {}
    try:
        found = await if_up(services.identity.accounts(worker.token, pageSize=100))
    except ServiceRefused:
        return {}
    return {str(each.id): each.email for each in found.items} if found else {}


def by_whom(who: str, worker: Worker, known: Mapping[str, str]) -> str:
    """Yourself, an address, or a colleague with the first signs of their number, to tell one from another."""
    if worker.me and who == worker.me.subject:
        return say("log.yourself")
    return known.get(who) or say("log.colleague", number=who[:8])
