"""Machine clients, the keys that sign, and the count of wrong secrets."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.identity.tables.schema import metadata

client = Table(
    "client",
    metadata,
    Column("id", Text, primary_key=True),
    Column("secret_hash", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("places", ARRAY(Uuid), nullable=False, server_default="{}"),
    Column("wijken", ARRAY(Text), nullable=False, server_default="{}"),
    Column("demo", Boolean, nullable=False, server_default=false()),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("id ~ '^[a-z][a-z0-9-]{2,62}$'", name="id"),
    CheckConstraint("cardinality(roles) > 0", name="roles"),
    comment="Machine clients (RFC 6749 §2.1) and what they may do; the secret only as a scrypt hash.",
)

signing_key = Table(
    "signing_key",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("private_key", LargeBinary, nullable=False),
    Column("public_key", JSONB, nullable=False),
    Column("signs_from", DateTime(timezone=True), nullable=False, unique=True),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Ed25519 keys of the tokens; the private half is encrypted with a key derived from our secret.",
)

wrong_try = Table(
    "wrong_try",
    metadata,
    Column("client_id", Text, primary_key=True),
    Column("first_at", DateTime(timezone=True), nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    CheckConstraint("tries > 0", name="tries"),
    comment="Wrong secrets per client id in the minute since the first; older rows are removed.",
)
