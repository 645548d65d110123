"""Start from a template; say that one date is full."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SCHEMA = "participation"
SAID_FULL = "A coordinator said so: the capacity is then what was taken, whatever that of the activity."


def upgrade() -> None:
    op.create_table(
        "activity_template",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("labels", JSONB, nullable=False),
        sa.Column("in_deal", sa.Boolean, server_default="true", nullable=False),
        sa.Column("body", JSONB, nullable=False),
        sa.CheckConstraint("labels ? 'nl'", name=op.f("ck_activity_template_has_dutch_label")),
        schema=SCHEMA,
    )
    bump_on_change(SCHEMA, "activity_template")
    said_full = sa.Column("said_full", sa.Boolean, nullable=False, server_default="false", comment=SAID_FULL)
    op.add_column("seats", said_full, schema=SCHEMA)


def downgrade() -> None:
    op.drop_column("seats", "said_full", schema=SCHEMA)
    op.drop_table("activity_template", schema=SCHEMA)
