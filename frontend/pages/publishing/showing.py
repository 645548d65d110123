"""The form as a page, with what else it shows: the next dates, somebody else's version, what is wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from frontend.backends import Backends
from frontend.dates import local
from frontend.forms import FormState
from frontend.pages.desk.own_places import own_places
from frontend.pages.publishing.fields import Reading
from frontend.pages.publishing.filling import differing, of_body
from frontend.pages.publishing.mistakes import from_service
from frontend.pages.publishing.reading import in_form_order
from frontend.pages.publishing.reading_plan import read_schedule
from frontend.patience import if_up, in_time
from frontend.sessions import SignInFirst, where
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import PlaceShape, SchedulePreview, SchedulePreviewInput

Values = dict[str, Any]
DATES_SHOWN = 8


@dataclass(frozen=True)
class Trouble:
    """Why saving did not work, apart from mistakes in fields."""

    status: int
    message: str = ""
    theirs: Values | None = None
    """What the form would hold now, when somebody else saved first."""
    differing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coming:
    """The next dates as they would be; `preview` is None when they can't be worked out now."""

    words: str
    unread: str
    preview: SchedulePreview | None


def today_of(request: Request) -> date:
    return local(request.app.state.clock()).date()


async def coming(services: Backends, token: str, values: Values, today: date) -> Coming | dict[str, str]:
    """Or what is wrong with when it is, by field."""
    reading = Reading(values)
    schedule = read_schedule(reading, today)
    if "typed" in schedule:
        return {name: text for name, text in reading.errors.items() if name}
    asked = {"schedule": schedule, "place_id": values.get("place") or None, "count": DATES_SHOWN}
    try:
        body = SchedulePreviewInput.model_validate(asked)
        found = await previewed(services, token, body)
    except ValidationError:
        return {"place": say("form.error.choose", field=say("form.place"))}
    except ServiceRefused as error:
        if error.status != 400:
            raise
        return in_form_order(from_service(error))
    return Coming(str(values.get("words") or ""), str(values.get("unread") or ""), found)


async def previewed(services: Backends, token: str, body: SchedulePreviewInput) -> SchedulePreview | None:
    """Asked twice: the first answer after a start takes long, as participation then works out the holidays."""
    first = await if_up(services.participation.preview_schedule(body, token))
    return first or await if_up(services.participation.preview_schedule(body, token))


async def not_kept(
    request: Request,
    services: Backends,
    token: str,
    values: Values,
    error: ServiceDown | ServiceRefused,
    activity_id: UUID | None,
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
        case ServiceRefused(status=412 | 409) if activity_id and error.code in ("stale", "public-changed", ""):
            trouble = await two_versions(services, token, values, today_of(request), activity_id, error.status)
        case ServiceRefused(status=409):
            trouble = Trouble(409, say("form.refused", reason=error.problem.get("detail", "")))
        case _:
            raise error
    form = FormState(values, errors)
    return await form_page(request, services, token, form, trouble.status, trouble=trouble, activity_id=activity_id)


async def two_versions(
    services: Backends, token: str, values: Values, today: date, activity_id: UUID, status: int
) -> Trouble:
    """What somebody else saved beside what was typed; saving again then counts."""
    copy = await in_time(services.participation.working_copy(activity_id, token))
    theirs = of_body(copy.body, today) if status == 412 else await public_values(services, token, activity_id, today)
    values |= {"version": copy.version, "public_version": copy.public_version}
    return Trouble(status, theirs=theirs, differing=differing(theirs, values))


async def public_values(services: Backends, token: str, activity_id: UUID, today: date) -> Values:
    shape = await in_time(services.participation.activity(activity_id, token))
    plain = shape.model_dump(mode="json", by_alias=True)
    return of_body(plain | {"category": shape.category.id, "placeId": str(shape.place.id)}, today)


def is_of_another(places: list[PlaceShape], values: Values) -> bool:
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
    dates: Coming | None = None,
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
    if len(places) == 1 and not form.values.get("place"):
        form.values["place"] = str(places[0].id)
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
        dates=dates,
    )
