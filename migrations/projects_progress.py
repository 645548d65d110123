"""How projects go, as the registry's migration makes it: milestones, updates, risks, links."""

import sqlalchemy as sa
from alembic import op

from migrations.shared_tables import versioned


def create_progress() -> None:
    create_milestones()
    create_updates()
    create_risks()
    create_project_links()


def create_milestones() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("planned", sa.Date, nullable=False),
        sa.Column("forecast", sa.Date, comment="When it is expected by now."),
        sa.Column("actual", sa.Date, comment="When it was reached."),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint("title <> ''", name=op.f("ck_milestone_title_given")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_milestone_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
        sa.UniqueConstraint("project_id", "title", name="uq_milestone_project_id_title"),
        schema="projects",
    )
    op.create_index("ix_milestone_planned", "milestone", ["planned", "id"], schema="projects")


def create_updates() -> None:
    op.create_table(
        "progress_update",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False, comment="A function or an organisation, never a resident."),
        sa.Column("corrects", sa.Uuid),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("status IN ('on-track', 'attention', 'delayed')", name=op.f("ck_progress_update_status")),
        sa.CheckConstraint("text <> '' AND said_by <> ''", name=op.f("ck_progress_update_said")),
        sa.CheckConstraint("corrects <> id", name=op.f("ck_progress_update_corrects_another")),
        sa.ForeignKeyConstraint(["corrects"], ["projects.progress_update.id"], name="fk_progress_update_corrects"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_progress_update_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_progress_update"),
        sa.UniqueConstraint("corrects", name="uq_progress_update_corrects"),
        schema="projects",
        comment="Only ever added to: a mistake is corrected by a new one.",
    )
    op.create_index("ix_progress_update_on_date", "progress_update", ["on_date", "id"], schema="projects")
    op.create_index(
        "ix_progress_update_project_id", "progress_update", ["project_id", "on_date", "id"], schema="projects"
    )


def create_risks() -> None:
    op.create_table(
        "risk",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("likelihood", sa.SmallInteger, nullable=False),
        sa.Column("impact", sa.SmallInteger, nullable=False),
        sa.Column("score", sa.SmallInteger, sa.Computed("likelihood * impact", persisted=True), nullable=False),
        sa.Column("measure", sa.Text, server_default="", nullable=False),
        sa.Column("owner", sa.Text, nullable=False, comment="A function or an organisation."),
        sa.Column("closed_on", sa.Date, comment="Open while empty."),
        *versioned(),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name=op.f("ck_risk_impact")),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name=op.f("ck_risk_likelihood")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_risk_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_risk"),
        schema="projects",
    )
    op.create_index("ix_risk_project_id", "risk", ["project_id"], schema="projects")
    op.create_index("ix_risk_score", "risk", ["score", "id"], schema="projects")


def create_project_links() -> None:
    op.create_table(
        "project_link",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("from_project", sa.Uuid, nullable=False),
        sa.Column("to_project", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint("from_project <> to_project", name=op.f("ck_project_link_to_another")),
        sa.ForeignKeyConstraint(["from_project"], ["projects.project.id"], name="fk_project_link_from_project"),
        sa.ForeignKeyConstraint(["kind"], ["projects.link_kind.key"], name="fk_project_link_kind"),
        sa.ForeignKeyConstraint(["to_project"], ["projects.project.id"], name="fk_project_link_to_project"),
        sa.PrimaryKeyConstraint("id", name="pk_project_link"),
        sa.UniqueConstraint("from_project", "to_project", name="uq_project_link_from_project_to_project"),
        schema="projects",
        comment="Residents can flow from one project to the next (Art. 3).",
    )
    op.create_index("ix_project_link_to_project", "project_link", ["to_project"], schema="projects")
