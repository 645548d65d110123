"""Each time the figures were counted again."""

from sqlalchemy import CheckConstraint, Column, DateTime, Table, Text, Uuid, func

from services.indicators.tables.schema import metadata

refresh = Table(
    "refresh",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("status", Text, nullable=False),
    Column("requested_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp(), index=True),
    Column("requested_by", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    Column("reason", Text),
    CheckConstraint("status IN ('waiting', 'running', 'done', 'failed')", name="status_known"),
    CheckConstraint("(status IN ('done', 'failed')) = (finished_at IS NOT NULL)", name="finished_when_ended"),
    CheckConstraint("status <> 'failed' OR reason IS NOT NULL", name="failure_has_reason"),
    comment="Each time the figures were counted again, or should have been. asked_at: of the first question.",
)
