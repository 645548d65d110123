"""What residents sent and nobody has read yet: wishes, proposals and reports, who waits longest first."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from frontend.backends import Services
from frontend.desk_roles import READERS, OnlyFor, Worker
from frontend.forms import FormState
from frontend.pages.activities.asking import unless_refused
from frontend.pages.activities.choices import last_page
from frontend.templates import page
from services.contracts.participation import QueueItem
from services.contracts.shapes import Page

router = APIRouter(prefix="/balie/te-lezen")
Reader = Annotated[Worker, Depends(OnlyFor(*READERS))]
Short = Annotated[str, Query(max_length=40)]
PAGE_SIZE = 20
NOTHING = Page[QueueItem](items=[], total=0, next=None)


@router.get("")
async def queue(
    request: Request,
    services: Services,
    worker: Reader,
    wijk: Short = "",
    soort: Short = "",
    wat: Short = "",
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """An impossible choice in the address finds nothing."""
    asked = {"wijk": wijk or None, "category": soort or None, "what": wat or None}
    call = services.participation.moderation_queue(worker.token, page=pagina, pageSize=PAGE_SIZE, **asked)
    found = await unless_refused(call, NOTHING)
    chosen = {"wijk": wijk, "soort": soort, "wat": wat}
    return page(
        request,
        "pages/reading/queue.html",
        worker=worker,
        found=found,
        form=FormState(dict(chosen)),
        query=chosen,
        number=pagina,
        last=last_page(found.total) if found else 1,
    )
