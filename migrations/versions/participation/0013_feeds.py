"""Find what was changed last, for the feed of news."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SCHEMA = "participation"
PUBLISHED = sa.text("status = 'published'")


def upgrade() -> None:
    op.create_index(
        "ix_activity_public_changed", "activity", ["updated_at", "id"], schema=SCHEMA, postgresql_where=PUBLISHED
    )


def downgrade() -> None:
    op.drop_index("ix_activity_public_changed", "activity", schema=SCHEMA)
