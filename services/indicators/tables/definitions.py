"""The deal's definitions in all their versions."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.indicators.tables.schema import metadata

deal = Table(
    "deal",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("baseline_year", Integer),
    Column("ends_on", Date),
    Column("city", JSONB),
    Column("wijken", JSONB, nullable=False, server_default="[]"),
    Column("loaded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("disclosure", JSONB, nullable=False, server_default="{}"),
    Column("open_data", JSONB, nullable=False, server_default="{}"),
    comment="The deal whose indicators these are: one row. city and wijken: id and label, of wijken in order.",
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
