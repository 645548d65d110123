"""Editions as they are kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from services.contracts.participation.editions import EditionFile, EditionShape
from services.kit.hot import json_object
from services.participation.editions.content import EditionContent
from services.participation.editions.rules import FROZEN
from services.participation.editions.wording import FIRST
from services.participation.tables import edition, edition_file, wijk

E, F = edition.c, edition_file.c
HREF = "/v1/editions/{id}/files/{format}.pdf"


@dataclass(frozen=True, slots=True)
class Printed:
    """A file of a frozen edition, without its bytes."""

    edition: UUID
    number: int
    sha256: str


def printed(
    session: Session, wijk_id: str, month: date, language: str, form: str, number: int | None
) -> Printed | None:
    """The newest frozen edition, or the one with this number."""
    where = [E.wijk == wijk_id, E.month == month, E.language == language, E.status == FROZEN, F.format == form]
    if number is not None:
        where.append(E.number == number)
    found = select(E.id, E.number, F.sha256).join(edition_file, F.edition_id == E.id).where(*where)
    row = session.execute(found.order_by(E.number.desc()).limit(1)).one_or_none()
    return Printed(*row) if row else None


def bytes_of(session: Session, edition_id: UUID, form: str) -> tuple[bytes, str] | None:
    """A frozen file and its checksum."""
    row = session.execute(select(F.content, F.sha256).where(F.edition_id == edition_id, F.format == form)).one_or_none()
    return (row.content, row.sha256) if row else None


def with_id(session: Session, edition_id: UUID, *, held: bool = False) -> Row[Any] | None:
    """With `held`, kept from other writers until the transaction ends."""
    found = select(edition).where(E.id == edition_id)
    return session.execute(found.with_for_update() if held else found).one_or_none()


def next_number(session: Session, wijk_id: str, month: date, language: str) -> int:
    of_these = select(func.coalesce(func.max(E.number), 0) + 1)
    return int(session.scalar(of_these.where(E.wijk == wijk_id, E.month == month, E.language == language)) or 1)


def editions_page(
    session: Session, where: list[ColumnElement[bool]], limit: int, offset: int
) -> tuple[list[EditionShape], int]:
    """The newest month first, with how many there are in all: one statement, and another beyond the last page."""
    counted = select(func.count()).select_from(edition).where(*where)
    newest = (E.month.desc(), wijk.c.position, E.language, E.number.desc())
    found = listed().add_columns(counted.scalar_subquery().label("total")).where(*where).order_by(*newest)
    rows = session.execute(found.limit(limit).offset(offset)).all()
    return [shape(row) for row in rows], rows[0].total if rows else session.scalar(counted) or 0


def listed() -> Select[Any]:
    """Without the content, which is large."""
    many = func.jsonb_array_length(E.content["items"]).label("items")
    gathered = E.content["gathered_on"].astext.label("gathered_on")
    columns = (each for each in edition.c if each.name != "content")
    return select(*columns, many, gathered, files_of_edition().label("files")).join(wijk, wijk.c.id == E.wijk)


def files_of_edition() -> ScalarSelect[Any]:
    one = json_object(format=F.format, size=func.length(F.content), sha256=F.sha256)
    return select(func.json_agg(aggregate_order_by(one, F.format))).where(F.edition_id == E.id).scalar_subquery()


def one_listed(session: Session, edition_id: UUID) -> EditionShape:
    return shape(session.execute(listed().where(E.id == edition_id)).one())


def shape(row: Row[Any]) -> EditionShape:
    files = [EditionFile(**each, href=HREF.format(id=row.id, **each)) for each in row.files or ()]
    return EditionShape(
        id=row.id,
        wijk=row.wijk,
        month=f"{row.month:%Y-%m}",
        language=None if row.language == FIRST else row.language,
        number=row.number,
        status=row.status,
        items=row.items,
        gathered_on=row.gathered_on,
        approved_on=row.approved_on,
        files=files,
        version=row.version,
        updated_at=row.updated_at,
    )


def content_of(row: Row[Any]) -> EditionContent:
    return EditionContent.model_validate(row.content)
