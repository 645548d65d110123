"""Releases as the API says them, one statement each."""

from typing import Any
from uuid import UUID

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import RowMapping, exists, select, text
from sqlalchemy.orm import Session

from services.indicators.tables import measurement, release, release_cell

_PUBLIC = (
    "'id', r.id, 'number', r.number, 'status', r.status, 'title', r.title, 'notes', r.notes, 'corrects', r.corrects,"
    " 'correctedBy', (SELECT id FROM indicators.release WHERE corrects = r.id AND number IS NOT NULL"
    " ORDER BY number DESC LIMIT 1),"
    " 'preparedAt', r.prepared_at, 'publishedAt', r.published_at, 'checksum', r.checksum,"
    " 'figures', (SELECT coalesce(json_object_agg(status, n), json_build_object()) FROM (SELECT status, count(*) AS n"
    " FROM indicators.release_cell WHERE release_id = r.id GROUP BY status ORDER BY status) counted)"
)
_INSIDE = (
    ", 'preparers', r.preparers, 'approvedBy', r.approved_by, 'selection', r.selection, 'hidden', r.report->'hidden'"
)
_JSON = {False: f"json_build_object({_PUBLIC})::text", True: f"json_build_object({_PUBLIC}{_INSIDE})::text"}
_WHERE = {False: "r.status = 'published'", True: "true"}
_LIST = (
    "SELECT (SELECT count(*) FROM indicators.release r WHERE {where}),"
    " ARRAY(SELECT {json} FROM indicators.release r WHERE {where}"
    " ORDER BY r.number DESC NULLS FIRST, r.prepared_at DESC, r.id LIMIT %(limit)s OFFSET %(offset)s)"
)
_ONE = (
    "SELECT {json}, r.version FROM indicators.release r"
    " WHERE {where} AND (r.id::text = %(id)s OR r.number::text = %(id)s)"
)
ORDER = (
    "shown->>'indicatorId', shown->>'measure', shown->>'period',"
    " array_position('{deal,city,wijk,place}'::text[], shown->>'areaKind'), shown->>'areaLabel', cell_id"
)
_DRAFT = text(f"SELECT shown FROM indicators.release_cell WHERE release_id = :id ORDER BY {ORDER}")  # noqa: S608 (our own columns)
_FILE = """
    SELECT f.checksum, CASE WHEN %(given)s = f.checksum THEN NULL ELSE f.content END FROM indicators.release_file f
    JOIN indicators.release r ON r.id = f.release_id
    WHERE (r.id::text = %(id)s OR r.number::text = %(id)s) AND f.format = %(format)s
"""


def releases(
    connection: Connection[TupleRow], inside: bool, page: int, page_size: int
) -> tuple[list[orjson.Fragment], int]:
    """One page, the newest first; drafts too for those who are `inside`."""
    statement = _LIST.format(json=_JSON[inside], where=_WHERE[inside])
    row = connection.execute(statement.encode(), {"limit": page_size, "offset": (page - 1) * page_size}).fetchone()
    assert row
    return [orjson.Fragment(item) for item in row[1]], row[0]


def release_json(connection: Connection[TupleRow], name: str, inside: bool) -> tuple[bytes, int] | None:
    """By id or number, and its version."""
    statement = _ONE.format(json=_JSON[inside], where=_WHERE[inside])
    row = connection.execute(statement.encode(), {"id": name}).fetchone()
    return (row[0].encode(), row[1]) if row else None


def said(session: Session, release_id: UUID) -> tuple[bytes, int]:
    """Within the transaction that made or changed it."""
    statement = f"SELECT {_JSON[True]}, r.version FROM indicators.release r WHERE r.id = :id"  # noqa: S608 (our own columns)
    body, version = session.execute(text(statement), {"id": release_id}).one()
    return body.encode(), version


def release_file(
    connection: Connection[TupleRow], name: str, format_: str, given: str
) -> tuple[str, bytes | None] | None:
    """Checksum and content; no content for who has this checksum already."""
    row = connection.execute(_FILE, {"id": name, "format": format_, "given": given}).fetchone()
    return (row[0], row[1]) if row else None


def locked(session: Session, release_id: UUID) -> RowMapping | None:
    return session.execute(select(release).where(release.c.id == release_id).with_for_update()).mappings().one_or_none()


def draft_figures(session: Session, release_id: UUID) -> list[dict[str, Any]]:
    return list(session.scalars(_DRAFT, {"id": release_id}))


def outdated(session: Session, release_id: UUID) -> bool:
    """Whether a figure of a dataset in it is not the newest any more. Counts are those of the day they were frozen."""
    columns = release_cell.c
    newer = exists().where(
        columns.release_id == release_id,
        columns.measurement_id == measurement.c.id,
        ~measurement.c.open_at_once,
        measurement.c.superseded_at.is_not(None),
    )
    return bool(session.scalar(select(newer)))
