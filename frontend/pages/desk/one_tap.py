"""What a coordinator does in one tap at the desk: full, pause, show again."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Backends, Services
from frontend.dates import local
from frontend.pages.dates.reading import is_id
from frontend.patience import in_time
from frontend.sessions import SignedIn
from services.contracts.calling import ServiceRefused
from services.contracts.participation import ActivityInput, ActivityShape

router = APIRouter()


@router.post("/balie/vol")
async def full(request: Request, services: Services, token: SignedIn) -> Response:
    """Pressing twice does no harm."""
    form = await request.form()
    date_id, is_full = str(form.get("id") or ""), form.get("vol") == "ja"
    if not is_id(date_id):
        raise HTTPException(400)
    try:
        await in_time(services.participation.say_full(UUID(date_id), is_full, token))
    except ServiceRefused as refused:
        return too_late(refused)
    return RedirectResponse(f"/balie?gedaan={'full' if is_full else 'not_full'}", 303)


@router.post("/balie/pauze")
async def pause(request: Request, services: Services, token: SignedIn) -> Response:
    """Not on the site for now, or on it again."""
    form = await request.form()
    activity_id, paused = str(form.get("id") or ""), form.get("pauze") == "ja"
    if not is_id(activity_id):
        raise HTTPException(400)
    try:
        await set_status(services, token, UUID(activity_id), paused)
    except ServiceRefused as refused:
        return too_late(refused)
    return RedirectResponse(f"/balie?gedaan={'paused' if paused else 'resumed'}", 303)


async def set_status(services: Backends, token: str, activity_id: UUID, paused: bool) -> None:
    """As it is for the public now; what somebody is working on stays apart."""
    activity = await in_time(services.participation.activity(activity_id, token))
    wanted = "paused" if paused else "published"
    if activity.status == wanted:
        return
    body = as_it_is(activity, wanted)
    await in_time(services.participation.change_activity(activity_id, body, token, activity.version))


def as_it_is(activity: ActivityShape, status: str) -> ActivityInput:
    """The same activity in another state; what is not sent stays."""
    plain = activity.model_dump(mode="json", by_alias=True)
    same = ("title", "summary", "description", "projectId", "step", "languages", "dutchLevel", "forWhom", "bring")
    schedule = activity.schedule
    wall = {"start": local(schedule.start), "end": local(schedule.end)}
    return ActivityInput.model_validate(
        {name: plain[name] for name in (*same, "joining", "capacity")}
        | {
            "category": activity.category.id,
            "placeId": activity.place.id,
            "cost": {"free": activity.cost.free, "text": activity.cost.text},
            "schedule": {
                "rrule": schedule.rrule,
                **{name: moment.replace(tzinfo=None).isoformat() for name, moment in wall.items()},
                "dates": [local(each).replace(tzinfo=None).isoformat() for each in schedule.dates],
                "notIn": schedule.not_in,
            },
            "status": status,
        }
    )


def too_late(refused: ServiceRefused) -> Response:
    if refused.status not in (404, 409, 412):
        raise refused
    return RedirectResponse("/balie?gedaan=too_late", 303)
