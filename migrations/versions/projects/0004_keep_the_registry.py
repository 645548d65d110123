"""What projects do: status changes, milestones, progress, links, evidence, documents, registers."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

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
    create_what_is_delivered()
    create_courses()
    create_evidence()
    create_registers()
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


def versioned() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
    )


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


def create_progress() -> None:
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


def create_what_is_delivered() -> None:
    op.create_table(
        "deliverable",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint(
            "status IN ('planned', 'preparing', 'realised', 'ended')", name=op.f("ck_deliverable_status")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_deliverable_title_given")),
        sa.ForeignKeyConstraint(["kind"], ["projects.deliverable_kind.key"], name="fk_deliverable_kind"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_deliverable_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_deliverable_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_deliverable"),
        schema="projects",
    )
    op.create_index("ix_deliverable_kind", "deliverable", ["kind", "wijk"], schema="projects")
    op.create_index("ix_deliverable_project_id", "deliverable", ["project_id"], schema="projects")
    op.create_table(
        "business_space",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False),
        sa.Column("square_metres", sa.Integer, nullable=False),
        sa.Column("in_use_since", sa.Date, nullable=False),
        sa.Column("in_use_until", sa.Date, comment="In use while empty."),
        sa.Column("was_vacant", sa.Boolean, nullable=False, comment="Vacant property given a new use."),
        sa.Column("previous_use", sa.Text),
        sa.Column("project_id", sa.Uuid),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint("name <> ''", name=op.f("ck_business_space_name_given")),
        sa.CheckConstraint("in_use_until >= in_use_since", name=op.f("ck_business_space_until_after_since")),
        sa.CheckConstraint("square_metres BETWEEN 1 AND 1000000", name=op.f("ck_business_space_square_metres")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_business_space_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_business_space_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_business_space"),
        sa.UniqueConstraint("name", "wijk", name="uq_business_space_name_wijk"),
        schema="projects",
    )
    op.create_index("ix_business_space_project_id", "business_space", ["project_id"], schema="projects")
    op.create_index("ix_business_space_wijk", "business_space", ["wijk"], schema="projects")


def create_courses() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("organiser", sa.Text, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint("title <> ''", name=op.f("ck_course_title_given")),
        sa.ForeignKeyConstraint(["kind"], ["projects.course_kind.key"], name="fk_course_kind"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_course_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_course_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_course"),
        schema="projects",
    )
    op.create_index("ix_course_kind", "course", ["kind"], schema="projects")
    op.create_index("ix_course_project_id", "course", ["project_id"], schema="projects")
    op.create_table(
        "course_period",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("course_id", sa.Uuid, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date, nullable=False),
        sa.Column("reached", sa.Integer, nullable=False, comment="Persons who took part in this period."),
        sa.Column("low_literate_reached", sa.Integer, nullable=False),
        sa.Column("to_education", sa.Integer, nullable=False),
        sa.Column("to_voluntary_work", sa.Integer, nullable=False),
        sa.Column("to_work", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        *versioned(),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_course_period_ends_after_start")),
        sa.CheckConstraint(
            "low_literate_reached BETWEEN 0 AND reached", name=op.f("ck_course_period_low_literate_reached")
        ),
        sa.CheckConstraint("reached BETWEEN 0 AND 100000", name=op.f("ck_course_period_reached")),
        sa.CheckConstraint("to_education BETWEEN 0 AND reached", name=op.f("ck_course_period_to_education")),
        sa.CheckConstraint("to_voluntary_work BETWEEN 0 AND reached", name=op.f("ck_course_period_to_voluntary_work")),
        sa.CheckConstraint("to_work BETWEEN 0 AND reached", name=op.f("ck_course_period_to_work")),
        sa.ForeignKeyConstraint(["course_id"], ["projects.course.id"], name="fk_course_period_course_id"),
        sa.PrimaryKeyConstraint("id", name="pk_course_period"),
        sa.UniqueConstraint("course_id", "starts", name="uq_course_period_course_id_starts"),
        schema="projects",
    )
    op.create_index("ix_course_period_starts", "course_period", ["starts", "id"], schema="projects")


def create_evidence() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False, comment="Bytes."),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("public", sa.Boolean, server_default="false", nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_document_sha256")),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_not_empty")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_document_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        schema="projects",
        comment="A file never changes: another content is another document.",
    )
    op.create_index("ix_document_project_id", "document", ["project_id", "at", "id"], schema="projects")
    op.create_table(
        "document_content",
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["projects.document.id"], name="fk_document_content_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_content"),
        schema="projects",
        comment="Apart from the list, so that listing reads no files.",
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("deliverable_id", sa.Uuid),
        sa.Column("expected_result", sa.Text),
        sa.Column("commitment", sa.Text),
        sa.Column("wijk", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("document_id", sa.Uuid),
        *versioned(),
        sa.CheckConstraint("what <> '' AND source <> ''", name=op.f("ck_evidence_said")),
        sa.CheckConstraint(
            "num_nonnulls(expected_result, commitment, deliverable_id) > 0", name=op.f("ck_evidence_shows_something")
        ),
        sa.CheckConstraint("num_nonnulls(project_id, deliverable_id) > 0", name=op.f("ck_evidence_of_something")),
        sa.ForeignKeyConstraint(["commitment"], ["projects.commitment.key"], name="fk_evidence_commitment"),
        sa.ForeignKeyConstraint(["deliverable_id"], ["projects.deliverable.id"], name="fk_evidence_deliverable_id"),
        sa.ForeignKeyConstraint(["document_id"], ["projects.document.id"], name="fk_evidence_document_id"),
        sa.ForeignKeyConstraint(
            ["expected_result"], ["projects.expected_result.key"], name="fk_evidence_expected_result"
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_evidence_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_evidence_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        schema="projects",
    )
    op.create_index("ix_evidence_deliverable_id", "evidence", ["deliverable_id"], schema="projects")
    op.create_index("ix_evidence_document_id", "evidence", ["document_id"], schema="projects")
    op.create_index("ix_evidence_on_date", "evidence", ["on_date", "id"], schema="projects")
    op.create_index("ix_evidence_project_id", "evidence", ["project_id"], schema="projects")


def create_registers() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("register", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("project_id", sa.Uuid),
        sa.Column("sector", sa.Text),
        sa.Column("places", sa.Integer, comment="Vacancies that were adapted."),
        sa.Column("square_metres", sa.Integer, comment="Of property that stands empty."),
        sa.Column("rule", sa.Text, comment="The law or rule that is in the way."),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint(
            "status IN ('open', 'in-progress', 'settled', 'dropped')", name=op.f("ck_register_entry_status")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_register_entry_title_given")),
        sa.CheckConstraint("places BETWEEN 1 AND 10000", name=op.f("ck_register_entry_places")),
        sa.CheckConstraint("square_metres BETWEEN 1 AND 1000000", name=op.f("ck_register_entry_square_metres")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_register_entry_project_id"),
        sa.ForeignKeyConstraint(["register"], ["projects.register.key"], name="fk_register_entry_register"),
        sa.ForeignKeyConstraint(["sector"], ["projects.sector.key"], name="fk_register_entry_sector"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_register_entry_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
        schema="projects",
    )
    op.create_index("ix_register_entry_project_id", "register_entry", ["project_id"], schema="projects")
    op.create_index("ix_register_entry_register", "register_entry", ["register", "on_date", "id"], schema="projects")


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
