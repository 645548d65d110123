"""Reports: drafts, editions, files."""

from alembic import op  # noqa: F401

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To be filled by its slice."""


def downgrade() -> None:
    """To be filled by its slice."""
