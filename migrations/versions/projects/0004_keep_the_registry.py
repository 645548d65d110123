"""What projects do: status changes, milestones, progress, links, evidence, documents, registers."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.projects_deliveries import create_deliveries
from migrations.projects_evidence import create_evidence_and_registers
from migrations.projects_progress import create_progress
from migrations.shared_tables import bump_on_change

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PARTS = ("strength", "co_benefit", "link_kind", "deliverable_kind", "course_kind", "sector", "register")
PART_COLUMNS: dict[str, sa.Column[Any]] = {
    "strength": sa.Column("rank", sa.SmallInteger, nullable=False),
    "deliverable_kind": sa.Column("per", sa.Text, nullable=False),
    "register": sa.Column("asks", JSONB, nullable=False),
}
LINKS = ("co_benefit", "target_group", "expected_result")
TABLES = (
    "status_change",
    "milestone",
    "progress_update",
    "risk",
    "project_link",
    "deliverable",
    "business_space",
    "course",
    "course_period",
    "document",
    "document_content",
    "evidence",
    "register_entry",
)
PROJECT_COLUMNS = ("strength", "after_end_reason", "eu_law")


def upgrade() -> None:
    for part in PARTS:
        create_part(part)
    widen_project()
    for part in LINKS:
        create_link(f"project_{part}", part)
    create_status_changes()
    create_progress()
    create_deliveries()
    create_evidence_and_registers()
    only_add_to()
    keep_the_status_that_projects_have()
    bump_on_change("projects", *PARTS, *(f"project_{part}" for part in LINKS), *TABLES)


def downgrade() -> None:
    for table in (*reversed(TABLES), *(f"project_{part}" for part in LINKS)):
        op.drop_table(table, schema="projects")
    op.execute("DROP FUNCTION projects.only_added_to()")
    op.drop_constraint(op.f("ck_project_reason_given"), "project", schema="projects")
    for column in PROJECT_COLUMNS:
        op.drop_column("project", column, schema="projects")
    for part in PARTS:
        op.drop_table(part, schema="projects")


def create_part(name: str) -> None:
    op.create_table(
        name,
        sa.Column("key", sa.Text, nullable=False, autoincrement=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        *([PART_COLUMNS[name]] if name in PART_COLUMNS else []),
        sa.Column("body", JSONB, nullable=False),
        sa.Column("withdrawn_on", sa.Date, comment="The day on which the deal's files no longer had it."),
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        schema="projects",
    )


def widen_project() -> None:
    for column in (
        sa.Column("strength", sa.Text, comment="How strongly the deal promises it."),
        sa.Column("after_end_reason", sa.Text, comment="Why it has dates after the end of the deal."),
        sa.Column(
            "eu_law", JSONB, server_default="[]", nullable=False, comment="The check of Art. 9, a line a subject."
        ),
    ):
        op.add_column("project", column, schema="projects")
    op.create_check_constraint(op.f("ck_project_reason_given"), "project", "after_end_reason <> ''", schema="projects")
    op.create_foreign_key(
        "fk_project_strength",
        "project",
        "strength",
        ["strength"],
        ["key"],
        source_schema="projects",
        referent_schema="projects",
    )


def create_link(name: str, part: str) -> None:
    op.create_table(
        name,
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column(part, sa.Text, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.project.id"], name=f"fk_{name}_project_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint([part], [f"projects.{part}.key"], name=f"fk_{name}_{part}"),
        sa.PrimaryKeyConstraint("project_id", part, name=f"pk_{name}"),
        schema="projects",
    )
    op.create_index(f"ix_{name}_{part}", name, [part], schema="projects")


def create_status_changes() -> None:
    op.create_table(
        "status_change",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("from_status", sa.Text, comment="Empty for the status with which the project entered the registry."),
        sa.Column("to_status", sa.Text, nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint(
            "from_status IN ('idea', 'feasibility', 'intended', 'running', 'finished', 'stopped')",
            name=op.f("ck_status_change_from_status"),
        ),
        sa.CheckConstraint(
            "to_status IN ('idea', 'feasibility', 'intended', 'running', 'finished', 'stopped')",
            name=op.f("ck_status_change_to_status"),
        ),
        sa.CheckConstraint("from_status <> to_status", name=op.f("ck_status_change_a_step")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.project.id"], name="fk_status_change_project_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_status_change"),
        schema="projects",
        comment="Only ever added to.",
    )
    op.create_index("ix_status_change_project_id", "status_change", ["project_id", "at", "id"], schema="projects")


def only_add_to() -> None:
    """A mistake in what was said is corrected by saying it again. Rows of a status go with their project."""
    op.execute(
        """
        CREATE FUNCTION projects.only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '%.% is only ever added to', TG_TABLE_SCHEMA, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'only_added_to';
        END $$
        """
    )
    for table, changes in (("progress_update", "UPDATE OR DELETE"), ("status_change", "UPDATE")):
        op.execute(
            f"CREATE TRIGGER only_added_to BEFORE {changes} ON projects.{table} "
            "FOR EACH ROW EXECUTE FUNCTION projects.only_added_to()"
        )


def keep_the_status_that_projects_have() -> None:
    op.execute(
        "INSERT INTO projects.status_change (id, project_id, to_status, on_date, reason, who, at) "
        "SELECT gen_random_uuid(), id, status, created_at::date, 'Stond zo in het register.', 'migration', created_at "
        "FROM projects.project"
    )
