"""Files as they were looked at, and the booking of one as a whole."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.projects.booking_imports import (
    BookingImportPreview,
    BookingImportShape,
    BookingImportSummary,
)
from services.contracts.projects.money import BookingInput
from services.kit import audit
from services.kit.sheet_rows import Given
from services.projects import tables
from services.projects.importing.previewing import kept_rows
from services.projects.money import saving

KEPT = timedelta(days=1)
"""So long can a file that was looked at be booked."""
booking_import = tables.booking_import


def keep(
    session: Session,
    rows: Sequence[Given],
    contribution: str | None,
    checksum: str,
    preview: BookingImportPreview,
    who: str,
) -> UUID:
    """Also forgets files that were looked at and never booked."""
    old = booking_import.c.made_at < func.now() - KEPT
    session.execute(delete(booking_import).where(booking_import.c.confirmed_at.is_(None), old))
    import_id = uuid4()
    values = {"id": import_id, "contribution": contribution, "checksum": checksum, "rows": kept_rows(rows), "who": who}
    shown = preview.model_dump(mode="json", by_alias=True)
    session.execute(insert(booking_import).values(values | {"preview": shown}))
    return import_id


def held(session: Session, import_id: UUID) -> Row[Any] | None:
    """The file, held until the request is done: who confirms it too waits for this."""
    statement = select(booking_import).where(booking_import.c.id == import_id).with_for_update()
    return session.execute(statement).one_or_none()


def book_all(session: Session, import_id: UUID, bookings: Sequence[BookingInput], who: str) -> Row[Any]:
    """All at one moment, each in the audit; the file as it is kept then."""
    saving.book(session, [saving.row_of(each, import_id=import_id) for each in bookings], who)
    done = {"confirmed_at": func.now(), "booked": len(bookings)}
    row = session.execute(
        update(booking_import).where(booking_import.c.id == import_id).values(done).returning(booking_import)
    ).one()
    change = audit.difference({}, {"checksum": row.checksum, "booked": row.booked})
    audit.record(session, tables.metadata, who, "confirm", "booking-import", import_id, change)
    return row


def shape_of(row: Row[Any]) -> BookingImportShape:
    about = {name: row._mapping[name] for name in BookingImportSummary.model_fields}
    preview = BookingImportPreview.model_validate(row.preview)
    return BookingImportShape(**about, **dict(preview))
