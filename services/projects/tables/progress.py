"""How projects go: milestones, dated updates, risks, and the links along which residents flow (Art. 3, 7.2a)."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)

from services.kit.tables import versioned
from services.projects.tables.deal import link_kind
from services.projects.tables.schema import metadata, of_project

milestone = Table(
    "milestone",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_project(),
    Column("title", Text, nullable=False),
    Column("planned", Date, nullable=False),
    Column("forecast", Date, comment="When it is expected by now."),
    Column("actual", Date, comment="When it was reached."),
    Column("note", Text, nullable=False, server_default=""),
    *versioned(),
    CheckConstraint("title <> ''", name="title_given"),
    UniqueConstraint("project_id", "title"),
    Index("ix_milestone_planned", "planned", "id"),
)

progress_update = Table(
    "progress_update",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_project(),
    Column("on_date", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("said_by", Text, nullable=False, comment="A function or an organisation, never a resident."),
    Column("corrects", Uuid, ForeignKey("projects.progress_update.id"), unique=True),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("status IN ('on-track', 'attention', 'delayed')", name="status"),
    CheckConstraint("text <> '' AND said_by <> ''", name="said"),
    CheckConstraint("corrects <> id", name="corrects_another"),
    Index("ix_progress_update_project_id", "project_id", "on_date", "id"),
    Index("ix_progress_update_on_date", "on_date", "id"),
    comment="Only ever added to: a mistake is corrected by a new one.",
)

risk = Table(
    "risk",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_project(),
    Column("description", Text, nullable=False),
    Column("likelihood", SmallInteger, nullable=False),
    Column("impact", SmallInteger, nullable=False),
    Column("score", SmallInteger, Computed("likelihood * impact", persisted=True), nullable=False),
    Column("measure", Text, nullable=False, server_default=""),
    Column("owner", Text, nullable=False, comment="A function or an organisation."),
    Column("closed_on", Date, comment="Open while empty."),
    *versioned(),
    CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood"),
    CheckConstraint("impact BETWEEN 1 AND 5", name="impact"),
    Index("ix_risk_project_id", "project_id"),
    Index("ix_risk_score", "score", "id"),
)

project_link = Table(
    "project_link",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("from_project", Uuid, ForeignKey("projects.project.id"), nullable=False),
    Column("to_project", Uuid, ForeignKey("projects.project.id"), nullable=False),
    Column("kind", Text, ForeignKey(link_kind.c.key), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    *versioned(),
    CheckConstraint("from_project <> to_project", name="to_another"),
    UniqueConstraint("from_project", "to_project"),
    Index("ix_project_link_to_project", "to_project"),
    comment="Residents can flow from one project to the next (Art. 3).",
)
