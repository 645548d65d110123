"""The registry of projects, and the parts of the deal that each names (Art. 4)."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.projects.tables.deal import approach_element, commitment, pillar, programme, theme, wijk
from services.projects.tables.schema import metadata

STATUSES = ("idea", "feasibility", "intended", "running", "finished", "stopped")

project = Table(
    "project",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("sort_title", Text(collation="C"), nullable=False),
    Column("search", Text(collation="C"), nullable=False, comment="Folded title, summary, description and lead."),
    Column("summary", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("pillar", SmallInteger, ForeignKey(pillar.c.key), nullable=False),
    Column("status", Text, nullable=False),
    Column("lead", Text),
    Column("partners", JSONB, nullable=False, server_default="[]"),
    Column("starts", Date),
    Column("ends", Date),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint(f"status IN ({', '.join(repr(status) for status in STATUSES)})", name="status"),
    CheckConstraint("ends >= starts", name="ends_after_start"),
    CheckConstraint("title <> ''", name="title_given"),
    Index("ix_project_sort_title", "sort_title", "id"),
    Index("ix_project_pillar", "pillar"),
)


def link_table(name: str, part: Table, column: str) -> Table:
    """Which parts of the deal a project names, in the order in which it names them."""
    return Table(
        name,
        metadata,
        Column("project_id", Uuid, ForeignKey("projects.project.id", ondelete="CASCADE"), primary_key=True),
        Column(column, Text, ForeignKey(part.c.key), primary_key=True),
        Column("position", SmallInteger, nullable=False),
        Index(f"ix_{name}_{column}", column),
    )


project_theme = link_table("project_theme", theme, "theme")
project_wijk = link_table("project_wijk", wijk, "wijk")
project_element = link_table("project_element", approach_element, "element")
project_programme = link_table("project_programme", programme, "programme")
project_commitment = link_table("project_commitment", commitment, "commitment")
LINKS = {
    "themes": project_theme,
    "wijken": project_wijk,
    "approach": project_element,
    "programmes": project_programme,
    "commitments": project_commitment,
}
"""Field of a project → its table; the table's second column names the part of the deal."""
