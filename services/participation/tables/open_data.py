"""Under which licence the data is given."""

from sqlalchemy import CheckConstraint, Column, SmallInteger, Table
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata

open_data = Table(
    "open_data",
    metadata,
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("body", JSONB, nullable=False, comment="As `OpenDataTerms`."),
    CheckConstraint("slot = 0", name="one"),
    comment="What who uses the data is told of it, from the deal: one row.",
)
