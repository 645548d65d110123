"""Reports (Art. 7.4-7.8): drafts that change, and published editions with their files, which never do."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.tables import add_frozen_files, versioned
from services.projects.tables.consultation import meeting
from services.projects.tables.evidence import document
from services.projects.tables.schema import metadata

report = Table(
    "report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("edition", SmallInteger, nullable=False),
    Column("corrects", Uuid, ForeignKey("projects.report.id"), unique=True, comment="The edition before."),
    Column("status", Text, nullable=False, server_default="draft"),
    Column("content", JSONB, nullable=False, comment="What it says, as `ReportContent`."),
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id), comment="Where the draft was discussed."),
    Column("published_on", Date),
    Column("reference", Text, nullable=False, server_default="", comment="Where it was made public (Art. 15)."),
    *versioned(),
    CheckConstraint("kind IN ('progress', 'baseline', 'final-evaluation')", name="kind"),
    CheckConstraint("status IN ('draft', 'discussed', 'published')", name="status"),
    CheckConstraint("edition >= 1", name="edition"),
    CheckConstraint("(edition = 1) = (corrects IS NULL)", name="corrects_the_one_before"),
    CheckConstraint("(status = 'published') = (published_on IS NOT NULL)", name="published_on_a_day"),
    CheckConstraint("status = 'draft' OR meeting_id IS NOT NULL", name="discussed_somewhere"),
    UniqueConstraint("kind", "year", "edition"),
    Index("uq_report_open", "kind", "year", unique=True, postgresql_where=text("status <> 'published'")),
    Index("ix_report_meeting_id", "meeting_id"),
    comment="A published row never changes: a trigger refuses it to everybody.",
)

report_file = add_frozen_files(
    report,
    ("pdf", "docx", "html", "json"),
    "published",
    Column("version", Text, primary_key=True),
    CheckConstraint("version IN ('full', 'short')", name="version"),
)

report_document = Table(
    "report_document",
    metadata,
    Column("report_id", Uuid, ForeignKey(report.c.id), primary_key=True),
    Column("document_id", Uuid, ForeignKey(document.c.id), primary_key=True),
    Index("ix_report_document_document_id", "document_id"),
    comment="Documents that a published report names; they can't be removed any more.",
)
