"""Files that were looked at and not yet written."""

from sqlalchemy import CheckConstraint, Column, DateTime, Table, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata

import_preview = Table(
    "import_preview",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("rows", JSONB, nullable=False, comment="Cells of the columns that we know; empty once confirmed."),
    Column("versions", JSONB, nullable=False, comment="Of what would be changed, when it was looked at."),
    Column("answer", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("until", DateTime(timezone=True), nullable=False, index=True),
    CheckConstraint("kind IN ('places', 'activities')", name="kind"),
    comment="Previews of imports: for an hour, confirmed ones for a week.",
)
