"""`/v1/activities`: what there is to do, and changing it."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from services.contracts.participation import ActivityInput, ActivityShape, FoundPage, NewActivityInput
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import Versioned, require_version
from services.kit.hot import KeptMinuteRoute, languages_asked, this_minute
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import also_check
from services.participation.activities.answers import item_answer, item_values, written
from services.participation.activities.changing import begin, held, note, refuse_step, replace, unknown
from services.participation.activities.content import as_id
from services.participation.activities.filters import ActivityFilters
from services.participation.activities.listing import list_answer
from services.participation.activities.queries import ONE_ACTIVITY, activity_page
from services.participation.activities.rules import may_change, place_in, wrong_fields
from services.participation.activities.saving import end_activity, known_words
from services.participation.activities.working_copies import example_of
from services.participation.clock import today
from services.participation.tables import metadata

router = APIRouter(tags=["activities"])
lists = APIRouter(tags=["activities"], route_class=KeptMinuteRoute)
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]


@lists.get("/v1/activities", response_model=FoundPage[ActivityShape])
@anyone
def activities(request: Request, asked: Annotated[ActivityFilters, Query()]) -> Response:
    """Published activities that have a date to come, soonest first; `status` shows those you may change."""
    now = this_minute()
    given, values = asked.given, asked.values(now) | languages_asked(request)
    if asked.status is not None:
        given, more = of_the_asker(request, given)
        values |= more
    return list_answer(request, activity_page, asked, given, values, now)


def of_the_asker(request: Request, given: frozenset[str]) -> tuple[frozenset[str], dict[str, Any]]:
    """Narrows a list of activities in any status to those that the asker may change."""
    who = Allow("coordinator", "editor", "admin").check(who_asks(request))
    if "admin" in who.roles:
        return given, {}
    places = list(who.places) if "coordinator" in who.roles else []
    wijken = list(who.wijken) if "editor" in who.roles else []
    return given | {"own"}, {"own_places": places, "own_wijken": wijken}


@router.get("/v1/activities/{activity_id}", response_model=ActivityShape)
@anyone
def one(request: Request, activity_id: uuid.UUID) -> Response:
    """A published activity; in another status only for who may change it."""
    who = who_asks(request)
    with request.app.state.database.reading() as connection:
        rows = ONE_ACTIVITY.all(connection, item_values(request, activity_id))
    if not rows:
        raise unknown()
    json, version, status, place_id, wijk = rows[0]
    if status != "published" and (who is None or not may_change(who, place_id, wijk)):
        raise unknown()
    return item_answer(request, json, version)


def wrong_beside_the_shape(request: Request, body: dict[str, Any]) -> list[dict[str, Any]]:
    with request.app.state.database.writing() as session:
        known = known_words(session, place_in(body), body.get("nextSteps"))
        return wrong_fields(body, known, today(), as_id(request.path_params.get("activity_id")))


@router.post("/v1/activities", response_model=ActivityShape, status_code=201)
@also_check(wrong_beside_the_shape)
def add(request: Request, session: Write, who: Changer, body: NewActivityInput, key: IdempotencyKey = None) -> Response:
    """Adds an activity with its dates. The same `Idempotency-Key` with the same body adds it once."""
    once = Once(session, metadata, key, who.subject, "POST /v1/activities", body.model_dump_json().encode())
    activity_id = once.earlier()
    if activity_id is None:
        activity_id = begin(session, who, body, told=example_of(session, who, body.copied_from))
        once.made(activity_id)
    return written(request, session, activity_id, 201)


@router.put("/v1/activities/{activity_id}", response_model=ActivityShape)
@also_check(wrong_beside_the_shape)
def change(request: Versioned, session: Write, who: Changer, activity_id: uuid.UUID, body: ActivityInput) -> Response:
    """Replaces what a coordinator decides; dates that have begun stay as they were. Needs `If-Match`.

    What a form need not know (translations, ages, needs, next steps …) stays when it is not sent. 409 for a state that
    does not follow the present one.
    """
    before = held(session, who, activity_id)
    require_version(request, before.version)
    replace(session, who, before, body)
    return written(request, session, activity_id)


@router.delete("/v1/activities/{activity_id}", status_code=204)
def end(request: Versioned, session: Write, who: Changer, activity_id: uuid.UUID) -> Response:
    """Withdraws an activity: it is known as ended, its dates to come are gone. Needs `If-Match`."""
    before = held(session, who, activity_id)
    require_version(request, before.version)
    refuse_step(before.status, "ended")
    end_activity(session, activity_id, today())
    note(session, who, "end", activity_id, {"status": before.status}, {"status": "ended"})
    return Response(status_code=204)
