"""What is to be told to people: written in the transaction of the change, sent or called later.

Rows hold ids, no names. Who left an e-mail address gets a letter, who left only a phone number is on the phone list of
the place, and who left neither looks at the own link.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Uuid, case, delete, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.participation.tables import enrolment, notice

COLUMNS = ("enrolment_id", "occurrence_id", "more", "kind", "way")
WAY = case((enrolment.c.email.is_not(None), "mail"), else_="phone")


def tell(
    session: Session,
    kind: str,
    occurrence_id: uuid.UUID,
    whom: ColumnElement[bool],
    more: int = 0,
    by_phone: bool = True,
) -> None:
    """Notes `kind` for the enrolments that fit; of what waits to be told already, nothing is noted twice."""
    e = enrolment.c
    reachable = or_(e.email.is_not(None), e.phone.is_not(None)) if by_phone else e.email.is_not(None)
    values: tuple[Any, ...] = (e.id, literal(occurrence_id, Uuid), literal(more), literal(kind), WAY)
    rows = select(*values).where(whom, reachable).order_by(e.number)
    session.execute(insert(notice).from_select(COLUMNS, rows).on_conflict_do_nothing())


def need_not_tell(
    session: Session, whom: ColumnElement[bool], *kinds: str, dates: Sequence[uuid.UUID] | None = None
) -> None:
    """Takes back what was not told yet, of these kinds or of any; of all dates of a series, or of some."""
    chosen = [notice.c.enrolment_id.in_(select(enrolment.c.id).where(whom)), notice.c.done_at.is_(None)]
    if kinds:
        chosen.append(notice.c.kind.in_(kinds))
    if dates is not None:
        chosen.append(notice.c.occurrence_id.in_(dates))
    session.execute(delete(notice).where(*chosen))
