"""The figures."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.indicators.tables.definitions import definition
from services.indicators.tables.refreshes import refresh
from services.indicators.tables.schema import metadata

measurement = Table(
    "measurement",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("indicator_id", Text, nullable=False),
    Column("definition_version", Integer, nullable=False),
    Column("area_kind", Text, nullable=False),
    Column("area_id", Text, nullable=False),
    Column("area_label", Text, nullable=False),
    Column("wijk", Text),
    Column("period", Date, nullable=False),
    Column("value", Numeric),
    Column("unit", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("status_reason", Text),
    Column("uncertainty", JSONB, nullable=False),
    Column("target", Numeric),
    Column("target_met", Boolean),
    Column("detail", JSONB, nullable=False),
    Column("source", JSONB, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("refresh_id", Uuid, ForeignKey(refresh.c.id), nullable=False, index=True),
    Column("measured_at", DateTime(timezone=True), nullable=False),
    Column("confirmed_at", DateTime(timezone=True), nullable=False),
    Column("superseded_at", DateTime(timezone=True)),
    ForeignKeyConstraint(["indicator_id", "definition_version"], [definition.c.indicator_id, definition.c.version]),
    CheckConstraint("area_kind IN ('place', 'wijk', 'deal', 'city')", name="area_kind_known"),
    CheckConstraint("status IN ('provisional', 'published', 'impossible')", name="status_known"),
    CheckConstraint("(value IS NULL) = (status = 'impossible')", name="value_unless_impossible"),
    CheckConstraint("status <> 'impossible' OR status_reason IS NOT NULL", name="impossible_has_reason"),
    Index(
        "uq_measurement_latest_of_area",
        "indicator_id",
        "area_kind",
        "area_id",
        unique=True,
        postgresql_where=text("superseded_at IS NULL"),
    ),
    Index("ix_measurement_area_measured_at", "indicator_id", "area_kind", "area_id", "measured_at"),
    comment="A figure of an area. Rows stay; only confirmed_at and superseded_at move on (a trigger keeps it so).",
)
