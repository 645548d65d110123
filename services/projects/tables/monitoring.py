"""What monitoring (Art. 7.2) reads instead of counting anew: how many projects stood where, and answers of others."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.projects.tables.schema import metadata

project_standing = Table(
    "project_standing",
    metadata,
    Column("project_id", Uuid, primary_key=True),
    Column("pillar", SmallInteger, nullable=False),
    Column("status", Text, nullable=False),
    Column("wijken", ARRAY(Text), nullable=False),
    comment="How each project was last counted. Kept by a trigger; the service only reads it.",
)
project_count = Table(
    "project_count",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("axis", Text, nullable=False, comment="pillar or wijk."),
    Column("part", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("known_at", DateTime(timezone=True), nullable=False),
    Column("projects", Integer, nullable=False, comment="How many there were from this moment on."),
    Index(
        "ix_project_count_as_of",
        "axis",
        "part",
        "status",
        text("known_at DESC"),
        text("id DESC"),
        postgresql_include=["projects"],
    ),
    comment="One row each time a number changed. Kept by a trigger; the service only reads it.",
)
milestone_standing = Table(
    "milestone_standing",
    metadata,
    Column("milestone_id", Uuid, primary_key=True),
    Column("planned", Date, nullable=False),
    Column("actual", Date),
    Column("pillar", SmallInteger, nullable=False),
    Column("wijken", ARRAY(Text), nullable=False),
    comment="How each milestone was last counted. Kept by a trigger; the service only reads it.",
)
milestone_count = Table(
    "milestone_count",
    metadata,
    Column("grain", Text, primary_key=True, comment="day or month."),
    Column("axis", Text, primary_key=True, comment="pillar or wijk."),
    Column("part", Text, primary_key=True),
    Column("starts_on", Date, primary_key=True),
    Column("planned", Integer, nullable=False),
    Column("reached", Integer, nullable=False),
    Column("late", Integer, nullable=False, comment="How many became late, less those that were reached after all."),
    comment="Steps per day and per month, to add up until a day. Kept by a trigger; the service only reads it.",
)
evidence_count = Table(
    "evidence_count",
    metadata,
    Column("expected_result", Text, primary_key=True),
    Column("items", Integer, nullable=False, comment="How many items of evidence there are for it."),
    comment="Kept by a trigger; the service only reads it.",
)
kept_answer = Table(
    "kept_answer",
    metadata,
    Column("question", Text, primary_key=True),
    Column("asked_on", Date, primary_key=True),
    Column("body", JSONB, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    comment="The last good answer of another service on each day: for when it is away, and for looking back.",
)
