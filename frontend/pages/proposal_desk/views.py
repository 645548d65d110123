"""A proposal as those see it who decide: make an activity or a place of it, refuse it kindly, take that back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.desk_roles import OFFERERS, READERS, OnlyFor, Worker
from frontend.desk_trouble import after_refusal, typed, version_in
from frontend.forms import FormState
from frontend.pages.desk.own_places import own_places
from frontend.pages.proposal_desk.reading import decision_in, sentences, values_of
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import PlaceShape, ProposalDetails

router = APIRouter(prefix="/balie/voorstellen/{proposal_id}")
Reader = Annotated[Worker, Depends(OnlyFor(*READERS))]
DONE = ("accept", "reject", "undo")


@router.get("")
async def shown(
    request: Request,
    proposal_id: UUID,
    services: Services,
    worker: Reader,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    found = await in_time(services.participation.proposal(proposal_id, worker.token))
    done = gedaan if gedaan in DONE else ""
    return await proposal_page(request, services, worker, proposal_id, found, FormState(values_of(found)), done=done)


@router.post("")
async def decide(request: Request, proposal_id: UUID, services: Services, worker: Reader) -> Response:
    """Accepting makes a draft, and leads who may change it to the form of activities, which holds it."""
    values = typed(await request.form())
    body = decision_in(values)
    if isinstance(body, FormState):
        return await again(request, services, worker, proposal_id, body, 400)
    call = services.participation.decide_on_proposal(proposal_id, body, worker.token, version_in(values))
    try:
        made = await in_time(call)
    except (ServiceDown, ServiceRefused) as error:
        return await again(request, services, worker, proposal_id, *after_refusal(values, error, sentences))
    if body.decision == "accept" and made.activity_id and worker.me and worker.has(*OFFERERS):
        return RedirectResponse(f"/balie/activiteiten/{made.activity_id}", 303)
    return RedirectResponse(f"/balie/voorstellen/{proposal_id}?gedaan={body.decision}", 303)


async def again(
    request: Request,
    services: Backends,
    worker: Worker,
    proposal_id: UUID,
    form: FormState,
    status: int,
    trouble: str = "",
) -> Response:
    """The page with all that was typed and the version of now."""
    found = await if_up(services.participation.proposal(proposal_id, worker.token))
    start = values_of(found) if found else {"versie": "", "place": "", "category": "", "reason": ""}
    values = start | form.values | {"versie": start["versie"]}
    return await proposal_page(
        request, services, worker, proposal_id, found, FormState(values, form.errors), status, trouble=trouble
    )


async def proposal_page(
    request: Request,
    services: Backends,
    worker: Worker,
    proposal_id: UUID,
    found: ProposalDetails | None,
    form: FormState,
    status: int = 200,
    *,
    done: str = "",
    trouble: str = "",
) -> Response:
    """`found` is None while participation is away: what was chosen still shows."""
    places = await places_for(request, services, worker)
    return page(
        request,
        "pages/proposal_desk/proposal.html",
        status,
        worker=worker,
        proposal_id=proposal_id,
        proposal=found,
        place_names={str(place.id): place.name for place in request.app.state.known.places},
        places=places,
        form=form,
        done=done,
        trouble=trouble,
    )


async def places_for(request: Request, services: Backends, worker: Worker) -> list[PlaceShape]:
    """One's own places; a moderator passes a proposal on to any place."""
    everywhere: list[PlaceShape] = sorted(request.app.state.known.places, key=lambda place: place.name.casefold())
    if worker.me is None or worker.has("moderator", "admin"):
        return everywhere
    try:
        return await own_places(services, worker.token, worker.me)
    except ServiceDown:
        return everywhere
