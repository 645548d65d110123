"""What people change about dates: one date, some weeks, or a whole place."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from services.participation.tables.schema import metadata

IN_FORCE = text("undone_at IS NULL")

schedule_exception = Table(
    "schedule_exception",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("activity_id", Uuid, ForeignKey("participation.activity.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("local_start", DateTime, comment="Of the date that it is about, as the rule gives it."),
    Column("moved_start", DateTime, comment="Wall clock, as moved_end."),
    Column("moved_end", DateTime),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("reason", Text, comment="Shown to everybody."),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("undone_at", DateTime(timezone=True), comment="Kept, so that undoing twice is known from undoing nothing."),
    CheckConstraint("kind IN ('cancelled', 'moved', 'closed')", name="kind"),
    CheckConstraint("(kind IN ('cancelled', 'moved')) = (local_start IS NOT NULL)", name="about_a_date"),
    CheckConstraint(
        "(kind = 'moved') = (moved_start IS NOT NULL AND moved_end IS NOT NULL)"
        " AND moved_end > moved_start AND moved_end <= moved_start + interval '24 hours'",
        name="moved",
    ),
    CheckConstraint(
        "(kind = 'closed') = (first_day IS NOT NULL AND last_day IS NOT NULL) AND last_day >= first_day",
        name="closed",
    ),
    Index(
        "uq_schedule_exception_date", "activity_id", "local_start", unique=True, postgresql_where=IN_FORCE
    ),  # null in a closed period: no date is twice
    Index(
        "uq_schedule_exception_days",
        "activity_id",
        "first_day",
        "last_day",
        unique=True,
        postgresql_where=IN_FORCE,
    ),
    comment="Exceptions to an activity's schedule; its dates follow in the same transaction.",
)

place_closure = Table(
    "place_closure",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("place_id", Uuid, ForeignKey("participation.place.id", ondelete="CASCADE"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("reason", Text, comment="Shown to everybody."),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("undone_at", DateTime(timezone=True)),
    CheckConstraint("last_day >= first_day", name="closed"),
    Index("uq_place_closure_days", "place_id", "first_day", "last_day", unique=True, postgresql_where=IN_FORCE),
    comment="Days on which a place is closed: nothing is done there.",
)
