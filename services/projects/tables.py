"""Tables of the projects service: the deal as its files say it, and the registry of projects (Art. 2-5).

A deal table holds what the files say as ready JSON (`body`) beside the columns that questions are asked about. Rows
that the files no longer have stay, with the day on which they left.
"""

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

from services.kit.tables import service_metadata

metadata = service_metadata("projects")
STATUSES = ("idea", "feasibility", "intended", "running", "finished", "stopped")


def deal_table(name: str, *columns: Column[str] | Column[int], key: type[Text | SmallInteger] = Text) -> Table:
    """Parts of the deal of one kind, in the order of their file."""
    return Table(
        name,
        metadata,
        Column("key", key, primary_key=True, autoincrement=False),
        Column("position", SmallInteger, nullable=False),
        *columns,
        Column("body", JSONB, nullable=False),
        Column("withdrawn_on", Date, comment="The day on which the deal's files no longer had it."),
    )


deal = deal_table("deal")
party = deal_table("party")
pillar = deal_table("pillar", key=SmallInteger)
theme = deal_table("theme")
wijk = deal_table("wijk")
approach_element = deal_table("approach_element", Column("pillar", SmallInteger, nullable=False))
commitment = deal_table(
    "commitment",
    Column("pillar", SmallInteger, comment="Empty when it is of all pillars."),
    Column("element", Text),
    Column("article", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("strength", Text, nullable=False),
    Column("scope", Text, nullable=False),
)
expected_result = deal_table("expected_result", Column("pillar", SmallInteger))
contribution = deal_table("contribution")
programme = deal_table("programme")
organisation = deal_table("organisation")
target_group = deal_table("target_group")
DEAL_TABLES = (
    deal,
    party,
    pillar,
    theme,
    wijk,
    approach_element,
    commitment,
    expected_result,
    contribution,
    programme,
    organisation,
    target_group,
)

project = Table(
    "project",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("sort_title", Text(collation="C"), nullable=False),
    Column("search", Text(collation="C"), nullable=False, comment="Folded title, summary, description and lead."),
    Column("summary", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("pillar", SmallInteger, ForeignKey("projects.pillar.key"), nullable=False),
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
