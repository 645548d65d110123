"""What people said is not right."""

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Index, LargeBinary, Table, Text, Uuid, func, text

from services.participation.tables.schema import metadata

report = Table(
    "report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("activity_id", Uuid, ForeignKey("participation.activity.id", ondelete="CASCADE"), index=True),
    Column("place_id", Uuid, ForeignKey("participation.place.id", ondelete="CASCADE"), nullable=False),
    Column("what", Text, nullable=False),
    Column("said", LargeBinary, comment="Sealed, like contact: people write names."),
    Column("contact", LargeBinary),
    Column("language", Text, nullable=False, server_default="nl", comment="In which an answer is written."),
    Column("origin", LargeBinary, comment="Keyed hash of the address it came from that day; null when signed in."),
    Column("asked_at", DateTime(timezone=True), comment="When the owner was asked because of this and others."),
    Column("outcome", Text),
    Column("resolved_by", Text),
    Column("resolved_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint(
        "what IN ('times', 'place', 'contact', 'cost', 'full', 'stopped', 'accessibility', 'other')", name="what"
    ),
    CheckConstraint("outcome IN ('changed', 'was-right', 'not-useful')", name="outcome"),
    CheckConstraint("(outcome IS NULL) = (resolved_at IS NULL)", name="resolved"),
    Index("ix_report_place_id", "place_id", "created_at"),
    Index("ix_report_created_at", "created_at", "id"),
    Index("ix_report_origin", "origin", "created_at", postgresql_where=text("origin IS NOT NULL")),
    comment="Of an activity, or of the place itself when there is none; place_id is also that of the activity.",
)
