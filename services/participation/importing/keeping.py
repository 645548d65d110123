"""Previews, kept for an hour so that they can be confirmed."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation.imports import ImportShape
from services.kit.who import Who
from services.participation.importing.planning import Plan
from services.participation.importing.previewing import Kept
from services.participation.tables import import_preview

HOUR = timedelta(hours=1)
CONFIRMED_FOR = timedelta(days=7)
"""So long is a confirmation that is sent again answered as before."""


def keep(session: Session, who: Who, source: str, rows: Kept, plan: Plan, answer: ImportShape) -> None:
    session.execute(
        insert(import_preview).values(
            id=answer.id,
            who=who.subject,
            kind=plan.kind,
            source=source,
            rows=rows,
            versions=plan.versions(),
            answer=answer.model_dump(mode="json", by_alias=True),
            until=answer.until,
        )
    )


def kept(session: Session, who: Who, import_id: uuid.UUID, now: datetime) -> Row[Any] | None:
    """One's own preview, held until the request is done."""
    own = and_(import_preview.c.id == import_id, import_preview.c.who == who.subject, import_preview.c.until > now)
    return session.execute(select(import_preview).where(own).with_for_update()).one_or_none()


def confirm(session: Session, import_id: uuid.UUID, answer: ImportShape, now: datetime) -> None:
    """The rows of the file are no longer needed."""
    done = {"rows": [], "answer": answer.model_dump(mode="json", by_alias=True), "until": now + CONFIRMED_FOR}
    session.execute(update(import_preview).where(import_preview.c.id == import_id).values(done))


def forget_previews(session: Session, now: datetime, days: int) -> int:
    gone = delete(import_preview).where(import_preview.c.until < now).returning(import_preview.c.id)
    return len(session.execute(gone).all())
