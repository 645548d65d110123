"""Reports: drafts, editions, files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.frozen import Frozen, create_files, keep_frozen, let_go
from migrations.shared_tables import bump_on_change, versioned

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

REPORT = Frozen(
    "projects",
    "report",
    "published",
    part="part",
    sentence="A published report never changes.",
    sentence_of_part="What was published with a report never changes.",
)
TABLES = ("report", "report_file", "report_document")


def upgrade() -> None:
    create_report()
    versions = sa.CheckConstraint("version IN ('full', 'short')", name=op.f("ck_report_file_version"))
    create_files(
        REPORT, ("pdf", "docx", "html", "json"), "published", sa.Column("version", sa.Text, nullable=False), versions
    )
    create_document()
    keep_frozen(REPORT, "report_file", "report_document")
    bump_on_change("projects", *TABLES)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema="projects")
    let_go(REPORT)


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
        *versioned(),
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
