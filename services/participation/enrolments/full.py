"""`/v1/occurrences/{id}/full`: a coordinator sees that the room is full; who joins from then on waits."""

import uuid
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import FullInput, FullShape
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem
from services.participation.activities.rules import may_change
from services.participation.clock import now
from services.participation.enrolments.counting import fill_places, hold_to_join, save
from services.participation.enrolments.people import desk_of
from services.participation.enrolments.subjects import Subject, public_date
from services.participation.tables import activity, metadata, place, seats

router = APIRouter(tags=["enrolments"])
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]


@router.put("/v1/occurrences/{occurrence_id}/full", response_model=FullShape)
def say_full(request: Request, session: Write, who: Changer, occurrence_id: uuid.UUID, body: FullInput) -> Response:
    """Says that a date is full, or not any more: then places go to who waits. Of a series it is about all dates.

    Nobody loses a place. Safe to repeat.
    """
    subject = own_public_date(session, who, occurrence_id)
    found = told(session, request, subject, body)
    audit.record(session, metadata, who.subject, "full", "occurrence", occurrence_id, {"full": [None, body.full]})
    answer = found.model_dump_json(by_alias=True).encode()
    return json_answer(request, answer, body_etag(answer))


def told(session: Session, request: Request, subject: Subject, body: FullInput) -> FullShape:
    held = hold_to_join(session, subject)
    capacity = held.counts.taken if body.full else subject.capacity
    held.counts = replace(held.counts, capacity=capacity)
    if not body.full:
        fill_places(session, held, now(), desk_of(request.app.state.settings).offer_time)
    save(session, held)
    changed = update(seats).where(seats.c.id == held.id, seats.c.said_full.is_distinct_from(body.full))
    if session.execute(changed.values(said_full=body.full).returning(seats.c.id)).first():
        shown_anew = update(activity).where(activity.c.id == subject.activity_id)
        session.execute(shown_anew.values(updated_at=func.now()))
    return FullShape(full=body.full, taken=held.counts.taken, waiting=held.counts.waiting)


def own_public_date(session: Session, who: Who, occurrence_id: uuid.UUID) -> Subject:
    """That of the whole series where one joins that. Raises Problem 404, 403, 409."""
    subject = public_date(session, occurrence_id)
    if subject is None:
        raise Problem(404, "There is no date with this id that the public sees.")
    wijk = session.scalars(select(place.c.wijk).where(place.c.id == subject.place_id)).one()
    if not may_change(who, subject.place_id, wijk):
        raise Problem(403, "This date is of a place that you do not work for.", title="Not allowed")
    if not subject.may_be_filled(now()):
        raise Problem(409, "This date has begun or was cancelled, so nobody joins it any more.", code="begun")
    return replace(subject, occurrence_id=None) if subject.joining == "series" else subject
