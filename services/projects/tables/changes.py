"""The audit of this service is a chain: each row carries a hash over itself and the one before it."""

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Index, SmallInteger, Table, Text, func, text

from services.projects.tables.schema import metadata

audit = metadata.tables["projects.audit"]
audit.append_column(Column("reason", Text, comment="Why, in the words of who made the change."))
audit.append_column(Column("position", BigInteger, unique=True, comment="Place in the chain, in commit order."))
audit.append_column(Column("hash", Text, comment="SHA-256 of the hash before it and its own content."))
Index("ix_audit_unchained", audit.c.id, postgresql_where=text("hash IS NULL"))
Index("ix_audit_object_type", audit.c.object_type, audit.c.position)
Index("ix_audit_at", audit.c.at)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
    comment="How long the chain is and how it ends. Only the database itself writes here.",
)

audit_seal = Table(
    "audit_seal",
    metadata,
    Column("count", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    Column("what", Text, primary_key=True, comment="What carries this head outside, such as a published report."),
    Column("sealed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    comment="Heads of the chain that were made public: what was cut off or written anew shows here.",
)
