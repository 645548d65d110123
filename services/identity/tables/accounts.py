"""People who sign in: their accounts, the codes that wait, and how long they stay signed in."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    func,
)

from services.identity.tables.schema import metadata

account = Table(
    "account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email_sealed", LargeBinary, nullable=False),
    Column("email_hash", LargeBinary, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("places", ARRAY(Uuid), nullable=False, server_default="{}"),
    Column("wijken", ARRAY(Text), nullable=False, server_default="{}"),
    Column("invited_by", Text, nullable=False),
    Column("demo", Boolean, nullable=False, server_default=false()),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("email_hash", name="uq_account_email_hash"),
    CheckConstraint("cardinality(roles) > 0", name="roles"),
    comment="People who may sign in. The address is sealed; found again by a keyed hash.",
)

sign_in = Table(
    "sign_in",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email_hash", LargeBinary, nullable=False),
    Column("language", Text, nullable=False),
    Column("code_hash", LargeBinary),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
    CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
    comment="Asked for a code, whether the address is known or not; gone when used or when ten minutes are over.",
)

visit = Table(
    "visit",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account_id", Uuid, ForeignKey("identity.account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
    comment="Who is signed in: a hash of the token in their browser; ends by signing out, or after a working day.",
)
