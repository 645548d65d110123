"""Writing editions: each step leaves a line in the audit, and freezing keeps the bytes."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, update
from sqlalchemy.orm import Session

from services.kit import audit
from services.participation.editions.content import EditionContent
from services.participation.editions.printing import FORMATS, pdf_of
from services.participation.editions.rules import FROZEN
from services.participation.editions.wording import FIRST
from services.participation.tables import edition, edition_file, metadata

OBJECT = "edition"


def add(session: Session, edition_id: UUID, content: EditionContent, number: int, who: str) -> None:
    about = {"wijk": content.wijk, "month": content.month, "language": content.language or FIRST, "number": number}
    session.execute(insert(edition).values(id=edition_id, content=as_json(content), prepared_by=who, **about))
    change = {name: [None, str(value)] for name, value in about.items()}
    audit.record(session, metadata, who, "create", OBJECT, edition_id, change)


def refresh(session: Session, row: Row[Any], content: EditionContent, who: str) -> None:
    """Who gathered it last is who prepared it."""
    _change(session, row, content=as_json(content), prepared_by=who)
    change = {"gatheredOn": [row.content["gathered_on"], str(content.gathered_on)]}
    audit.record(session, metadata, who, "refresh", OBJECT, row.id, change)


def freeze(session: Session, row: Row[Any], content: EditionContent, who: str, on: date) -> None:
    """Every format is printed now, and never again: from here on the bytes are read."""
    sums = {}
    for form in FORMATS:
        made = pdf_of(content, form, row.number)
        sums[form] = sha256(made).hexdigest()
        values = {"edition_id": row.id, "format": form, "content": made, "sha256": sums[form]}
        session.execute(insert(edition_file).values(values))
    _change(session, row, status=FROZEN, approved_by=who, approved_on=on)
    change = {"status": [row.status, FROZEN]} | {f"sha256.{form}": [None, each] for form, each in sums.items()}
    audit.record(session, metadata, who, "approve", OBJECT, row.id, change)


def drop(session: Session, row: Row[Any], who: str) -> None:
    session.execute(delete(edition).where(edition.c.id == row.id))
    audit.record(session, metadata, who, "delete", OBJECT, row.id, {"status": [row.status, None]})


def _change(session: Session, row: Row[Any], **columns: Any) -> None:
    again = update(edition).where(edition.c.id == row.id)
    session.execute(again.values(version=row.version + 1, updated_at=func.now(), **columns))


def as_json(content: EditionContent) -> dict[str, Any]:
    return content.model_dump(mode="json")
