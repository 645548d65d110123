"""Questions about the registry, one statement each: rows come from the database as ready JSON."""

from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Date, Table, Text, bindparam, cast, func, literal, literal_column, select, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from services.projects import tables
from services.projects.lists import Listing
from services.projects.registry.rules import Known

project = tables.project


def named(link: Table) -> Any:
    """The names of parts of the deal, in the order in which the project names them."""
    name = link.columns[1]
    names = func.json_agg(aggregate_order_by(name, link.c.position))
    found = select(func.coalesce(names, literal_column("'[]'::json"))).where(link.c.project_id == project.c.id)
    return found.correlate(project).scalar_subquery()


def naming(link: Table, parameter: str) -> Any:
    return project.c.id.in_(select(link.c.project_id).where(link.columns[1] == bindparam(parameter)))


LISTING = Listing(
    "projects",
    fields={
        "id": project.c.id,
        "title": project.c.title,
        "summary": project.c.summary,
        "description": project.c.description,
        "pillar": project.c.pillar,
        "themes": named(tables.project_theme),
        "approach": named(tables.project_element),
        "wijken": named(tables.project_wijk),
        "status": project.c.status,
        "lead": project.c.lead,
        "partners": project.c.partners,
        "programmes": named(tables.project_programme),
        "commitments": named(tables.project_commitment),
        "coBenefits": named(tables.project_co_benefit),
        "targetGroups": named(tables.project_target_group),
        "expectedResults": named(tables.project_expected_result),
        "strength": project.c.strength,
        "euLaw": project.c.eu_law,
        "starts": project.c.starts,
        "ends": project.c.ends,
        "afterEndReason": project.c.after_end_reason,
        "version": project.c.version,
        "updatedAt": project.c.updated_at,
    },
    source=project,
    key=project.c.id,
    order=(project.c.sort_title, project.c.id),
    filters={
        "pillar": project.c.pillar == bindparam("pillar"),
        "status": project.c.status == bindparam("status"),
        "strength": project.c.strength == bindparam("strength"),
        "theme": naming(tables.project_theme, "theme"),
        "wijk": naming(tables.project_wijk, "wijk"),
        "approach": naming(tables.project_element, "approach"),
        "programme": naming(tables.project_programme, "programme"),
        "commitment": naming(tables.project_commitment, "commitment"),
        "co_benefit": naming(tables.project_co_benefit, "co_benefit"),
        "target_group": naming(tables.project_target_group, "target_group"),
        "expected_result": naming(tables.project_expected_result, "expected_result"),
        "q": func.strpos(project.c.search, bindparam("q", type_=Text)) > 0,
    },
)


def project_as_json(session: Session, project_id: UUID) -> dict[str, Any] | None:
    """The project as its list shows it, in the transaction of a change."""
    found = session.scalar(LISTING.one(), {"id": project_id})
    return orjson.loads(found) if found else None


def locked_project(session: Session, project_id: UUID) -> int | None:
    """Its version; nobody else can change it until this transaction ends."""
    statement = select(project.c.version).where(project.c.id == project_id).with_for_update()
    version: int | None = session.execute(statement).scalar_one_or_none()
    return version


def known_parts(session: Session) -> Known:
    """What the deal's files have now, by field of a project."""
    parts = {"pillar": tables.pillar, "strength": tables.strength} | {
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


def deal_ends(session: Session) -> date | None:
    """The last day of the deal (Art. 14); None before it was loaded."""
    last_day = cast(tables.deal.c.body["term"]["endsOn"].astext, Date)
    found: date | None = session.scalar(select(last_day).where(tables.deal.c.withdrawn_on.is_(None)))
    return found


def what_holds_it(session: Session, project_id: UUID) -> list[str]:
    """What else in the registry is about this project, so that it can't be taken out, in one statement."""
    about = [
        select(literal(table.name.replace("_", " "))).where(column == project_id).limit(1)
        for table in tables.metadata.sorted_tables
        for column in table.columns
        if any(key.column is project.c.id and key.ondelete != "CASCADE" for key in column.foreign_keys)
    ]
    return sorted(set(session.scalars(union_all(*(select(each.subquery()) for each in about)))))
