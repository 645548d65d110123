"""What harvesters have to read again: activities in the order of their last change (ADR 0017)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityShape
from services.kit.hot import HotRead, as_json, compiled, number, this_minute
from services.participation.activities.conditions import activity
from services.participation.activities.filters import ActivityFilters
from services.participation.activities.queries import JOINED, activity_fields
from services.participation.tables import harvest

KEPT = timedelta(days=7)
"""How long it is told that an activity is no longer there."""
PAGE_ITEMS = 500
TOO_LONG = 60
"""Seconds that a change may be held back before it is said."""
HORIZON: ColumnElement[int] = literal_column("(SELECT participation.harvest_horizon())")
DUTCH = dict.fromkeys(("language_1", "language_2", "language_3"), "nl")


@dataclass(frozen=True)
class Change:
    """The last change of an activity; without it, it is no longer public."""

    modified: int
    activity_id: UUID
    activity: ActivityShape | None


@lru_cache(maxsize=8)
def _changes(items: int) -> HotRead:
    """Mark and activity, each activity once: an earlier mark only while its later one is not complete."""
    h = harvest.c
    after = tuple_(bindparam("modified", type_=BigInteger), bindparam("id", type_=Uuid))
    rows = select(h.modified, h.activity_id).where(tuple_(h.modified, h.activity_id) > after, h.modified < HORIZON)
    return compiled(rows.where(~replaced()).order_by(h.modified, h.activity_id).limit(number(items)))


def replaced() -> ColumnElement[bool]:
    """There is a later mark of the same activity, and it is complete."""
    h, later = harvest.c, harvest.alias("later").c
    return exists().where(later.activity_id == h.activity_id, later.modified > h.modified, later.modified < HORIZON)


def _public() -> HotRead:
    """The activities `ids` that are public, without their dates."""
    ids = func.any(bindparam("ids", type_=ARRAY(Uuid)))
    rows = select(*activity_fields(0)).select_from(JOINED)
    return compiled(as_json(rows.where(activity.c.id == ids, activity.c.status == literal_column("'published'"))))


PUBLIC = _public()


def changes_after(connection: Connection[TupleRow], modified: int, after: UUID, items: int) -> list[Change]:
    """A page of what changed after this item. What an activity says is read after its mark, so it may be newer than
    that, and comes again then; it is never older."""
    marks = _changes(items).all(connection, {"modified": modified, "id": after})
    known = public(connection, [id_ for _, id_ in marks])
    return [Change(mark, id_, known.get(id_)) for mark, id_ in marks]


def public(connection: Connection[TupleRow], ids: Sequence[UUID]) -> dict[UUID, ActivityShape]:
    values = ActivityFilters().values(this_minute()) | DUTCH | {"ids": list(ids)}
    found = [ActivityShape.model_validate_json(row[0]) for row in PUBLIC.all(connection, values)] if ids else []
    return {each.id: each for each in found}


def held_back(connection: Connection[TupleRow]) -> float:
    """Seconds that the oldest change has been kept from the feed by a transaction that still writes somewhere; 0 when
    none is. Seconds are usual; minutes are a transaction that somebody forgot."""
    row = HELD_BACK.all(connection, {})[0]
    return max(0.0, float(row[0] or 0))


def _held_back() -> HotRead:
    waiting = select(func.min(harvest.c.at)).where(harvest.c.modified >= HORIZON)
    return compiled(select(func.extract("epoch", func.now() - waiting.scalar_subquery())))


HELD_BACK = _held_back()


def prune(session: Session, now: datetime) -> int:
    """Takes away what a later mark replaces, and what is told long enough of activities that are gone."""
    session.execute(text("SELECT participation.harvest_keep_rising()"))
    h = harvest.c
    there = exists().where(activity.c.id == h.activity_id, activity.c.status == "published")
    told = and_(h.at < now - KEPT, ~there)
    return len(session.execute(delete(harvest).where(or_(replaced(), told)).returning(h.activity_id)).all())
