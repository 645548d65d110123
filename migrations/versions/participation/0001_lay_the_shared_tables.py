"""Data version, audit and idempotency keys of the participation service."""

from migrations.shared_tables import create_shared_tables, drop_shared_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_shared_tables("participation")


def downgrade() -> None:
    drop_shared_tables("participation")
