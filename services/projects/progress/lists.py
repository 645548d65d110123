"""What lists of milestones, updates, risks and links show, and what they can be asked."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Column, Date, Text, bindparam, case, literal_column, or_, select

from services.contracts.projects import MilestoneStatus, Standing
from services.projects import tables
from services.projects.lists import SLUG, Asked, AskedBetween, Listing, between, same

milestone = tables.milestone.c
update = tables.progress_update.c
risk = tables.risk.c
link = tables.project_link.c
correction = tables.progress_update.alias("correction")


class OfProjects(Asked):
    """Of one project, or of those in a wijk or a pillar."""

    project: UUID | None = None
    wijk: str | None = SLUG
    pillar: int | None = Field(None, ge=1, le=99)


class MilestoneFilters(OfProjects, AskedBetween):
    """`from` and `to`: planned between, both days included."""

    status: MilestoneStatus | None = None


class UpdateFilters(OfProjects, AskedBetween):
    """`from` and `to` include both days; `current=true` leaves out what was corrected, `false` gives only that."""

    status: Standing | None = None
    current: bool | None = None


class RiskFilters(OfProjects):
    status: Literal["open", "closed"] | None = None


def of_projects(project_id: Column[Any]) -> dict[str, Any]:
    """The filters of `OfProjects`."""
    in_wijk = select(tables.project_wijk.c.project_id).where(tables.project_wijk.c.wijk == bindparam("wijk"))
    of_pillar = select(tables.project.c.id).where(tables.project.c.pillar == bindparam("pillar"))
    return same(project=project_id) | {"wijk": project_id.in_(in_wijk), "pillar": project_id.in_(of_pillar)}


def word(text: str) -> Any:
    return literal_column(f"'{text}'", Text)


MILESTONE_STATUS = case(
    (milestone.actual <= milestone.planned, word("reached")),
    (milestone.actual.is_not(None), word("reached-late")),
    (milestone.planned < bindparam("today", type_=Date), word("late")),
    (milestone.forecast > milestone.planned, word("expected-late")),
    else_=word("planned"),
)
"""As `milestone_status` says it: a test compares the two."""
RISK_STATUS = case((risk.closed_on.is_(None), word("open")), else_=word("closed"))
MILESTONES = Listing(
    "milestones",
    fields={
        "id": milestone.id,
        "projectId": milestone.project_id,
        "title": milestone.title,
        "planned": milestone.planned,
        "forecast": milestone.forecast,
        "actual": milestone.actual,
        "status": MILESTONE_STATUS,
        "note": milestone.note,
        "version": milestone.version,
        "updatedAt": milestone.updated_at,
    },
    source=tables.milestone,
    key=milestone.id,
    order=(milestone.planned, milestone.id),
    filters=of_projects(milestone.project_id)
    | between(milestone.planned)
    | {"status": bindparam("status", type_=Text) == MILESTONE_STATUS},
    dated=True,
)
UPDATES = Listing(
    "progress-updates",
    fields={
        "id": update.id,
        "projectId": update.project_id,
        "on": update.on_date,
        "status": update.status,
        "text": update.text,
        "saidBy": update.said_by,
        "corrects": update.corrects,
        "correctedBy": correction.c.id,
        "at": update.at,
    },
    source=tables.progress_update.outerjoin(correction, correction.c.corrects == update.id),
    key=update.id,
    order=(update.on_date.desc(), update.at.desc(), update.id),
    filters=of_projects(update.project_id)
    | between(update.on_date)
    | same(status=update.status, current=correction.c.id.is_(None)),
)
RISKS = Listing(
    "risks",
    fields={
        "id": risk.id,
        "projectId": risk.project_id,
        "description": risk.description,
        "likelihood": risk.likelihood,
        "impact": risk.impact,
        "score": risk.score,
        "measure": risk.measure,
        "owner": risk.owner,
        "status": RISK_STATUS,
        "closedOn": risk.closed_on,
        "version": risk.version,
        "updatedAt": risk.updated_at,
    },
    source=tables.risk,
    key=risk.id,
    order=(risk.score.desc(), risk.id),
    filters=of_projects(risk.project_id) | {"status": bindparam("status", type_=Text) == RISK_STATUS},
)
LINKS = Listing(
    "project-links",
    fields={
        "id": link.id,
        "fromProject": link.from_project,
        "toProject": link.to_project,
        "kind": link.kind,
        "note": link.note,
        "version": link.version,
        "updatedAt": link.updated_at,
    },
    source=tables.project_link,
    key=link.id,
    order=(link.from_project, link.to_project),
    filters={"project": or_(link.from_project == bindparam("project"), link.to_project == bindparam("project"))},
)
