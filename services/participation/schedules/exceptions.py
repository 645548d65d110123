"""`/v1/activities/{id}/exceptions`: what a volunteer can do about dates in one action, and undo in one."""

import uuid
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import ExceptionInput, ExceptionShape
from services.contracts.shapes import Page
from services.kit import audit
from services.kit.access import Allow, Who, anyone, who_asks
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem, also_check, bad_request
from services.participation.activities.rules import may_change
from services.participation.clock import today
from services.participation.schedules.date_rules import ONE_DAY
from services.participation.schedules.exception_rules import Found, meant_by, wrong_fields
from services.participation.schedules.loading import Loaded, one_loaded
from services.participation.schedules.shown import exception_shape, shown_exceptions
from services.participation.schedules.writing import write_dates
from services.participation.tables import activity, metadata, schedule_exception

router = APIRouter(tags=["schedules"])
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
Values = dict[str, Any]
DECIDED = ("kind", "moved_start", "moved_end", "reason")


@router.get("/v1/activities/{activity_id}/exceptions", response_model=Page[ExceptionShape])
@anyone
def exceptions(request: Request, activity_id: uuid.UUID) -> Response:
    """Exceptions that are not over, those of the place too (`ofPlace`); of a draft only for who may change it."""
    with request.app.state.database.writing() as session:
        items = shown_exceptions(seen(request, session, activity_id), today())
    body = Page[dict[str, Any]](items=items, total=len(items), next=None).model_dump_json().encode()
    return json_answer(request, body, body_etag(body))


def wrong_beside_the_shape(request: Request, body: Values) -> list[dict[str, Any]]:
    try:
        activity_id = uuid.UUID(request.path_params["activity_id"])
    except ValueError:
        return []
    with request.app.state.database.writing() as session:
        if not session.scalar(select(activity.c.id).where(activity.c.id == activity_id)):
            return []
        return wrong_fields(body, since_yesterday(session, activity_id).schedule, datetime.now(UTC))


@router.post("/v1/activities/{activity_id}/exceptions", response_model=ExceptionShape, status_code=201)
@also_check(wrong_beside_the_shape)
def make(request: Request, session: Write, who: Changer, activity_id: uuid.UUID, body: ExceptionInput) -> Response:
    """Cancels or moves one date, or closes some weeks; people who joined are told.

    Safe to repeat, so it needs neither `If-Match` nor `Idempotency-Key`: the same once more answers 200 and changes
    nothing; a date that was cancelled can be moved, and the other way round. Who is changing the activity itself is not
    in the way: its version stays.
    """
    held(session, who, activity_id)
    each = since_yesterday(session, activity_id)
    given = body.model_dump(mode="json", by_alias=True)
    if errors := wrong_fields(given, each.schedule, datetime.now(UTC)):
        raise bad_request(errors)
    if each.row.status == "ended":
        raise Problem(409, "This activity has ended: it has no dates to change.", code="ended")
    row, changed = save(session, activity_id, values_of(body, given, each))
    if changed:
        dates_changed(session, [activity_id])
        note(session, who, "except", row)
    answer = exception_shape(row).model_dump_json(by_alias=True).encode()
    return json_answer(request, answer, body_etag(answer), 201 if changed == "added" else 200)


@router.delete("/v1/activities/{activity_id}/exceptions/{exception_id}", status_code=204)
def undo(session: Write, who: Changer, activity_id: uuid.UUID, exception_id: uuid.UUID) -> Response:
    """Dates are again as the rule gives them; people who had joined are told. Safe to repeat."""
    held(session, who, activity_id)
    each = schedule_exception.c
    chosen = select(schedule_exception).where(each.id == exception_id, each.activity_id == activity_id)
    row = session.execute(chosen).one_or_none()
    if row is None:
        raise Problem(404, "There is no exception with this id here. A closed place is opened at the place.")
    if row.undone_at is None:
        session.execute(update(schedule_exception).where(each.id == exception_id).values(undone_at=func.now()))
        dates_changed(session, [activity_id])
        note(session, who, "undo exception", row)
    return Response(status_code=204)


def seen(request: Request, session: Session, activity_id: uuid.UUID) -> Loaded:
    """The activity, when it is public or the asker may change it."""
    row = session.execute(select(activity).where(activity.c.id == activity_id)).one_or_none()
    who = who_asks(request)
    if row is None or (row.status != "published" and not (who and may_change(who, row.place_id, row.wijk))):
        raise unknown()
    return since_yesterday(session, activity_id)


def since_yesterday(session: Session, activity_id: uuid.UUID) -> Loaded:
    return one_loaded(session, activity_id, today() - ONE_DAY)


def held(session: Session, who: Who, activity_id: uuid.UUID) -> None:
    """Kept from others until this request is done."""
    columns = (activity.c.place_id, activity.c.wijk)
    row = session.execute(select(*columns).where(activity.c.id == activity_id).with_for_update()).one_or_none()
    if row is None:
        raise unknown()
    if not may_change(who, row.place_id, row.wijk):
        raise Problem(403, "This activity is of a place that you do not work for.", title="Not allowed")


def values_of(body: ExceptionInput, given: Values, each: Loaded) -> Values:
    if body.kind == "closed":
        return {"kind": "closed", "first_day": body.from_, "last_day": body.to, "reason": body.reason or None}
    meant = meant_by(given, each.schedule, today())
    assert isinstance(meant, Found)
    values = {"kind": body.kind, "local_start": meant.local_start, "reason": body.reason or None}
    if body.kind == "moved":
        assert body.start
        values |= {"moved_start": body.start, "moved_end": body.end or body.start + each.schedule.lasts}
    return values


def save(session: Session, activity_id: uuid.UUID, values: Values) -> tuple[Row[Any], str]:
    """The row, and what was done: "added", "replaced" or "" when it said this already."""
    each = schedule_exception.c
    same = [each[name] == values[name] for name in ("local_start", "first_day", "last_day") if name in values]
    chosen = select(schedule_exception).where(each.activity_id == activity_id, each.undone_at.is_(None), *same)
    before = session.execute(chosen).one_or_none()
    decided = {name: values.get(name) for name in DECIDED}
    if before is None:
        new = {"id": uuid.uuid4(), "activity_id": activity_id, **values}
        return session.execute(insert(schedule_exception).values(new).returning(schedule_exception)).one(), "added"
    if {name: getattr(before, name) for name in DECIDED} == decided:
        return before, ""
    changed = update(schedule_exception).where(each.id == before.id).values(decided).returning(schedule_exception)
    return session.execute(changed).one(), "replaced"


def dates_changed(session: Session, activity_ids: list[uuid.UUID]) -> None:
    """Writes the dates again; what is shown of the activities changed, what a coordinator decides did not."""
    session.execute(update(activity).where(activity.c.id.in_(activity_ids)).values(updated_at=func.now()))
    write_dates(session, activity_ids, datetime.now(UTC), today())


def note(session: Session, who: Who, action: str, row: Row[Any]) -> None:
    """Without the reason: people write names in it."""
    when: tuple[date | datetime | None, ...] = (row.local_start, row.moved_start, row.first_day, row.last_day)
    about = {"exception": row.kind, "when": [moment.isoformat() for moment in when if moment]}
    audit.record(session, metadata, who.subject, action, "activity", row.activity_id, about)


def unknown() -> Problem:
    return Problem(404, "There is no activity with this id.")
