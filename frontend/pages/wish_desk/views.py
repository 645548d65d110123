"""A wish as those see it who decide: approve, refuse with a reason, join, take that back, offer an activity."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.desk_roles import OFFERERS, READERS, OnlyFor, Worker
from frontend.desk_trouble import after_refusal, typed, version_in
from frontend.forms import FormState
from frontend.pages.wish_desk.reading import decision_in, sentences, values_of
from frontend.patience import if_up, in_time
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import ActivityShape, WaitingWish

router = APIRouter(prefix="/balie/wensen/{wish_id}")
Reader = Annotated[Worker, Depends(OnlyFor(*READERS))]
Offerer = Annotated[Worker, Depends(OnlyFor(*OFFERERS))]
DONE = ("approve", "reject", "fulfil", "reopen", "undo", "split", "offered")


@router.get("")
async def shown(
    request: Request,
    wish_id: UUID,
    services: Services,
    worker: Reader,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    wish = await in_time(services.participation.waiting_wish(wish_id, worker.token))
    done = gedaan if gedaan in DONE else ""
    return await wish_page(request, services, worker, wish_id, wish, FormState(values_of(wish)), done=done)


@router.post("")
async def decide(request: Request, wish_id: UUID, services: Services, worker: Reader) -> Response:
    """Of two who decide at once, one is told; pressing twice does no harm."""
    values = typed(await request.form())
    if values.get("besluit") == "split":
        call = services.participation.split_wish(wish_id, worker.token, version_in(values))
    else:
        body = decision_in(values)
        if isinstance(body, FormState):
            return await again(request, services, worker, wish_id, body, 400)
        call = services.participation.decide_on_wish(wish_id, body, worker.token, version_in(values))
    try:
        await in_time(call)
    except (ServiceDown, ServiceRefused) as error:
        return await again(request, services, worker, wish_id, *after_refusal(values, error, sentences))
    return done_page(wish_id, values["besluit"])


@router.post("/aanbieden")
async def offer(request: Request, wish_id: UUID, services: Services, worker: Offerer) -> Response:
    """Who left an address hears of it; who left a phone number is on the call list."""
    values = typed(await request.form())
    try:
        activity_id = UUID(values.get("activity", ""))
    except ValueError:
        form = FormState(values, {"activity": say("judge.error.activity")})
        return await again(request, services, worker, wish_id, form, 400)
    try:
        await in_time(services.participation.offer_to_wish(wish_id, activity_id, worker.token))
    except (ServiceDown, ServiceRefused) as error:
        return await again(request, services, worker, wish_id, *after_refusal(values, error, sentences))
    return done_page(wish_id, "offered")


def done_page(wish_id: UUID, what: str) -> Response:
    return RedirectResponse(f"/balie/wensen/{wish_id}?gedaan={what}", 303)


async def again(
    request: Request,
    services: Backends,
    worker: Worker,
    wish_id: UUID,
    form: FormState,
    status: int,
    trouble: str = "",
) -> Response:
    """The page with all that was typed and the version of now: pressing once more counts."""
    wish = await if_up(services.participation.waiting_wish(wish_id, worker.token))
    start = values_of(wish) if wish else {"versie": form.values.get("versie", "")}
    values = start | form.values | {"versie": start["versie"]}
    return await wish_page(
        request, services, worker, wish_id, wish, FormState(values, form.errors), status, trouble=trouble
    )


async def wish_page(
    request: Request,
    services: Backends,
    worker: Worker,
    wish_id: UUID,
    wish: WaitingWish | None,
    form: FormState,
    status: int = 200,
    *,
    done: str = "",
    trouble: str = "",
) -> Response:
    """`wish` is None while participation is away: what was typed still shows."""
    offers = await to_offer(services, worker) if wish and wish.status in ("approved", "offered") else []
    return page(
        request,
        "pages/wish_desk/wish.html",
        status,
        worker=worker,
        wish_id=wish_id,
        wish=wish,
        form=form,
        done=done,
        trouble=trouble,
        activities=offers,
    )


async def to_offer(services: Backends, worker: Worker) -> list[ActivityShape]:
    """What somebody may offer: what is public of their own places."""
    if not worker.has(*OFFERERS):
        return []
    try:
        found = await if_up(services.participation.own_activities(worker.token, "published", pageSize=100))
    except ServiceRefused:
        return []
    return found.items if found else []
