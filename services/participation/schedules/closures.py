"""`/v1/places/{id}/closures`: a place is closed for some days, and so is all that is done there."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import ClosureInput, ClosureShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem, also_check, bad_request
from services.participation.activities.rules import may_change
from services.participation.clock import today
from services.participation.schedules.exception_rules import wrong_period
from services.participation.schedules.exceptions import dates_changed
from services.participation.schedules.loading import closures_of
from services.participation.tables import activity, metadata, place, place_closure

router = APIRouter(tags=["schedules"])
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]


@router.get("/v1/places/{place_id}/closures", response_model=Page[ClosureShape])
@anyone
def closures(request: Request, place_id: uuid.UUID) -> Response:
    """Days to come on which the place is closed."""
    with request.app.state.database.writing() as session:
        if not session.scalar(select(place.c.id).where(place.c.id == place_id)):
            raise unknown()
        items = [shape(row) for row in closures_of(session, [place_id], today()).get(place_id, ())]
    page = Page[ClosureShape](items=items, total=len(items), next=None)
    body = page.model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def wrong_beside_the_shape(_: Request, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    return wrong_period(body, today())


@router.post("/v1/places/{place_id}/closures", response_model=ClosureShape, status_code=201)
@also_check(wrong_beside_the_shape)
def close(request: Request, session: Write, who: Changer, place_id: uuid.UUID, body: ClosureInput) -> Response:
    """No activity of the place has a date on these days; people who joined one are told.

    Safe to repeat: the same days once more answer 200, with the reason that was given last.
    """
    if errors := wrong_period(body.model_dump(mode="json", by_alias=True), today()):
        raise bad_request(errors)
    held(session, who, place_id)
    values = {"place_id": place_id, "first_day": body.from_, "last_day": body.to}
    same = [place_closure.c[name] == value for name, value in values.items()]
    reason = body.reason or None
    before = session.execute(select(place_closure).where(*same, place_closure.c.undone_at.is_(None))).one_or_none()
    if before is not None and before.reason == reason:
        return answer(request, before, 200)
    row = save(session, before, values | {"reason": reason})
    write_all(session, place_id)
    note(session, who, "close", row)
    return answer(request, row, 201 if before is None else 200)


def save(session: Session, before: Row[Any] | None, values: dict[str, Any]) -> Row[Any]:
    if before is None:
        new = insert(place_closure).values(id=uuid.uuid4(), **values)
        return session.execute(new.returning(place_closure)).one()
    again = update(place_closure).where(place_closure.c.id == before.id).values(values)
    return session.execute(again.returning(place_closure)).one()


@router.delete("/v1/places/{place_id}/closures/{closure_id}", status_code=204)
def open_again(session: Write, who: Changer, place_id: uuid.UUID, closure_id: uuid.UUID) -> Response:
    """The dates of these days are there again; people who had joined one are told. Safe to repeat."""
    held(session, who, place_id)
    each = place_closure.c
    row = session.execute(select(place_closure).where(each.id == closure_id, each.place_id == place_id)).one_or_none()
    if row is None:
        raise Problem(404, "There is no closure with this id here.")
    if row.undone_at is None:
        session.execute(update(place_closure).where(each.id == closure_id).values(undone_at=func.now()))
        write_all(session, place_id)
        note(session, who, "open", row)
    return Response(status_code=204)


def held(session: Session, who: Who, place_id: uuid.UUID) -> None:
    """Keeps the place from who closes or changes it, then its activities from who changes or joins them, then the place
    from who adds activities. Changing an activity takes it before its place too, so nobody waits in a circle.
    """
    here = select(place.c.wijk).where(place.c.id == place_id)
    row = session.execute(here.with_for_update(key_share=True)).one_or_none()
    if row is None:
        raise unknown()
    if not may_change(who, place_id, row.wijk):
        raise Problem(403, "You do not work for this place.", title="Not allowed")
    session.execute(of_place(place_id).with_for_update())
    session.execute(here.with_for_update())


def write_all(session: Session, place_id: uuid.UUID) -> None:
    """With the activities that were added just before the place was held."""
    dates_changed(session, list(session.scalars(of_place(place_id).with_for_update())))


def of_place(place_id: uuid.UUID) -> Select[tuple[uuid.UUID]]:
    going_on = (activity.c.place_id == place_id, activity.c.status != "ended")
    return select(activity.c.id).where(*going_on).order_by(activity.c.id)


def shape(row: Row[Any]) -> ClosureShape:
    return ClosureShape(id=row.id, from_=row.first_day, to=row.last_day, reason=row.reason)


def answer(request: Request, row: Row[Any], status: int) -> Response:
    body = shape(row).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body), status)


def note(session: Session, who: Who, action: str, row: Row[Any]) -> None:
    """Without the reason: people write names in it."""
    about = {"closed": [row.first_day.isoformat(), row.last_day.isoformat()]}
    audit.record(session, metadata, who.subject, action, "place", row.place_id, about)


def unknown() -> Problem:
    return Problem(404, "There is no place with this id.")
