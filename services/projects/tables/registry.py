"""The registry of projects, and the parts of the deal that each names (Art. 4)."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.tables import versioned
from services.projects.tables.deal import (
    approach_element,
    co_benefit,
    commitment,
    expected_result,
    pillar,
    programme,
    target_group,
    theme,
    wijk,
)
from services.projects.tables.schema import metadata, of_project

STATUSES = ("idea", "feasibility", "intended", "running", "finished", "stopped")
ONE_OF_THEM = f"({', '.join(repr(status) for status in STATUSES)})"

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
    Column("strength", Text, ForeignKey("projects.strength.key"), comment="How strongly the deal promises it."),
    Column("lead", Text),
    Column("partners", JSONB, nullable=False, server_default="[]"),
    Column("starts", Date),
    Column("ends", Date),
    Column("after_end_reason", Text, comment="Why it has dates after the end of the deal."),
    Column("eu_law", JSONB, nullable=False, server_default="[]", comment="The check of Art. 9, a line a subject."),
    *versioned(),
    CheckConstraint(f"status IN {ONE_OF_THEM}", name="status"),
    CheckConstraint("ends >= starts", name="ends_after_start"),
    CheckConstraint("title <> ''", name="title_given"),
    CheckConstraint("after_end_reason <> ''", name="reason_given"),
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
project_co_benefit = link_table("project_co_benefit", co_benefit, "co_benefit")
project_target_group = link_table("project_target_group", target_group, "target_group")
project_expected_result = link_table("project_expected_result", expected_result, "expected_result")
LINKS = {
    "themes": project_theme,
    "wijken": project_wijk,
    "approach": project_element,
    "programmes": project_programme,
    "commitments": project_commitment,
    "co_benefits": project_co_benefit,
    "target_groups": project_target_group,
    "expected_results": project_expected_result,
}
"""Field of a project → its table; the table's second column names the part of the deal."""

status_change = Table(
    "status_change",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_project(on_delete="CASCADE"),
    Column("from_status", Text, comment="Empty for the status with which the project entered the registry."),
    Column("to_status", Text, nullable=False),
    Column("on_date", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint(f"from_status IN {ONE_OF_THEM}", name="from_status"),
    CheckConstraint(f"to_status IN {ONE_OF_THEM}", name="to_status"),
    CheckConstraint("from_status <> to_status", name="a_step"),
    Index("ix_status_change_project_id", "project_id", "at", "id"),
    comment="Only ever added to.",
)
