"""What every change of an activity has in common: it is held, checked, written and noted."""

import uuid
from typing import Any

import orjson
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput
from services.kit import audit
from services.kit.problems import Problem, bad_request
from services.kit.who import Who
from services.participation.activities.content import without_unsent
from services.participation.activities.rules import may_change, wrong_fields
from services.participation.activities.saving import add_activities, change_activity, known_words, values_of
from services.participation.activities.state_rules import refused_step
from services.participation.activities.translation_rules import Told, followed
from services.participation.clock import today
from services.participation.enrolments.changes import has_people_to_come
from services.participation.tables import activity, metadata


def replace(
    session: Session,
    who: Who,
    before: Row[Any],
    body: ActivityInput,
    action: str = "change",
    told: Told | None = None,
) -> None:
    """Writes what a coordinator decides over the activity `before`; `told` is what its translations were kept with."""
    refuse_step(before.status, body.status if "status" in body.model_fields_set else before.status)
    values = without_unsent(body, checked(session, who, body, before.id))
    if body.joining != before.joining and has_people_to_come(session, before.id):
        raise Problem(409, "People joined already, so the way of joining can't change now.", code="joined")
    written = change_activity(session, before.id, values, today(), told)
    note(session, who, action, before.id, {name: getattr(before, name) for name in written}, written)


def begin(session: Session, who: Who, body: ActivityInput, action: str = "add", told: Told | None = None) -> uuid.UUID:
    """Adds an activity with its dates; `told` is what its translations were copied from."""
    values = checked(session, who, body)
    values["translations"] = followed(values, told)
    activity_id = uuid.uuid4()
    add_activities(session, [{**values, "id": activity_id}], today())
    note(session, who, action, activity_id, {}, values)
    return activity_id


def refuse_step(before: str, after: str) -> None:
    """Raises Problem 409 for a step that the table of states does not have."""
    if reason := refused_step(before, after):
        raise Problem(409, reason, code=before if before == "ended" else "not-from-here")


def checked(session: Session, who: Who, body: ActivityInput, activity_id: uuid.UUID | None = None) -> dict[str, Any]:
    """The values to save. Raises 400 with every wrong field, 403 for a place that is not the asker's."""
    sent = body.model_dump(by_alias=True)
    known = known_words(session, body.place_id, sent["nextSteps"])
    if errors := wrong_fields(sent, known, today(), activity_id):
        raise bad_request(errors)
    assert known.wijk_of_place is not None
    if not may_change(who, body.place_id, known.wijk_of_place):
        raise not_yours()
    return values_of(body, known.wijk_of_place)


def held(session: Session, who: Who, activity_id: uuid.UUID) -> Row[Any]:
    """The activity, kept from others until this request is done."""
    row = session.execute(select(activity).where(activity.c.id == activity_id).with_for_update()).one_or_none()
    if row is None:
        raise unknown()
    if not may_change(who, row.place_id, row.wijk):
        raise not_yours()
    return row


def note(
    session: Session, who: Who, action: str, activity_id: uuid.UUID, before: dict[str, Any], after: dict[str, Any]
) -> None:
    change = audit.difference(before, after)
    plain = orjson.loads(orjson.dumps(change))
    audit.record(session, metadata, who.subject, action, "activity", activity_id, plain)


def unknown() -> Problem:
    return Problem(404, "There is no activity with this id.")


def not_yours() -> Problem:
    return Problem(403, "This activity is of a place that you do not work for.", title="Not allowed")
