"""Letters that wait to be sent, how often open forms were used, files that are looked at before they are written."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SCHEMA = "participation"


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True)),
        schema=SCHEMA,
        comment="Letters that wait to be sent: sealed, and gone when sent.",
    )
    op.create_index("ix_letter_keep_until", "letter", ["keep_until"], schema=SCHEMA)
    op.create_table(
        "rate",
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("origin", sa.LargeBinary, primary_key=True),
        sa.Column("window_number", sa.BigInteger, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
        comment="How often a caller (a keyed hash) did something in a window of time; gone an hour after it.",
    )
    op.create_index("ix_rate_until", "rate", ["until"], schema=SCHEMA)
    op.create_table(
        "import_preview",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column(
            "rows",
            postgresql.JSONB,
            nullable=False,
            comment="Cells of the columns that we know; empty once confirmed.",
        ),
        sa.Column(
            "versions", postgresql.JSONB, nullable=False, comment="Of what would be changed, when it was looked at."
        ),
        sa.Column("answer", postgresql.JSONB, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('places', 'activities')", name=op.f("ck_import_preview_kind")),
        schema=SCHEMA,
        comment="Previews of imports: for an hour, confirmed ones for a week.",
    )
    op.create_index("ix_import_preview_until", "import_preview", ["until"], schema=SCHEMA)


def downgrade() -> None:
    op.drop_table("import_preview", schema=SCHEMA)
    op.drop_table("rate", schema=SCHEMA)
    op.drop_table("letter", schema=SCHEMA)
