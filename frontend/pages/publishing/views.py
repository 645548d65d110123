"""Posting, changing and withdrawing an activity."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.forms import FormState
from frontend.pages.dates.reading import is_id
from frontend.pages.publishing.fields import Reading, typed
from frontend.pages.publishing.filling import empty, of_copy, of_template, of_working_copy
from frontend.pages.publishing.keeping import at_the_desk, keep, number, put_up
from frontend.pages.publishing.reading_plan import FIELDS, read_plan
from frontend.pages.publishing.showing import Coming, coming, form_page, not_kept, public_values, today_of
from frontend.pages.publishing.which import kept_before
from frontend.patience import in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from services.contracts.calling import ServiceDown, ServiceRefused

router = APIRouter(prefix="/balie/activiteiten")
Values = dict[str, Any]
Word = Annotated[str, Query(max_length=60)]


@router.get("/nieuw")
async def new(
    request: Request, services: Services, token: SignedIn, plek: Word = "", sjabloon: Word = "", van: Word = ""
) -> Response:
    """Empty, from a template of the deal, or like an earlier activity."""
    values = await first_values(request, services, token, plek, sjabloon, van)
    return await form_page(request, services, token, FormState(values))


async def first_values(
    request: Request, services: Backends, token: str, place: str, template: str, example: str
) -> Values:
    today = today_of(request)
    if is_id(example):
        return of_copy(await in_time(services.participation.working_copy(UUID(example), token)), today)
    if template:
        known = await in_time(services.participation.activity_templates())
        found = next((each for each in known.items if each.id == template), None)
        if found:
            return of_template(found, place, today)
    return empty(place)


@router.post("/nieuw")
async def post(request: Request, services: Services, token: SignedIn) -> Response:
    return await done_with(request, services, token, typed(await request.form()), None)


@router.get("/{activity_id}")
async def edit(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    """What is being worked on; what is public when nothing is. Of what has ended one makes a new one."""
    activity = await in_time(services.participation.activity(activity_id, token))
    if activity.status == "ended":
        return RedirectResponse(f"/balie/activiteiten/nieuw?van={activity_id}", 303)
    copy = await in_time(services.participation.working_copy(activity_id, token))
    values = of_working_copy(copy, activity.status, today_of(request)) | {"working": "ja" if copy.saved else ""}
    return await form_page(request, services, token, FormState(values), activity_id=activity_id)


@router.post("/{activity_id}")
async def change(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    return await done_with(request, services, token, typed(await request.form()), activity_id)


async def done_with(
    request: Request, services: Backends, token: str, values: Values, activity_id: UUID | None
) -> Response:
    """What the button says that was pressed: look at the dates, choose, keep, look first, or put it up."""
    activity_id = activity_id or kept_before(values)
    match values.get("doe"):
        case "datums":
            return await with_dates(request, services, token, values, activity_id)
        case "kiezen" if activity_id:
            return await chosen(request, services, token, values, activity_id)
        case "weggooien" if activity_id:
            return await dropped(request, services, token, values, activity_id)
        case "bewaren":
            step, done = keep, "saved_draft"
        case "bekijken":
            step, done = keep, ""
        case _:
            step, done = put_up, "saved"
    try:
        kept = await step(services, token, values, today_of(request), activity_id)
    except (ServiceDown, ServiceRefused) as error:
        return await not_kept(request, services, token, values, error, activity_id)
    if kept.errors:
        return await form_page(request, services, token, FormState(values, kept.errors), 400, activity_id=activity_id)
    looking = f"/balie/activiteiten/{kept.activity_id}/bekijken"
    return RedirectResponse(at_the_desk(done, kept.activity_id, kept.lagging) if done else looking, 303)


async def with_dates(
    request: Request, services: Backends, token: str, values: Values, activity_id: UUID | None
) -> Response:
    """The form again with the next dates; nothing is kept."""
    found = await coming(services, token, values, today_of(request))
    if isinstance(found, Coming):
        return await form_page(request, services, token, FormState(values), activity_id=activity_id, dates=found)
    return await form_page(request, services, token, FormState(values, found), 400, activity_id=activity_id)


async def chosen(request: Request, services: Backends, token: str, values: Values, activity_id: UUID) -> Response:
    """The form with, for each question, what was chosen of two versions; nothing is kept yet."""
    copy = await in_time(services.participation.working_copy(activity_id, token))
    activity = await in_time(services.participation.activity(activity_id, token))
    today = today_of(request)
    public = values.get("strijd") == "409"
    now = of_working_copy(copy, activity.status, today)
    theirs = await public_values(services, token, activity_id, today) if public else now
    taken = {name for name in theirs if values.get(f"keuze-{name}") == "theirs"}
    if taken & set(FIELDS):
        taken |= {"rrule", "odd"}
        values |= {"words": "", "words_read": ""}
    values |= {name: theirs[name] for name in taken}
    read_plan(Reading(values), today)
    return await form_page(request, services, token, FormState(values), activity_id=activity_id)


async def dropped(request: Request, services: Backends, token: str, values: Values, activity_id: UUID) -> Response:
    """What was worked on is thrown away; what is public stays."""
    try:
        await in_time(services.participation.drop_working_copy(activity_id, token, number(values.get("version"))))
    except (ServiceDown, ServiceRefused) as error:
        return await not_kept(request, services, token, values, error, activity_id)
    return RedirectResponse(f"/balie/activiteiten/{activity_id}", 303)


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
