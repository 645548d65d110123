"""Know under which licence the data is given, who gives it, and whom to ask."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SCHEMA = "participation"


def upgrade() -> None:
    op.create_table(
        "open_data",
        sa.Column("slot", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("body", JSONB, nullable=False, comment="As `OpenDataTerms`."),
        sa.CheckConstraint("slot = 0", name=op.f("ck_open_data_one")),
        sa.PrimaryKeyConstraint("slot", name="pk_open_data"),
        schema=SCHEMA,
        comment="What who uses the data is told of it, from the deal: one row.",
    )
    bump_on_change(SCHEMA, "open_data")


def downgrade() -> None:
    op.drop_table("open_data", schema=SCHEMA)
