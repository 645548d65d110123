"""What moderators took away in bulk, and may put back."""

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Table, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata

undo = Table(
    "undo",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
    Column("reason", Text, nullable=False),
    Column("counts", JSONB, nullable=False),
    Column("restored_at", DateTime(timezone=True)),
    CheckConstraint("reason IN ('spam', 'abuse', 'mistake', 'test')", name="reason"),
    comment="One bulk undo. What it took away names it, and is deleted 14 days later.",
)

audit = metadata.tables["participation.audit"]
DECISIONS = text("object_type IN ('wish', 'proposal', 'report', 'undo') AND who <> 'resident'")
"""Of the audit: what was done with what residents sent. The log of moderators is read by this index."""
Index("ix_audit_decisions", audit.c.id, postgresql_where=DECISIONS)
