"""Let people sign in by a code: accounts, codes that wait, visits, and letters."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
NOW = sa.func.now()


def upgrade() -> None:
    add_accounts()
    add_letters_and_rates()


def add_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email_sealed", sa.LargeBinary, nullable=False),
        sa.Column("email_hash", sa.LargeBinary, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("places", sa.ARRAY(sa.Uuid), nullable=False, server_default="{}"),
        sa.Column("wijken", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("invited_by", sa.Text, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=NOW),
        sa.UniqueConstraint("email_hash", name="uq_account_email_hash"),
        sa.CheckConstraint("cardinality(roles) > 0", name=op.f("ck_account_roles")),
        schema="identity",
        comment="People who may sign in. The address is sealed; found again by a keyed hash.",
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email_hash", sa.LargeBinary, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("code_hash", sa.LargeBinary),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_sign_in_tries")),
        schema="identity",
        comment="Asked for a code, whether the address is known or not; gone when used or when ten minutes are over.",
    )
    op.create_index("ix_sign_in_expires_at", "sign_in", ["expires_at"], schema="identity")
    op.create_table(
        "visit",
        sa.Column("token_hash", sa.LargeBinary, primary_key=True),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["identity.account.id"], name="fk_visit_account_id", ondelete="CASCADE"
        ),
        schema="identity",
        comment="Who is signed in: a hash of the token in their browser; ends by signing out, or after a working day.",
    )
    op.create_index("ix_visit_account_id", "visit", ["account_id"], schema="identity")
    op.create_index("ix_visit_expires_at", "visit", ["expires_at"], schema="identity")


def add_letters_and_rates() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False, server_default=NOW),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True)),
        schema="identity",
        comment="Letters that wait to be sent: sealed, and gone when sent.",
    )
    op.create_index("ix_letter_keep_until", "letter", ["keep_until"], schema="identity")
    op.create_table(
        "rate",
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("origin", sa.LargeBinary, primary_key=True),
        sa.Column("window_number", sa.BigInteger, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        schema="identity",
        comment="How often a caller (a keyed hash) did something in a window of time; gone an hour after it.",
    )
    op.create_index("ix_rate_until", "rate", ["until"], schema="identity")


def downgrade() -> None:
    for table in ("rate", "letter", "visit", "sign_in", "account"):
        op.drop_table(table, schema="identity")
