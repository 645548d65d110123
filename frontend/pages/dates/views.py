"""What a coordinator does about one date: cancel, move, undo that, enrol somebody, count who came, print the list."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.dates import local
from frontend.forms import FormState
from frontend.pages.dates.one_date import OneDate, one_date
from frontend.pages.dates.reading import cancelling, counting, enrolling, moving, typed
from frontend.patience import in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused

router = APIRouter(prefix="/balie/activiteiten/{activity_id}/datums/{date_id}")
DONE = ("cancelled", "moved", "undone", "enrolled", "counted")
KEPT = (400, 409, 422)
"""What the service may refuse and a person can mend: it is said above the form, which stays as it was."""


@router.get("")
async def shown(
    request: Request,
    activity_id: UUID,
    date_id: UUID,
    services: Services,
    token: SignedIn,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    found = await date_here(request, services, token, activity_id, date_id)
    return date_page(request, found, FormState(), done=gedaan if gedaan in DONE else None)


@router.get("/lijst")
async def printable(
    request: Request, activity_id: UUID, date_id: UUID, services: Services, token: SignedIn
) -> Response:
    found = await date_here(request, services, token, activity_id, date_id)
    return page(request, "pages/dates/list.html", found=found)


@router.post("/afgelasten")
async def cancel(request: Request, activity_id: UUID, date_id: UUID, services: Services, token: SignedIn) -> Response:
    """Pressing twice does no harm. Everybody who joined is told."""
    values = typed(await request.form())
    found = await date_here(request, services, token, activity_id, date_id)
    try:
        await in_time(services.participation.make_exception(activity_id, cancelling(values, date_id), token))
    except (ServiceDown, ServiceRefused) as error:
        return not_done(request, found, FormState(values), error)
    return done(found, "cancelled")


@router.post("/verplaatsen")
async def move(request: Request, activity_id: UUID, date_id: UUID, services: Services, token: SignedIn) -> Response:
    values = typed(await request.form())
    found = await date_here(request, services, token, activity_id, date_id)
    body = moving(values, date_id)
    if isinstance(body, FormState):
        return date_page(request, found, body, 400)
    try:
        await in_time(services.participation.make_exception(activity_id, body, token))
    except (ServiceDown, ServiceRefused) as error:
        return not_done(request, found, FormState(values), error)
    return done(found, "moved")


@router.post("/herstellen")
async def undo(request: Request, activity_id: UUID, date_id: UUID, services: Services, token: SignedIn) -> Response:
    """The date is again as the schedule gives it; that of a closed place is opened at the place."""
    found = await date_here(request, services, token, activity_id, date_id)
    exceptions = await in_time(services.participation.exceptions(activity_id, token))
    for each in exceptions.items:
        if each.occurrence_id == date_id and not each.of_place:
            await in_time(services.participation.undo_exception(activity_id, each.id, token))
    return done(found, "undone")


@router.post("/opkomst")
async def count(request: Request, activity_id: UUID, date_id: UUID, services: Services, token: SignedIn) -> Response:
    values = typed(await request.form())
    found = await date_here(request, services, token, activity_id, date_id)
    body = counting(values, bool(found.coming))
    if isinstance(body, FormState):
        return date_page(request, found, body, 400)
    try:
        await in_time(services.participation.note_attendance(date_id, body, token))
    except (ServiceDown, ServiceRefused) as error:
        return not_done(request, found, FormState(values), error)
    return done(found, "counted")


@router.post("/inschrijven")
async def enrol(request: Request, activity_id: UUID, date_id: UUID, services: Services, token: SignedIn) -> Response:
    """The key in the form makes sending it twice harmless."""
    values = typed(await request.form())
    found = await date_here(request, services, token, activity_id, date_id)
    body = enrolling(values)
    if isinstance(body, FormState):
        return date_page(request, found, body, 400)
    key = str(values.get("key") or uuid4())[:100]
    try:
        await in_time(services.participation.join(body, key, date_id, token))
    except (ServiceDown, ServiceRefused) as error:
        return not_done(request, found, FormState(values), error)
    return done(found, "enrolled")


async def date_here(request: Request, services: Backends, token: str, activity_id: UUID, date_id: UUID) -> OneDate:
    today = local(request.app.state.clock()).date()
    return await one_date(services, token, activity_id, date_id, today)


def done(found: OneDate, what: str) -> Response:
    return RedirectResponse(f"{found.address}?gedaan={what}", 303)


def not_done(request: Request, found: OneDate, form: FormState, error: ServiceDown | ServiceRefused) -> Response:
    """The page again with what was typed. Raises again what a person can't mend here (403, 404)."""
    if isinstance(error, ServiceDown):
        return date_page(request, found, FormState(form.values, {"": say("missing.save")}), 503)
    if error.status not in KEPT:
        raise error
    said = say("desk.date.refused", reason=error.problem.get("detail", ""))
    return date_page(request, found, FormState(form.values, {"": said}), error.status)


def date_page(
    request: Request, found: OneDate, form: FormState, status: int = 200, *, done: str | None = None
) -> Response:
    now = request.app.state.clock()
    values = {"key": str(uuid4()), "count": counted(found)} | form.values
    return page(
        request,
        "pages/dates/date.html",
        status,
        found=found,
        form=FormState(values, form.errors),
        done=done,
        begun=local(found.date.start) <= now,
    )


def counted(found: OneDate) -> str:
    count = found.attendance.count if found.attendance else None
    return "" if count is None else str(count)
