"""The figures."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.indicators.tables.definitions import definition
from services.indicators.tables.refreshes import refresh
from services.indicators.tables.schema import metadata

MEASURES = "measure IN ('value', 'number', 'change', 'gap', 'gap-change')"
AREA_KINDS = "area_kind IN ('place', 'wijk', 'deal', 'city')"
UNCERTAINTIES = "uncertainty->>'kind' IN ('none', 'sampling', 'rounding')"
BOUNDS = "(lower IS NULL) = (upper IS NULL) AND lower <= upper"
PERIOD = "(period_starts IS NULL) = (period_ends IS NULL) AND period_starts <= period_ends"

cell = Table(
    "cell",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("indicator_id", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("area_kind", Text, nullable=False),
    Column("area_id", Text, nullable=False),
    Column("period_label", Text),
    UniqueConstraint(
        "indicator_id",
        "measure",
        "area_kind",
        "area_id",
        "period_label",
        name="uq_cell_what",
        postgresql_nulls_not_distinct=True,
    ),
    comment="What a figure is of; its number is the same in every release. No period: of now, as counts are.",
)

measurement = Table(
    "measurement",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("indicator_id", Text, nullable=False),
    Column("cell_id", Integer, ForeignKey(cell.c.id), nullable=False, index=True),
    Column("definition_version", Integer, nullable=False),
    Column("measure", Text, nullable=False, server_default="value"),
    Column("area_kind", Text, nullable=False),
    Column("area_id", Text, nullable=False),
    Column("area_label", Text, nullable=False),
    Column("wijk", Text),
    Column("period", Date, nullable=False),
    Column("period_label", Text),
    Column("period_starts", Date),
    Column("period_ends", Date),
    Column("value", Numeric),
    Column("lower", Double),
    Column("upper", Double),
    Column("level", Double),
    Column("se", Double),
    Column("df", Double),
    Column("respondents", Integer),
    Column("numerator", Numeric),
    Column("denominator", Numeric),
    Column("unit", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("status_reason", Text),
    Column("uncertainty", JSONB, nullable=False),
    Column("target", Numeric),
    Column("target_met", Boolean),
    Column("detail", JSONB, nullable=False),
    Column("source", JSONB, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("open_at_once", Boolean, nullable=False, server_default="true"),
    Column("comparability_group", Text),
    Column("dataset_ids", ARRAY(Uuid), nullable=False, server_default="{}"),
    Column("refresh_id", Uuid, ForeignKey(refresh.c.id), index=True),
    Column("measured_at", DateTime(timezone=True), nullable=False),
    Column("confirmed_at", DateTime(timezone=True), nullable=False),
    Column("superseded_at", DateTime(timezone=True)),
    ForeignKeyConstraint(["indicator_id", "definition_version"], [definition.c.indicator_id, definition.c.version]),
    CheckConstraint(AREA_KINDS, name="area_kind_known"),
    CheckConstraint(MEASURES, name="measure_known"),
    CheckConstraint(
        "status IN ('provisional', 'published', 'unreliable', 'impossible', 'not-comparable')", name="status_known"
    ),
    CheckConstraint("(value IS NULL) = (status IN ('impossible', 'not-comparable'))", name="value_unless_impossible"),
    CheckConstraint("refresh_id IS NOT NULL OR cardinality(dataset_ids) > 0", name="made_from_something"),
    CheckConstraint("NOT open_at_once OR refresh_id IS NOT NULL", name="only_counts_open_at_once"),
    CheckConstraint(UNCERTAINTIES, name="uncertainty_known"),
    CheckConstraint(BOUNDS, name="bounds_in_order"),
    CheckConstraint(PERIOD, name="period_in_order"),
    CheckConstraint(
        "status IN ('provisional', 'published') OR status_reason IS NOT NULL", name="impossible_has_reason"
    ),
    Index(
        "uq_measurement_latest_of_area",
        "indicator_id",
        "area_kind",
        "area_id",
        "measure",
        "period_label",
        unique=True,
        postgresql_where=text("superseded_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    ),
    Index("ix_measurement_area_measured_at", "indicator_id", "area_kind", "area_id", "measured_at"),
    comment="A figure of an area. Rows stay; only confirmed_at and superseded_at move on (a trigger keeps it so).",
)
