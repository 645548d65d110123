"""The index on the start of dates tells whose they are: a list in order looks at no date that it does not show."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NAME = "ix_occurrence_starts_at"
COLUMNS = ["starts_at", "ends_at", "id"]


def upgrade() -> None:
    op.drop_index(NAME, "occurrence", schema="participation")
    op.create_index(NAME, "occurrence", COLUMNS, schema="participation", postgresql_include=["status", "activity_id"])


def downgrade() -> None:
    op.drop_index(NAME, "occurrence", schema="participation")
    op.create_index(NAME, "occurrence", COLUMNS, schema="participation", postgresql_include=["status"])
