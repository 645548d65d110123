"""The end of a date stands in the indexes on its start: which of today's are over is seen without reading them."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_occurrence_activity_id_starts_at": ["activity_id", "starts_at"],
    "ix_occurrence_starts_at": ["starts_at"],
}


def upgrade() -> None:
    for name, first in INDEXES.items():
        op.drop_index(name, "occurrence", schema="participation")
        op.create_index(name, "occurrence", [*first, "ends_at", "id"], schema="participation")


def downgrade() -> None:
    for name, first in INDEXES.items():
        op.drop_index(name, "occurrence", schema="participation")
        op.create_index(name, "occurrence", [*first, "id"], schema="participation")
