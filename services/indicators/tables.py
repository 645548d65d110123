"""Tables of the indicators service: the deal's definitions in all their versions, refreshes and measurements."""

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

from services.kit.tables import service_metadata

metadata = service_metadata("indicators")

deal = Table(
    "deal",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("loaded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="The deal whose indicators these are: one row.",
)

definition = Table(
    "definition",
    metadata,
    Column("indicator_id", Text, primary_key=True),
    Column("version", Integer, CheckConstraint("version > 0", name="version_positive"), primary_key=True),
    Column("content", JSONB, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("loaded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="What is counted and how, as the deal's folder said it. A change is a new version; rows never change.",
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("in_deal", Boolean, nullable=False),
    ForeignKeyConstraint(["id", "version"], [definition.c.indicator_id, definition.c.version]),
    comment="The version of each definition that holds now. in_deal: whether the deal's folder still has it.",
)

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
