"""What comparing needs beside the figures."""

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Index, Integer, Table, Text, Uuid, func
from sqlalchemy import text as sql_text

from services.indicators.tables.definitions import indicator
from services.indicators.tables.schema import metadata

unusable_baseline = Table(
    "unusable_baseline",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=func.gen_random_uuid()),
    Column("indicator_id", Text, ForeignKey(indicator.c.id), nullable=False),
    Column("period", Text, nullable=False),
    Column("reason", Text, CheckConstraint("length(trim(reason)) >= 10", name="reason_says_why"), nullable=False),
    Column("flagged_by", Text, nullable=False),
    Column("flagged_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(
        "uq_unusable_baseline_standing",
        "indicator_id",
        "period",
        unique=True,
        postgresql_where=sql_text("withdrawn_at IS NULL"),
    ),
    comment="Baselines that nothing may be compared with, and why: too low a response, for instance (Art. 7.8).",
)
