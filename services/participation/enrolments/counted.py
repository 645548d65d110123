"""Reading and writing of who came."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.participation import AttendanceInput, AttendanceShape, AttendanceTotals, CountedDate
from services.kit.wrong_fields import wrong
from services.participation.enrolments.queries import of_subject
from services.participation.enrolments.subjects import NOT_HELD, Subject
from services.participation.tables import attendance, enrolment, occurrence, presence, seats


def attendance_of(session: Session, occurrence_id: uuid.UUID, lock: bool = False) -> AttendanceShape:
    """What was noted of a date; `lock` keeps it from others until this transaction ends."""
    if lock:
        session.execute(select(attendance).where(attendance.c.occurrence_id == occurrence_id).with_for_update())
    dates = occurrence.outerjoin(attendance, attendance.c.occurrence_id == occurrence.c.id)
    rows = select(occurrence.c.starts_at, attendance.c.count, attendance.c.of_whom, attendance.c.version)
    row = session.execute(rows.select_from(dates).where(occurrence.c.id == occurrence_id)).one()
    ticked = select(presence.c.enrolment_id).where(presence.c.occurrence_id == occurrence_id)
    return AttendanceShape(
        occurrence_id=occurrence_id,
        start=row.starts_at,
        count=row.count,
        of_whom=row.of_whom or {},
        present=sorted(session.scalars(ticked)),
        version=row.version or 0,
    )


def strangers(session: Session, subject: Subject, present: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    """Ids that are no enrolment of this date, as wrong fields."""
    of_it = select(enrolment.c.id).join(seats, seats.c.id == enrolment.c.seats_id).where(of_subject(subject))
    known = set(session.scalars(of_it.where(enrolment.c.id.in_(present))))
    return [
        wrong(f"present.{n}", "unknown", "This is nobody who joined this date.")
        for n, each in enumerate(present)
        if each not in known
    ]


def count_them(session: Session, occurrence_id: uuid.UUID, body: AttendanceInput) -> AttendanceShape:
    """Replaces the count and the ticks of a date."""
    present = sorted(set(body.present or ()))
    values = {"count": len(present) if body.count is None else body.count, "of_whom": body.of_whom}
    changed = {**values, "version": attendance.c.version + 1, "updated_at": func.now()}
    row = upsert(attendance).values(occurrence_id=occurrence_id, **values)
    session.execute(row.on_conflict_do_update(index_elements=["occurrence_id"], set_=changed))
    session.execute(delete(presence).where(presence.c.occurrence_id == occurrence_id))
    if present:
        ticks = [{"occurrence_id": occurrence_id, "enrolment_id": each} for each in present]
        session.execute(insert(presence), ticks)
    return attendance_of(session, occurrence_id)


def totals_of(session: Session, activity_id: uuid.UUID, now: datetime) -> AttendanceTotals:
    """Of the dates that have begun and were not called off, the newest first."""
    o, n = occurrence.c, attendance.c
    rows = session.execute(
        select(o.id, o.starts_at, n.count, n.of_whom)
        .outerjoin_from(occurrence, attendance, n.occurrence_id == o.id)
        .where(o.activity_id == activity_id, o.starts_at <= now, o.status.not_in(NOT_HELD))
        .order_by(o.starts_at.desc())
    ).all()
    dates = [CountedDate(occurrence_id=r.id, start=r.starts_at, count=r.count, of_whom=r.of_whom or {}) for r in rows]
    counts = [each.count for each in dates if each.count is not None]
    return AttendanceTotals(
        activity_id=activity_id, dates=len(dates), counted=len(counts), visits=sum(counts), items=dates
    )
