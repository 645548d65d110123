"""Machine clients, the keys that sign their tokens, and the count of wrong secrets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("secret_hash", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("places", sa.ARRAY(sa.Uuid), nullable=False, server_default="{}"),
        sa.Column("wijken", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("demo", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("id ~ '^[a-z][a-z0-9-]{2,62}$'", name=op.f("ck_client_id")),
        sa.CheckConstraint("cardinality(roles) > 0", name=op.f("ck_client_roles")),
        schema="identity",
        comment="Machine clients (RFC 6749 §2.1) and what they may do; the secret only as a scrypt hash.",
    )
    op.create_table(
        "signing_key",
        sa.Column("kid", sa.Text, primary_key=True),
        sa.Column("private_key", sa.LargeBinary, nullable=False),
        sa.Column("public_key", postgresql.JSONB, nullable=False),
        sa.Column("signs_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.UniqueConstraint("signs_from", name="uq_signing_key_signs_from"),
        schema="identity",
        comment="Ed25519 keys of the tokens; the private half is encrypted with a key derived from our secret.",
    )
    op.create_table(
        "wrong_try",
        sa.Column("client_id", sa.Text, primary_key=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.CheckConstraint("tries > 0", name=op.f("ck_wrong_try_tries")),
        schema="identity",
        comment="Wrong secrets per client id in the minute since the first; older rows are removed.",
    )
    op.create_index("ix_wrong_try_first_at", "wrong_try", ["first_at"], schema="identity")


def downgrade() -> None:
    for table in ("wrong_try", "signing_key", "client"):
        op.drop_table(table, schema="identity")
