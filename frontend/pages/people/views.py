"""People who may sign in: who there are, inviting, other places, taking a role away."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.desk_roles import INVITERS, OnlyFor, Worker
from frontend.desk_trouble import Failure, why_not
from frontend.forms import FormState
from frontend.pages.activities.asking import unless_refused
from frontend.pages.activities.choices import last_page
from frontend.pages.desk.own_places import own_places
from frontend.pages.people.reading import COORDINATOR, invitation_in, typed, work_in
from frontend.patience import if_up, in_time
from frontend.templates import page
from frontend.texts import language
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.identity.accounts import AccountShape
from services.contracts.participation import PlaceShape
from services.contracts.shapes import Page

router = APIRouter(prefix="/balie/mensen")
Inviter = Annotated[Worker, Depends(OnlyFor(*INVITERS))]
DONE = ("invited", "again", "changed", "removed")
NOTHING = Page[AccountShape](items=[], total=0, next=None)
PAGE_SIZE = 20
NEW: dict[str, Any] = {"email": "", "role": COORDINATOR, "places": [], "wijken": []}


@dataclass(frozen=True)
class Choice:
    """Places that somebody may hand out, and what every place is called."""

    places: list[PlaceShape]
    names: dict[str, str]


@router.get("")
async def people(
    request: Request,
    services: Services,
    worker: Inviter,
    rol: Annotated[str, Query(max_length=20)] = "",
    open_: Annotated[str, Query(alias="open", max_length=5)] = "",
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    waits = {"ja": "true", "nee": "false"}.get(open_)
    asked = {"role": rol or None, "open": waits, "page": pagina, "pageSize": PAGE_SIZE}
    found = await unless_refused(services.identity.accounts(worker.token, **asked), NOTHING)
    chosen = {"rol": rol, "open": open_}
    return page(
        request,
        "pages/people/people.html",
        worker=worker,
        found=found,
        choice=await choice_for(request, services, worker),
        form=FormState(dict(chosen)),
        query=chosen,
        number=pagina,
        last=last_page(found.total) if found else 1,
        done=gedaan if gedaan in DONE else "",
    )


@router.get("/uitnodigen")
async def invitation(request: Request, services: Services, worker: Inviter) -> Response:
    form = FormState(NEW | {"key": str(uuid4()), "language": language.get()})
    return await invite_page(request, services, worker, form)


@router.post("/uitnodigen")
async def invite(request: Request, services: Services, worker: Inviter) -> Response:
    """The key in the form makes sending it twice harmless."""
    values = typed(await request.form())
    body = invitation_in(values)
    if isinstance(body, FormState):
        return await invite_page(request, services, worker, body, 400)
    key = (values.get("key") or str(uuid4()))[:100]
    try:
        await in_time(services.identity.invite(body, key, worker.token))
    except (ServiceDown, ServiceRefused) as error:
        status, trouble = why_not(error)
        form = FormState(values | {"key": str(uuid4())} if status == 409 else values)
        return await invite_page(request, services, worker, form, status, trouble=trouble)
    return RedirectResponse("/balie/mensen?gedaan=invited", 303)


@router.get("/{account_id}")
async def person(request: Request, account_id: UUID, services: Services, worker: Inviter) -> Response:
    found = await in_time(services.identity.account(account_id, worker.token))
    return await person_page(request, services, worker, found, FormState(values_of(found)))


@router.post("/{account_id}")
async def change(request: Request, account_id: UUID, services: Services, worker: Inviter) -> Response:
    """An editor gives and takes places of their own wijk; what somebody does elsewhere stays."""
    values = typed(await request.form())
    found = await in_time(services.identity.account(account_id, worker.token))
    choice = await choice_for(request, services, worker)
    offered = {str(place.id) for place in choice.places}
    body = work_in(values, [str(place) for place in found.places if str(place) not in offered])
    if isinstance(body, FormState):
        return await person_page(request, services, worker, found, body, 400)
    try:
        await in_time(services.identity.change_account(account_id, body, worker.token, values.get("versie", "")))
    except (ServiceDown, ServiceRefused) as error:
        return await not_done(request, services, worker, found, FormState(values), error)
    return RedirectResponse("/balie/mensen?gedaan=changed", 303)


@router.post("/{account_id}/nog-een-keer")
async def again(request: Request, account_id: UUID, services: Services, worker: Inviter) -> Response:
    try:
        await in_time(services.identity.invite_again(account_id, language.get(), worker.token))
    except (ServiceDown, ServiceRefused) as error:
        found = await in_time(services.identity.account(account_id, worker.token))
        return await not_done(request, services, worker, found, FormState(values_of(found)), error)
    return RedirectResponse("/balie/mensen?gedaan=again", 303)


@router.get("/{account_id}/weg")
async def ask_to_remove(request: Request, account_id: UUID, services: Services, worker: Inviter) -> Response:
    found = await in_time(services.identity.account(account_id, worker.token))
    return page(request, "pages/people/remove.html", worker=worker, person=found)


@router.post("/{account_id}/weg")
async def remove(request: Request, account_id: UUID, services: Services, worker: Inviter) -> Response:
    """They are signed out at once. Pressing twice does no harm."""
    try:
        await in_time(services.identity.remove_account(account_id, worker.token))
    except (ServiceDown, ServiceRefused) as error:
        if isinstance(error, ServiceRefused) and error.status == 409:
            found = await in_time(services.identity.account(account_id, worker.token))
            return await not_done(request, services, worker, found, FormState(values_of(found)), error)
        raise
    return RedirectResponse("/balie/mensen?gedaan=removed", 303)


def values_of(found: AccountShape) -> dict[str, Any]:
    return {
        "versie": found.version,
        "role": found.roles[0],
        "places": [str(place) for place in found.places],
        "wijken": found.wijken,
    }


async def choice_for(request: Request, services: Backends, worker: Worker) -> Choice:
    """An editor hands out places of their own wijken, an admin all."""
    known: list[PlaceShape] = sorted(request.app.state.known.places, key=lambda place: place.name.casefold())
    names = {str(place.id): place.name for place in known}
    if worker.me is None or worker.has("admin"):
        return Choice(known, names)
    try:
        return Choice(await own_places(services, worker.token, worker.me), names)
    except ServiceDown:
        return Choice([place for place in known if place.wijk in worker.me.wijken], names)


async def not_done(
    request: Request, services: Backends, worker: Worker, found: AccountShape, form: FormState, error: Failure
) -> Response:
    """The page with what was ticked and the version of now."""
    status, trouble = why_not(error)
    now = await if_up(services.identity.account(found.id, worker.token)) or found
    values = form.values | {"versie": now.version}
    return await person_page(request, services, worker, now, FormState(values), status, trouble=trouble)


async def invite_page(
    request: Request, services: Backends, worker: Worker, form: FormState, status: int = 200, *, trouble: str = ""
) -> Response:
    choice = await choice_for(request, services, worker)
    values = {"key": str(uuid4()), "language": "nl"} | form.values
    made = FormState(values, form.errors)
    return page(request, "pages/people/invite.html", status, worker=worker, choice=choice, form=made, trouble=trouble)


async def person_page(
    request: Request,
    services: Backends,
    worker: Worker,
    found: AccountShape,
    form: FormState,
    status: int = 200,
    *,
    trouble: str = "",
) -> Response:
    choice = await choice_for(request, services, worker)
    values = {"versie": found.version} | form.values
    return page(
        request,
        "pages/people/person.html",
        status,
        worker=worker,
        person=found,
        choice=choice,
        form=FormState(values, form.errors),
        trouble=trouble,
    )
