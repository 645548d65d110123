"""The registry: projects, and the parts of the deal that each names."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change, versioned

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LINKS = {
    "theme": "theme",
    "wijk": "wijk",
    "element": "approach_element",
    "programme": "programme",
    "commitment": "commitment",
}


def upgrade() -> None:
    create_project()
    for column, part in LINKS.items():
        create_link(f"project_{column}", column, part)
    bump_on_change("projects", "project", *(f"project_{column}" for column in LINKS))


def downgrade() -> None:
    for column in reversed(LINKS):
        op.drop_table(f"project_{column}", schema="projects")
    op.drop_table("project", schema="projects")


def create_project() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sort_title", sa.Text(collation="C"), nullable=False),
        sa.Column(
            "search", sa.Text(collation="C"), nullable=False, comment="Folded title, summary, description and lead."
        ),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("description", sa.Text, server_default="", nullable=False),
        sa.Column("pillar", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("lead", sa.Text),
        sa.Column("partners", JSONB, server_default="[]", nullable=False),
        sa.Column("starts", sa.Date),
        sa.Column("ends", sa.Date),
        *versioned(),
        sa.CheckConstraint(
            "status IN ('idea', 'feasibility', 'intended', 'running', 'finished', 'stopped')",
            name=op.f("ck_project_status"),
        ),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_project_ends_after_start")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_project_title_given")),
        sa.ForeignKeyConstraint(["pillar"], ["projects.pillar.key"], name="fk_project_pillar"),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        schema="projects",
    )
    op.create_index("ix_project_sort_title", "project", ["sort_title", "id"], schema="projects")
    op.create_index("ix_project_pillar", "project", ["pillar"], schema="projects")


def create_link(name: str, column: str, part: str) -> None:
    op.create_table(
        name,
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column(column, sa.Text, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.project.id"], name=f"fk_{name}_project_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint([column], [f"projects.{part}.key"], name=f"fk_{name}_{column}"),
        sa.PrimaryKeyConstraint("project_id", column, name=f"pk_{name}"),
        schema="projects",
    )
    op.create_index(f"ix_{name}_{column}", name, [column], schema="projects")
