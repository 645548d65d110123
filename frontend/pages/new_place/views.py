"""A new place, by an editor: empty, or filled in with what a resident proposed."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.desk_roles import INVITERS, OnlyFor, Worker
from frontend.desk_trouble import after_refusal, typed, version_in
from frontend.forms import FormState
from frontend.pages.dates.reading import is_id
from frontend.pages.new_place.reading import EMPTY, filled, place_in, sentences
from frontend.patience import in_time
from frontend.templates import page
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import ProposalDecision

router = APIRouter(prefix="/balie/plekken/nieuw")
Editor = Annotated[Worker, Depends(OnlyFor(*INVITERS))]


@router.get("")
async def new(
    request: Request, services: Services, worker: Editor, voorstel: Annotated[UUID | None, Query()] = None
) -> Response:
    start = EMPTY | {"key": str(uuid4()), "voorstel": "", "versie": ""}
    if voorstel is None:
        return form_page(request, worker, FormState(start))
    proposal = await in_time(services.participation.proposal(voorstel, worker.token))
    about = {"voorstel": str(voorstel), "versie": str(proposal.version)}
    return form_page(request, worker, FormState(start | filled(proposal.prefilled) | about))


@router.post("")
async def save(request: Request, services: Services, worker: Editor) -> Response:
    """Makes the place and accepts the proposal that it comes from. The key makes sending it twice harmless."""
    values = EMPTY | {"key": "", "voorstel": "", "versie": ""} | typed(await request.form())
    body = place_in(values)
    if isinstance(body, FormState):
        return form_page(request, worker, body, 400)
    key = (values["key"] or str(uuid4()))[:100]
    try:
        made = await in_time(services.participation.create_place(body, worker.token, key))
        await accept(services, worker, values)
    except (ServiceDown, ServiceRefused) as error:
        return form_page(request, worker, *after_refusal(values, error, sentences))
    return RedirectResponse(f"/plekken/{made.id}", 303)


async def accept(services: Backends, worker: Worker, values: dict[str, str]) -> None:
    """Once more is no mistake: the place was made, the answer got lost."""
    if not is_id(values["voorstel"]):
        return
    decision = ProposalDecision(decision="accept")
    call = services.participation.decide_on_proposal
    try:
        await in_time(call(UUID(values["voorstel"]), decision, worker.token, version_in(values)))
    except ServiceRefused as error:
        if error.code not in ("decided-already", "stale"):
            raise


def form_page(request: Request, worker: Worker, form: FormState, status: int = 200, trouble: str = "") -> Response:
    return page(request, "pages/new_place/form.html", status, worker=worker, form=form, trouble=trouble)
