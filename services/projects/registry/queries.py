"""Questions about the registry, one statement each: rows come from the database as ready JSON."""

from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Text, cast, literal, select, union_all
from sqlalchemy.orm import Session

from services.projects import tables
from services.projects.deal.queries import FoundPage
from services.projects.registry.rules import Known, folded

_SHOWN: LiteralString = """
    json_build_object(
        'id', project.id, 'title', title, 'summary', summary, 'description', description, 'pillar', pillar,
        'themes', (SELECT coalesce(json_agg(theme ORDER BY position), '[]')
            FROM projects.project_theme WHERE project_id = project.id),
        'approach', (SELECT coalesce(json_agg(element ORDER BY position), '[]')
            FROM projects.project_element WHERE project_id = project.id),
        'wijken', (SELECT coalesce(json_agg(wijk ORDER BY position), '[]')
            FROM projects.project_wijk WHERE project_id = project.id),
        'status', status, 'lead', lead, 'partners', partners,
        'programmes', (SELECT coalesce(json_agg(programme ORDER BY position), '[]')
            FROM projects.project_programme WHERE project_id = project.id),
        'commitments', (SELECT coalesce(json_agg(commitment ORDER BY position), '[]')
            FROM projects.project_commitment WHERE project_id = project.id),
        'starts', starts, 'ends', ends, 'version', version, 'updatedAt', updated_at
    )::text
"""
_ONE: LiteralString = f"SELECT version, {_SHOWN} FROM projects.project WHERE id = %(id)s"  # noqa: S608
_PAGE: LiteralString = f"""
    WITH found AS (SELECT * FROM projects.project WHERE {{where}})
    SELECT (SELECT count(*) FROM found), coalesce((
        SELECT '[' || string_agg(shown, ',' ORDER BY sort_title, id) || ']' FROM (
            SELECT {_SHOWN} AS shown, sort_title, id FROM found AS project
            ORDER BY sort_title, id LIMIT {{limit}} OFFSET {{offset}}
        ) AS page
    ), '[]')
"""  # noqa: S608
_CONDITIONS: dict[str, LiteralString] = {
    "pillar": "pillar = %(pillar)s",
    "status": "status = %(status)s",
    "theme": "id IN (SELECT project_id FROM projects.project_theme WHERE theme = %(theme)s)",
    "wijk": "id IN (SELECT project_id FROM projects.project_wijk WHERE wijk = %(wijk)s)",
    "q": "strpos(search, %(q)s) > 0",
}


@dataclass(frozen=True, slots=True)
class FoundProject:
    """A project as JSON, and the version that its ETag is made of."""

    version: int
    json: str


def projects_page(connection: Connection[TupleRow], limit: int, offset: int, **asked: str | int | None) -> FoundPage:
    """One page by title; `asked` are `pillar status theme wijk q`, None when not asked for."""
    given = {name: value for name, value in asked.items() if value is not None}
    if isinstance(words := given.get("q"), str):
        given["q"] = folded(words)
    conditions = [sql.SQL(_CONDITIONS[name]) for name in given] or [sql.SQL("TRUE")]
    statement = sql.SQL(_PAGE).format(
        where=sql.SQL(" AND ").join(conditions), limit=sql.Literal(limit), offset=sql.Literal(offset)
    )
    row = connection.execute(statement, given).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])


def project_with_id(connection: Connection[TupleRow], project_id: UUID) -> FoundProject | None:
    row = connection.execute(_ONE, {"id": project_id}).fetchone()
    return FoundProject(*row) if row else None


def project_as_json(session: Session, project_id: UUID) -> dict[str, Any] | None:
    """As `project_with_id`, in the transaction of a change."""
    row = session.connection().exec_driver_sql(_ONE, {"id": project_id}).one_or_none()
    return orjson.loads(row[1]) if row else None


def locked_project(session: Session, project_id: UUID) -> int | None:
    """Its version; nobody else can change it until this transaction ends."""
    statement = select(tables.project.c.version).where(tables.project.c.id == project_id).with_for_update()
    version: int | None = session.execute(statement).scalar_one_or_none()
    return version


def known_parts(session: Session) -> Known:
    """What the deal's files have now, by field of a project."""
    parts = {"pillar": tables.pillar} | {
        field: next(iter(link.columns[1].foreign_keys)).column.table for field, link in tables.LINKS.items()
    }
    statement = union_all(
        *(
            select(literal(field), cast(table.c.key, Text)).where(table.c.withdrawn_on.is_(None))
            for field, table in parts.items()
        )
    )
    known: dict[str, set[str]] = {field: set() for field in parts}
    for field, key in session.execute(statement):
        known[field].add(key)
    return {field: frozenset(names) for field, names in known.items()}
