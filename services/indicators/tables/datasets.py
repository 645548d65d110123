"""Data sets as analysts brought them: what they are, and their rows, sealed."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.indicators.tables.definitions import definition
from services.indicators.tables.schema import metadata

dataset = Table(
    "dataset",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("metadata", JSONB, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("file_bytes", BigInteger, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("report", JSONB, nullable=False),
    Column("supersedes", Uuid, ForeignKey("indicators.dataset.id")),
    Column("uploaded_at", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
    Column("uploaded_by", Text, nullable=False),
    CheckConstraint("kind IN ('survey', 'registration', 'register', 'cbs')", name="kind_known"),
    CheckConstraint("rows > 0 AND file_bytes > 0", name="not_empty"),
    CheckConstraint("supersedes <> id", name="not_itself"),
    UniqueConstraint("fingerprint"),
    UniqueConstraint("supersedes"),
    comment="A file that was taken in; rows never change. checksum: of the file; fingerprint: of file and metadata.",
)

dataset_definition = Table(
    "dataset_definition",
    metadata,
    Column("dataset_id", Uuid, ForeignKey(dataset.c.id), primary_key=True),
    Column("indicator_id", Text, primary_key=True),
    Column("definition_version", Integer, nullable=False),
    ForeignKeyConstraint(["indicator_id", "definition_version"], [definition.c.indicator_id, definition.c.version]),
    comment="The definitions that a data set was made for, each in one version.",
)

dataset_part = Table(
    "dataset_part",
    metadata,
    Column("dataset_id", Uuid, ForeignKey(dataset.c.id), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint("number >= 0 AND rows > 0", name="not_empty"),
    comment="Rows of a data set as Parquet, sealed: only what figures need, never who it was.",
)
