"""Reports: drafts, editions, files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEEP_REPORT = """
    CREATE FUNCTION projects.keep_published_report() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.status = 'published' THEN
            RAISE EXCEPTION 'A published report never changes.'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'report_is_published';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
"""
KEEP_PART = """
    CREATE FUNCTION projects.keep_published_part() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' OR (SELECT status = 'published' FROM projects.report WHERE id = NEW.report_id) THEN
            RAISE EXCEPTION 'What was published with a report never changes.'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'report_is_published';
        END IF;
        RETURN NEW;
    END $$
"""
TABLES = ("report", "report_file", "report_document")


def upgrade() -> None:
    create_report()
    create_file()
    create_document()
    op.execute(KEEP_REPORT)
    op.execute(KEEP_PART)
    keep("report", "UPDATE OR DELETE", "keep_published_report")
    keep("report_file", "INSERT OR UPDATE OR DELETE", "keep_published_part")
    keep("report_document", "INSERT OR UPDATE OR DELETE", "keep_published_part")
    bump_on_change("projects", *TABLES)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="projects")
    op.execute("DROP FUNCTION projects.keep_published_part()")
    op.execute("DROP FUNCTION projects.keep_published_report()")


def keep(table: str, events: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_published BEFORE {events} ON projects.{table} "
        f"FOR EACH ROW EXECUTE FUNCTION projects.{function}()"
    )


def create_report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("edition", sa.SmallInteger, nullable=False),
        sa.Column("corrects", sa.Uuid, comment="The edition before."),
        sa.Column("status", sa.Text, server_default="draft", nullable=False),
        sa.Column("content", JSONB, nullable=False, comment="What it says, as `ReportContent`."),
        sa.Column("meeting_id", sa.Uuid, comment="Where the draft was discussed."),
        sa.Column("published_on", sa.Date),
        sa.Column(
            "reference", sa.Text, server_default="", nullable=False, comment="Where it was made public (Art. 15)."
        ),
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("kind IN ('progress', 'baseline', 'final-evaluation')", name=op.f("ck_report_kind")),
        sa.CheckConstraint("status IN ('draft', 'discussed', 'published')", name=op.f("ck_report_status")),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_report_edition")),
        sa.CheckConstraint("(edition = 1) = (corrects IS NULL)", name=op.f("ck_report_corrects_the_one_before")),
        sa.CheckConstraint(
            "(status = 'published') = (published_on IS NOT NULL)", name=op.f("ck_report_published_on_a_day")
        ),
        sa.CheckConstraint("status = 'draft' OR meeting_id IS NOT NULL", name=op.f("ck_report_discussed_somewhere")),
        sa.ForeignKeyConstraint(["corrects"], ["projects.report.id"], name="fk_report_corrects"),
        sa.ForeignKeyConstraint(["meeting_id"], ["projects.meeting.id"], name="fk_report_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("corrects", name="uq_report_corrects"),
        sa.UniqueConstraint("kind", "year", "edition", name="uq_report_kind_year_edition"),
        schema="projects",
        comment="A published row never changes: a trigger refuses it to everybody.",
    )
    op.create_index(
        "uq_report_open",
        "report",
        ["kind", "year"],
        unique=True,
        postgresql_where=sa.text("status <> 'published'"),
        schema="projects",
    )
    op.create_index("ix_report_meeting_id", "report", ["meeting_id"], schema="projects")


def create_file() -> None:
    op.create_table(
        "report_file",
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("format IN ('pdf', 'docx', 'html', 'json')", name=op.f("ck_report_file_format")),
        sa.CheckConstraint("version IN ('full', 'short')", name=op.f("ck_report_file_version")),
        sa.CheckConstraint("sha256 = encode(sha256(content), 'hex')", name=op.f("ck_report_file_sha256")),
        sa.ForeignKeyConstraint(["report_id"], ["projects.report.id"], name="fk_report_file_report_id"),
        sa.PrimaryKeyConstraint("report_id", "format", "version", name="pk_report_file"),
        schema="projects",
        comment="The bytes as they were published; made once, read ever after.",
    )


def create_document() -> None:
    op.create_table(
        "report_document",
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["projects.report.id"], name="fk_report_document_report_id"),
        sa.ForeignKeyConstraint(["document_id"], ["projects.document.id"], name="fk_report_document_document_id"),
        sa.PrimaryKeyConstraint("report_id", "document_id", name="pk_report_document"),
        schema="projects",
        comment="Documents that a published report names; they can't be removed any more.",
    )
    op.create_index("ix_report_document_document_id", "report_document", ["document_id"], schema="projects")
