"""Writing bookings: their rows, and a line in the audit for each. Moments and totals are the database's own work."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.contracts.projects.money import BookingInput
from services.kit import audit
from services.projects import tables
from services.projects.money.queries import Json

Row = dict[str, Any]
MIRRORED = {
    "kind": "kind",
    "contribution": "contribution",
    "pillar": "pillar",
    "project_id": "projectId",
    "tranche_id": "trancheId",
    "year": "year",
    "valid_on": "validOn",
    "document_number": "documentNumber",
}
"""Column → field: what a counter-booking has in common with what it takes back."""


def row_of(booking: BookingInput, **more: Any) -> Row:
    return {"id": uuid4(), **booking.model_dump(), **more}


def reversal_of(booking: Json, reason: str) -> Row:
    mirrored = {column: booking[field] for column, field in MIRRORED.items()}
    return {
        "id": uuid4(),
        **mirrored,
        "amount_cents": -booking["amountCents"],
        "description": booking["description"],
        "reverses": UUID(booking["id"]),
        "reason": reason,
    }


def book(session: Session, rows: Sequence[Row], who: str, action: str = "book") -> list[UUID]:
    """Adds rows with the same columns in their order; all become known at one moment."""
    if not rows:
        return []
    session.execute(insert(tables.booking), [{**row, "who": who} for row in rows])
    changes = {
        row["id"]: {name: [None, _plain(value)] for name, value in row.items() if name != "id" and value is not None}
        for row in rows
    }
    audit.record_all(session, tables.metadata, who, action, "booking", changes)
    return [row["id"] for row in rows]


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) else str(value)
