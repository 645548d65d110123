"""What there is to do, and when (Art. 4.1b)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from services.participation.tables.schema import metadata

PUBLISHED = text("status = 'published'")
SEARCH_TEXT = (
    "setweight(to_tsvector('dutch'::regconfig, title), 'A'::\"char\") || "
    "setweight(to_tsvector('dutch'::regconfig, (summary || ' '::text) || description), 'B'::\"char\")"
)


activity = Table(
    "activity",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("place_id", Uuid, nullable=False),
    Column("wijk", Text, nullable=False, comment="That of the place, kept equal by the foreign key."),
    Column("title", Text, nullable=False),
    Column("sort_title", Text(collation="C"), nullable=False),
    Column("summary", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("category", Text, ForeignKey("participation.category.id"), nullable=False),
    Column("project_id", Uuid, comment="In the registry of the projects service; not a foreign key over services."),
    Column("step", Text, ForeignKey("participation.step.id"), nullable=False),
    Column("free", Boolean, nullable=False),
    Column("cost_text", Text),
    Column("languages", ARRAY(Text), nullable=False),
    Column("dutch_level", SmallInteger, nullable=False),
    Column("for_whom", ARRAY(Text), nullable=False),
    Column("bring", Text),
    Column("joining", Text, nullable=False),
    Column("capacity", Integer),
    Column("rrule", Text),
    Column("starts", DateTime, nullable=False, comment="First time, wall clock of time_zone."),
    Column("ends", DateTime, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("exceptions", JSONB, nullable=False, server_default="[]"),
    Column("next_steps", JSONB, nullable=False, server_default="[]"),
    Column("confirmed_on", Date),
    Column("check_by", Date, nullable=False, server_default=text("CURRENT_DATE + 56")),
    Column("call_first", Boolean, nullable=False, server_default="false"),
    Column("paused_because", Text),
    Column("status", Text, nullable=False),
    Column("dates_until", Date, nullable=False, comment="Occurrences are written for the days before this one."),
    Column("last_end", DateTime(timezone=True), comment="End of the last occurrence that is written."),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("search", TSVECTOR, Computed(SEARCH_TEXT, persisted=True)),
    ForeignKeyConstraint(
        ["place_id", "wijk"],
        ["participation.place.id", "participation.place.wijk"],
        name="fk_activity_place",
        onupdate="CASCADE",
    ),
    CheckConstraint("status IN ('draft', 'published', 'paused', 'ended')", name="status"),
    CheckConstraint("joining IN ('walk-in', 'per-date', 'series')", name="joining"),
    CheckConstraint("dutch_level BETWEEN 0 AND 4", name="dutch_level"),
    CheckConstraint("capacity > 0", name="capacity"),
    CheckConstraint("free OR cost_text <> ''", name="cost_said"),
    CheckConstraint("ends > starts AND ends <= starts + interval '24 hours'", name="at_most_a_day"),
    CheckConstraint("cardinality(languages) > 0", name="languages"),
    CheckConstraint(
        "paused_because IS NULL OR (status = 'paused' AND paused_because = 'unconfirmed')", name="paused_because"
    ),
    Index("ix_activity_check_by", "check_by", postgresql_where=PUBLISHED),
    Index("ix_activity_place_id", "place_id"),
    Index("ix_activity_category", "category"),
    Index("ix_activity_dates_until", "dates_until", postgresql_where=text("status <> 'ended'")),
    Index("ix_activity_public_title", "sort_title", "id", postgresql_where=PUBLISHED),
    Index("ix_activity_public_wijk_title", "wijk", "sort_title", "id", postgresql_where=PUBLISHED),
    Index("ix_activity_public_newest", "created_at", "id", postgresql_where=PUBLISHED),
    Index("ix_activity_public_count", "wijk", "last_end", postgresql_where=PUBLISHED),
    Index(
        "ix_activity_public_project",
        "project_id",
        "place_id",
        postgresql_where=text("status = 'published' AND project_id IS NOT NULL"),
    ),
    Index("ix_activity_search", "search", postgresql_using="gin"),
)

occurrence = Table(
    "occurrence",
    metadata,
    Column("id", Uuid, primary_key=True, comment="uuid5 of the activity and the original local start."),
    Column("activity_id", Uuid, ForeignKey("participation.activity.id", ondelete="CASCADE"), nullable=False),
    Column("local_start", DateTime, nullable=False, comment="As the rule gives it, before it was moved."),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("status", Text, nullable=False, server_default="planned"),
    UniqueConstraint("activity_id", "local_start", name="uq_occurrence_activity_start"),
    CheckConstraint("status IN ('planned', 'moved', 'cancelled')", name="status"),
    CheckConstraint("ends_at > starts_at AND ends_at <= starts_at + interval '25 hours'", name="at_most_a_day"),
    Index("ix_occurrence_activity_id_starts_at", "activity_id", "starts_at", "ends_at", "id"),
    Index("ix_occurrence_starts_at", "starts_at", "ends_at", "id"),
    comment="Dates of about the next 13 weeks, written in the transaction of the change, and those gone by.",
)
