"""Taking away in bulk what one sender or one hour brought in: first looking at what would go, then doing it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.desk_roles import MODERATORS, OnlyFor, Worker
from frontend.desk_trouble import why_not
from frontend.forms import FormState
from frontend.pages.undoing.reading import START, start_of, typed, undo_in
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import UndoShape

router = APIRouter(prefix="/balie/terugdraaien")
Moderator = Annotated[Worker, Depends(OnlyFor(*MODERATORS))]
DONE = ("undone", "restored")
LOOK, DO = "kijk", "doe"


@router.get("")
async def shown(
    request: Request, services: Services, worker: Moderator, gedaan: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    form = FormState(START | {"afzender": ""})
    return await undo_page(request, services, worker, form, done=gedaan if gedaan in DONE else "")


@router.post("")
async def undo(request: Request, services: Services, worker: Moderator) -> Response:
    """Three steps of one form: of one sender, look at what would go, and do it."""
    values = typed(await request.form())
    step = values.get("stap")
    if step not in (LOOK, DO):
        return await undo_page(request, services, worker, FormState(start_of(values)))
    body = undo_in(values, dry_run=step == LOOK)
    if isinstance(body, FormState):
        return await undo_page(request, services, worker, body, 400)
    try:
        made = await in_time(services.participation.undo(body, worker.token))
    except (ServiceDown, ServiceRefused) as error:
        status, trouble = why_not(error)
        return await undo_page(request, services, worker, FormState(values), status, trouble=trouble)
    if step == DO:
        return RedirectResponse("/balie/terugdraaien?gedaan=undone", 303)
    return await undo_page(request, services, worker, FormState(values), preview=made)


@router.post("/{undo_id}/terug")
async def restore(request: Request, undo_id: UUID, services: Services, worker: Moderator) -> Response:
    """Puts it back. Pressing twice does no harm."""
    try:
        await in_time(services.participation.restore(undo_id, worker.token))
    except (ServiceDown, ServiceRefused) as error:
        status, trouble = why_not(error)
        form = FormState(START | {"afzender": ""})
        return await undo_page(request, services, worker, form, status, trouble=trouble)
    return RedirectResponse("/balie/terugdraaien?gedaan=restored", 303)


async def undo_page(
    request: Request,
    services: Backends,
    worker: Worker,
    form: FormState,
    status: int = 200,
    *,
    preview: UndoShape | None = None,
    done: str = "",
    trouble: str = "",
) -> Response:
    earlier = await if_up(services.participation.undos(worker.token, pageSize=20))
    values: dict[str, Any] = START | {"afzender": ""} | form.values
    return page(
        request,
        "pages/undoing/undo.html",
        status,
        worker=worker,
        form=FormState(values, form.errors),
        preview=preview,
        earlier=earlier,
        now=request.app.state.clock(),
        done=done,
        trouble=trouble,
    )
