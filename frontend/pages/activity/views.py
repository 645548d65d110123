"""One activity: when, where, what it costs, and what can follow."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from frontend import structured
from frontend.backends import Services
from frontend.patience import if_up, in_time
from frontend.sessions import session_token
from frontend.templates import page
from services.contracts.calling import ServiceRefused
from services.contracts.participation import ActivityShape, OccurrenceShape, ParticipationClient
from services.kit.access import anyone

router = APIRouter()


@router.get("/activiteiten/{activity_id}")
@anyone
async def activity(request: Request, activity_id: UUID, services: Services) -> Response:
    found = await in_time(as_seen_by(services.participation, activity_id, session_token(request)))
    wijk_name = request.app.state.known.name(found.wijk)
    return page(
        request,
        "pages/activity/activity.html",
        activity=found,
        wijk_name=wijk_name,
        structured=structured.of_activity(request, found, wijk_name),
        rooms=await rooms_of(services.participation, found),
        now=request.app.state.clock(),
    )


async def rooms_of(participation: ParticipationClient, activity: ActivityShape) -> dict[UUID, OccurrenceShape]:
    """Per date of an activity that one joins how much room there is; none of them while that can't be asked."""
    if activity.joining == "walk-in" or activity.status != "published":
        return {}
    dates = await if_up(participation.occurrences(activityId=activity.id, pageSize=20))
    return {date.id: date for date in dates.items} if dates else {}


async def as_seen_by(participation: ParticipationClient, activity_id: UUID, token: str | None) -> ActivityShape:
    """With a token one's own drafts are found too; a token that is over finds what everybody does."""
    if token:
        try:
            return await participation.activity(activity_id, token)
        except ServiceRefused as error:
            if error.status != 401:
                raise
    return await participation.activity(activity_id)
