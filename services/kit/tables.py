"""Tables that every service has in its own schema (data version, audit, idempotency keys), and shapes of others."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def service_metadata(schema: str) -> MetaData:
    """Metadata of one service's schema, with the three tables that all services share in shape."""
    metadata = MetaData(schema=schema, naming_convention=NAMING)
    Table(
        "data_version",
        metadata,
        Column("slot", SmallInteger, primary_key=True, autoincrement=False),
        Column("changes", BigInteger, nullable=False, server_default="0"),
        comment="Sum of changes = data version; 16 slots, so that writers do not wait for one row.",
    )
    Table(
        "audit",
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("who", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("object_type", Text, nullable=False),
        Column("object_id", Text, nullable=False, index=True),
        Column("change", JSONB, nullable=False, server_default="{}"),
        Column("request_id", Text),
        comment="Who changed what, when. Holds no names of residents. The service can add rows, nothing else.",
    )
    Table(
        "idempotency_key",
        metadata,
        Column("key", Text, primary_key=True),
        Column("who", Text, primary_key=True),
        Column("route", Text, primary_key=True),
        Column("request_hash", Text, nullable=False),
        Column("object_id", Uuid),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now(), index=True),
        comment="Creates that a phone with a bad line may repeat; keeps the id of what was made, never the answer.",
    )
    return metadata


def versioned() -> tuple[Column[Any], ...]:
    """For what people edit: its version is its ETag."""
    return (
        Column("version", Integer, nullable=False, server_default="1"),
        Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    )


def add_frozen_files(of: Table, formats: Sequence[str], made: str, *more: SchemaItem) -> Table:
    """`<of>_file`: what was made of a row when it was frozen, kept with its checksum; `made` says how. A trigger
    refuses every change of it (`migrations/frozen.py`)."""
    known = ", ".join(f"'{each}'" for each in formats)
    return Table(
        f"{of.name}_file",
        of.metadata,
        Column(f"{of.name}_id", Uuid, ForeignKey(of.c.id), primary_key=True),
        Column("format", Text, primary_key=True),
        *more,
        Column("content", LargeBinary, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        CheckConstraint(f"format IN ({known})", name="format"),
        CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="sha256"),
        comment=f"The bytes as they were {made}; made once, read ever after.",
    )


def add_letters(metadata: MetaData) -> Table:
    """For a service that writes letters (`kit/outbox.py`)."""
    return Table(
        "letter",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("purpose", Text, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("about", Text, nullable=False),
        Column("written_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("keep_until", DateTime(timezone=True), nullable=False, index=True),
        Column("refused_at", DateTime(timezone=True)),
        comment="Letters that wait to be sent: sealed, and gone when sent.",
    )


def add_rates(metadata: MetaData) -> Table:
    """For a service with open forms (`kit/rate_limits.py`)."""
    return Table(
        "rate",
        metadata,
        Column("what", Text, primary_key=True),
        Column("origin", LargeBinary, primary_key=True),
        Column("window_number", BigInteger, primary_key=True),
        Column("calls", Integer, nullable=False),
        Column("until", DateTime(timezone=True), nullable=False, index=True),
        comment="How often a caller (a keyed hash) did something in a window of time; gone an hour after it.",
    )
