"""Questions to owners: is this still right?"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from services.participation.tables.schema import metadata

listing_check = Table(
    "listing_check",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("activity_id", Uuid, ForeignKey("participation.activity.id", ondelete="CASCADE"), index=True),
    Column("place_id", Uuid, ForeignKey("participation.place.id", ondelete="CASCADE"), nullable=False),
    Column("lapses_on", Date, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("reminded_on", Date),
    Column("by_mail", Boolean, nullable=False, comment="Else somebody has to call."),
    Column("answer", Text),
    Column("answered_at", DateTime(timezone=True)),
    UniqueConstraint("activity_id", "lapses_on", name="uq_listing_check_activity"),
    CheckConstraint("kind IN ('activity', 'place')", name="kind"),
    CheckConstraint("(kind = 'activity') = (activity_id IS NOT NULL)", name="of_activity"),
    CheckConstraint("answer IN ('still-right', 'ended', 'change')", name="answer"),
    Index(
        "uq_listing_check_place",
        "place_id",
        "lapses_on",
        unique=True,
        postgresql_where=text("kind = 'place'"),
    ),
    Index("ix_listing_check_open", "place_id", "asked_on", postgresql_where=text("answer IS NULL")),
    comment="One question per listing and round; place_id is also that of the activity, where the letter goes.",
)
