"""Releases, what they show, and their files as they were published."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.indicators.tables.measurements import cell, measurement
from services.indicators.tables.schema import metadata

SIGNED = (
    "(status = 'published') = (number IS NOT NULL AND approved_by IS NOT NULL AND published_at IS NOT NULL"
    " AND checksum IS NOT NULL)"
)
CELL_STATUS = "status IN ('published', 'hidden', 'unreliable', 'impossible', 'not-comparable')"
VALUE_OR_REASON = "(shown->'value' = 'null') = (status IN ('hidden', 'impossible', 'not-comparable'))"

release = Table(
    "release",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, unique=True),
    Column("status", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("selection", JSONB, nullable=False),
    Column("report", JSONB, nullable=False),
    Column("corrects", Uuid, ForeignKey("indicators.release.id"), index=True),
    Column("after_number", Integer, nullable=False),
    Column("preparers", ARRAY(Text), nullable=False),
    Column("prepared_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("approved_by", Text),
    Column("published_at", DateTime(timezone=True)),
    Column("checksum", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("status IN ('draft', 'published', 'discarded')", name="status_known"),
    CheckConstraint(SIGNED, name="published_is_signed"),
    CheckConstraint("NOT approved_by = ANY (preparers)", name="approver_did_not_prepare"),
    CheckConstraint("cardinality(preparers) > 0", name="prepared_by_somebody"),
    comment="A set of figures that is made public at once. A published one never changes (a trigger keeps it so).",
)

release_cell = Table(
    "release_cell",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("release_id", Uuid, ForeignKey(release.c.id), nullable=False),
    Column("cell_id", Integer, ForeignKey(cell.c.id), nullable=False, index=True),
    Column("measurement_id", Uuid, ForeignKey(measurement.c.id), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("shown", JSONB, nullable=False),
    Column("release_number", Integer),
    Column("superseded_at", DateTime(timezone=True)),
    UniqueConstraint("release_id", "cell_id"),
    CheckConstraint(CELL_STATUS, name="status_known"),
    CheckConstraint(VALUE_OR_REASON, name="value_or_reason"),
    CheckConstraint("status = 'published' OR shown->>'statusReason' IS NOT NULL", name="reason_in_words"),
    Index(
        "uq_release_cell_current",
        "cell_id",
        unique=True,
        postgresql_where=text("release_number IS NOT NULL AND superseded_at IS NULL"),
    ),
    comment="A figure as a release shows it. Once published only superseded_at moves on.",
)

release_file = Table(
    "release_file",
    metadata,
    Column("release_id", Uuid, ForeignKey(release.c.id), primary_key=True),
    Column("format", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("checksum", Text, nullable=False),
    CheckConstraint("format IN ('csv', 'json', 'parquet')", name="format_known"),
    comment="The files of a published release, to the byte.",
)
