"""What harvesters have to read again (ADR 0017)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, SmallInteger, Table, Uuid, func

from services.participation.tables.schema import metadata

harvest = Table(
    "harvest",
    metadata,
    Column("modified", BigInteger, primary_key=True, autoincrement=False),
    Column("activity_id", Uuid, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_harvest_activity_id", "activity_id", "modified"),
    comment="An activity that was public changed, or is so no more. Not a foreign key: it outlives the activity.",
)

harvest_start = Table(
    "harvest_start",
    metadata,
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("added", BigInteger, nullable=False),
    CheckConstraint("slot = 0", name="one"),
    comment="What is added to the number of a transaction, which counts from low again in a restored database.",
)
