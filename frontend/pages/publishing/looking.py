"""An activity before everybody sees it: as residents will, with what can be better."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from frontend.backends import Backends, Services
from frontend.pages.publishing.fields import typed
from frontend.pages.publishing.filling import of_body
from frontend.pages.publishing.keeping import at_the_desk, lags, number, version_of
from frontend.pages.publishing.mistakes import sentences
from frontend.pages.publishing.showing import Coming, coming, today_of
from frontend.patience import if_up, in_time
from frontend.sessions import SignedIn
from frontend.templates import first_date, page
from frontend.texts import say
from services.contracts.calling import ServiceRefused
from services.contracts.participation import (
    ActivityCard,
    ActivityInput,
    ActivityShape,
    ActivityStatus,
    Cost,
    Labelled,
    NextDate,
    PlaceInActivity,
    PreviewDate,
    TextCheckInput,
    WorkingCopyShape,
)

router = APIRouter(prefix="/balie/activiteiten")
TEXTS = ("title", "summary", "description", "bring")


@router.get("/{activity_id}/bekijken")
async def look(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    participation = services.participation
    activity, copy, quality = await asyncio.gather(
        in_time(participation.activity(activity_id, token)),
        in_time(participation.working_copy(activity_id, token)),
        if_up(participation.quality(activity_id, token)),
    )
    texts = TextCheckInput(**{name: str(copy.body.get(name) or "") for name in TEXTS})
    check = await if_up(participation.check_text(texts, token))
    values = of_body(copy.body, today_of(request))
    dates = await coming(services, token, values, today_of(request))
    shown = await as_residents_see_it(services, activity, copy, dates if isinstance(dates, Coming) else None)
    return page(
        request,
        "pages/publishing/look.html",
        activity=shown,
        card=card_of(shown) if shown else None,
        lead=lead_for(activity.status, copy),
        may_put_up=not copy.missing and (copy.changed or activity.status != "published"),
        activity_id=activity_id,
        copy=copy,
        missing=list(sentences((each.name, each.code, each.detail, {}) for each in copy.missing).values()),
        lacking=quality.lacking if quality else [],
        completeness=quality.completeness if quality else None,
        check=check,
    )


@router.post("/{activity_id}/bekijken")
async def put_up(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    """As it was looked at; when somebody changed it meanwhile, one looks again."""
    values = typed(await request.form())
    version, seen = version_of(values), number(values.get("public_version"))
    try:
        public = await in_time(services.participation.publish(activity_id, token, version, seen or None))
    except ServiceRefused as refused:
        if refused.status not in (400, 409, 412):
            raise
        return RedirectResponse(f"/balie/activiteiten/{activity_id}/bekijken", 303)
    return RedirectResponse(at_the_desk("saved", activity_id, lags(public)), 303)


def lead_for(public_status: ActivityStatus, copy: WorkingCopyShape) -> str:
    """What is true of what one looks at: not public yet, not public now, public and changed, or public like this."""
    if public_status == "published":
        return say("look.lead.changed" if copy.changed else "look.lead.same")
    return say("look.lead.new" if public_status == "draft" else "look.lead.hidden")


async def as_residents_see_it(
    services: Backends, activity: ActivityShape, copy: WorkingCopyShape, dates: Coming | None
) -> ActivityShape | None:
    """The activity as it would be; None while something that is needed is missing."""
    try:
        body = ActivityInput.model_validate({**copy.body, "status": "draft"})
    except ValidationError:
        return None
    place = activity.place if body.place_id == activity.place.id else await place_named(services, body.place_id)
    named = {each.id: each for each in (await in_time(services.participation.words("categories"))).items}
    coming_dates = [date_of(each, activity) for each in dates.preview.dates] if dates and dates.preview else []
    told = {name: getattr(body, name) for name in (*TEXTS, "step", "languages", "dutch_level", "for_whom", "joining")}
    return activity.model_copy(
        update=told
        | {
            "place": place,
            "category": named.get(body.category) or Labelled(id=body.category, label=body.category),
            "cost": Cost.model_validate(body.cost.model_dump()),
            "capacity": body.capacity,
            "next": [each for each in coming_dates if each],
            "schedule": activity.schedule.model_copy(
                update={"rrule": body.schedule.rrule, "start": body.schedule.start, "end": body.schedule.end}
            ),
            "next_steps": [],
        }
    )


def card_of(activity: ActivityShape) -> ActivityCard:
    """As it will stand in lists."""
    first = first_date(activity.next)
    return ActivityCard(
        id=activity.id,
        title=activity.title,
        summary=activity.summary,
        content_language=activity.content_language,
        category=activity.category.id,
        place_name=activity.place.name,
        address=activity.place.address,
        phone=activity.place.phone,
        free=activity.cost.free,
        cost=activity.cost.text,
        joining=activity.joining,
        rrule=activity.schedule.rrule,
        schedule_start=activity.schedule.start,
        occurrence_id=first.id if first else None,
        start=first.start if first else None,
        end=first.end if first else None,
        full=first is not None and bool(first.full),
    )


async def place_named(services: Backends, place_id: UUID) -> PlaceInActivity:
    found = await in_time(services.participation.place(place_id))
    address = f"{found.street_address}, {found.city}"
    return PlaceInActivity(
        id=found.id, name=found.name, address=address, lat=found.lat, lon=found.lon, phone=found.phone
    )


def date_of(each: PreviewDate, activity: ActivityShape) -> NextDate | None:
    return None if each.left_out else NextDate(id=activity.id, start=each.start, end=each.end, status="planned")
