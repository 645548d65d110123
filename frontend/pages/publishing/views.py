"""Posting, changing and withdrawing an activity."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Backends, Services
from frontend.forms import FormState
from frontend.pages.desk.own_places import own_places
from frontend.pages.publishing.filling import differing, empty, of_activity
from frontend.pages.publishing.mistakes import from_service
from frontend.pages.publishing.reading import in_form_order, read, typed
from frontend.patience import if_up, in_time
from frontend.sessions import SignedIn, SignInFirst, where
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import ActivityInput, PlaceShape

router = APIRouter(prefix="/balie/activiteiten")


@dataclass(frozen=True)
class Trouble:
    """Why saving did not work, apart from mistakes in fields."""

    status: int
    message: str = ""
    theirs: dict[str, Any] | None = None
    """What the form would hold now, when somebody else saved first."""
    differing: tuple[str, ...] = ()


@router.get("/nieuw")
async def new(
    request: Request, services: Services, token: SignedIn, plek: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    return await form_page(request, services, token, FormState(empty(plek)))


@router.post("/nieuw")
async def post(request: Request, services: Services, token: SignedIn) -> Response:
    values = typed(await request.form())
    body, errors = read(values)
    if body is None:
        return await form_page(request, services, token, FormState(values, errors), 400)
    try:
        await in_time(services.participation.create_activity(body, token, values.get("key") or str(uuid4())))
    except (ServiceDown, ServiceRefused) as error:
        return await not_saved(request, services, token, values, error)
    return saved(body)


@router.get("/{activity_id}")
async def edit(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    activity = await in_time(services.participation.activity(activity_id, token))
    return await form_page(request, services, token, FormState(of_activity(activity)), activity_id=activity_id)


@router.post("/{activity_id}")
async def change(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    values = typed(await request.form())
    body, errors = read(values)
    if body is None:
        return await form_page(request, services, token, FormState(values, errors), 400, activity_id=activity_id)
    try:
        await in_time(services.participation.change_activity(activity_id, body, token, version_of(values)))
    except (ServiceDown, ServiceRefused) as error:
        return await not_saved(request, services, token, values, error, activity_id)
    return saved(body)


@router.get("/{activity_id}/stoppen")
async def ask_to_withdraw(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    activity = await in_time(services.participation.activity(activity_id, token))
    return page(request, "pages/publishing/withdraw.html", activity=activity)


@router.post("/{activity_id}/stoppen")
async def withdraw(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    """Ends the activity as it is now; pressing twice does no harm."""
    activity = await in_time(services.participation.activity(activity_id, token))
    if activity.status != "ended":
        await in_time(services.participation.end_activity(activity_id, token, activity.version))
    return RedirectResponse("/balie?gedaan=withdrawn", 303)


def version_of(values: dict[str, Any]) -> int:
    """The version that the form was filled from; 0, which no row has, when somebody took it out."""
    text = str(values.get("version", ""))
    return int(text) if text.isascii() and text.isdigit() else 0


def saved(body: ActivityInput) -> Response:
    done = "saved" if body.status == "published" else "saved_draft"
    return RedirectResponse(f"/balie?gedaan={done}", 303)


async def not_saved(
    request: Request,
    services: Backends,
    token: str,
    values: dict[str, Any],
    error: ServiceDown | ServiceRefused,
    activity_id: UUID | None = None,
) -> Response:
    """The form again with all that was typed. Raises again what a form can't help with (403, 404)."""
    errors: dict[str, str] = {}
    match error:
        case ServiceDown():
            trouble = Trouble(503, say("missing.save"))
        case ServiceRefused(status=400):
            trouble, errors = Trouble(400), in_form_order(from_service(error))
        case ServiceRefused(status=401):
            raise SignInFirst(where(request)) from error
        case ServiceRefused(status=412) if activity_id:
            theirs = await in_time(services.participation.activity(activity_id, token))
            now = of_activity(theirs)
            trouble = Trouble(412, theirs=now, differing=differing(now, values))
            values = values | {"version": theirs.version}
        case _:
            raise error
    form = FormState(values, errors)
    return await form_page(request, services, token, form, trouble.status, trouble=trouble, activity_id=activity_id)


def is_of_another(places: list[PlaceShape], values: dict[str, Any]) -> bool:
    """Known only of who works for certain places; of anybody else the service decides."""
    return bool(places) and values["place"] not in {str(place.id) for place in places}


async def form_page(
    request: Request,
    services: Backends,
    token: str,
    form: FormState,
    status: int = 200,
    *,
    trouble: Trouble | None = None,
    activity_id: UUID | None = None,
) -> Response:
    """When saving failed, the page must come whatever else is away: then the choice of place is the one made."""
    try:
        places = await own_places(services, token)
    except (ServiceDown, ServiceRefused):
        if trouble is None:
            raise
        places = []
    if activity_id and status == 200 and is_of_another(places, form.values):
        raise HTTPException(403)
    projects = await if_up(services.projects.projects(pageSize=100))
    return page(
        request,
        "pages/publishing/form.html",
        status,
        form=form,
        places=places,
        projects=projects.items if projects else None,
        trouble=trouble,
        action=f"/balie/activiteiten/{activity_id or 'nieuw'}",
        activity_id=activity_id,
    )
