"""Writing what was planned, in the caller's transaction."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, insert, update
from sqlalchemy.orm import Session

from services.kit.who import Who
from services.participation.activities.changing import note as note_activity
from services.participation.activities.saving import add_activities, change_activity
from services.participation.importing.planning import Plan, Planned, Values
from services.participation.places import router as places
from services.participation.places.answers import note as note_place
from services.participation.places.saving import still_checked
from services.participation.tables import place


def apply(session: Session, plan: Plan, who: Who, today: date) -> None:
    """Adds and changes, each noted in the audit."""
    added = [each for each in plan.rows if each.action == "add"]
    changed = [each for each in plan.rows if each.action == "change"]
    ids = add(session, plan.kind == "places", added, today)
    note = note_place if plan.kind == "places" else note_activity
    for each, object_id in zip(added, ids, strict=True):
        note(session, who, "add", object_id, {}, _values(each))
    for each in changed:
        _change(session, plan.kind == "places", each, today)
        assert each.before is not None
        before = each.before._mapping
        note(session, who, "change", each.id, {name: before[name] for name in _values(each)}, _values(each))


def add(session: Session, are_places: bool, rows: Sequence[Planned], today: date) -> list[uuid.UUID]:
    """The ids: those that follow from a key."""
    values = [{**_values(each), "id": each.id} for each in rows]
    if values and are_places:
        session.execute(insert(place), [{**each, **places.confirmed(today)} for each in values])
    elif values:
        add_activities(session, values, today)
    return [each["id"] for each in values]


def _change(session: Session, are_places: bool, planned: Planned, today: date) -> None:
    assert planned.before is not None
    if not are_places:
        change_activity(session, planned.id, _values(planned), today)
        return
    values = _values(planned)
    changed = {**values, "accessibility_checked": still_checked(planned.before, values["accessibility"])}
    changed |= places.confirmed(today)
    changed |= {"version": place.c.version + 1, "updated_at": func.now()}
    session.execute(update(place).where(place.c.id == planned.id).values(changed))


def _values(planned: Planned) -> Values:
    assert planned.values is not None
    return planned.values
