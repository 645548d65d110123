"""Writing a project: its row, the parts of the deal that it names, and the line in the audit."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, update
from sqlalchemy.orm import Session

from services.contracts.projects import ProjectInput
from services.kit import audit
from services.kit.sorting import sorting_key
from services.projects import tables
from services.projects.registry.queries import project_as_json
from services.projects.registry.rules import folded
from services.projects.statuses.changing import note_change

Json = dict[str, Any]
BOOKKEEPING = ("version", "updatedAt")
ASIDE = ("eu_law", "status_reason")
"""Fields that are no column as they are."""


def add(session: Session, project_id: UUID, project: ProjectInput, who: str, today: date) -> Json:
    """The new project as JSON. It may enter the registry with any status."""
    session.execute(insert(tables.project).values(id=project_id, **columns_of(project)))
    add_links(session, project_id, project)
    note_change(session, project_id, None, project.status, today, project.status_reason or "", who)
    return audited(session, project_id, who, "create", {})


def change(session: Session, project_id: UUID, project: ProjectInput, who: str, before: Json, today: date) -> Json:
    """The changed project as JSON; its version is one more."""
    values = columns_of(project) | {"version": tables.project.c.version + 1, "updated_at": func.now()}
    session.execute(update(tables.project).where(tables.project.c.id == project_id).values(values))
    for link in tables.LINKS.values():
        session.execute(delete(link).where(link.c.project_id == project_id))
    add_links(session, project_id, project)
    if project.status != before["status"]:
        reason = project.status_reason or ""
        note_change(session, project_id, before["status"], project.status, today, reason, who)
    return audited(session, project_id, who, "change", before)


def remove(session: Session, project_id: UUID, who: str, before: Json) -> None:
    """Takes the project out of the registry; the audit keeps what it was."""
    session.execute(delete(tables.project).where(tables.project.c.id == project_id))
    difference = audit.difference(facts(before), {})
    audit.record(session, tables.metadata, who, "remove", "project", project_id, difference)


def audited(session: Session, project_id: UUID, who: str, action: str, before: Json) -> Json:
    after = project_as_json(session, project_id)
    assert after is not None
    difference = audit.difference(facts(before), facts(after))
    audit.record(session, tables.metadata, who, action, "project", project_id, difference)
    return after


def facts(project: Json) -> Json:
    return {name: value for name, value in project.items() if name not in BOOKKEEPING}


def columns_of(project: ProjectInput) -> dict[str, Any]:
    searched = [project.title, project.summary, project.description, project.lead or ""]
    return {
        **project.model_dump(exclude={*tables.LINKS, *ASIDE}),
        "eu_law": [check.model_dump(mode="json", by_alias=True) for check in project.eu_law],
        "sort_title": sorting_key(project.title),
        "search": folded(" ".join(searched)),
    }


def add_links(session: Session, project_id: UUID, project: ProjectInput) -> None:
    for field, link in tables.LINKS.items():
        column = link.columns[1].name
        rows = [
            {"project_id": project_id, column: name, "position": position}
            for position, name in enumerate(getattr(project, field))
        ]
        if rows:
            session.execute(insert(link), rows)
