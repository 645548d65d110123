"""What a figure says about what was agreed."""

from alembic import op  # noqa: F401

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To be filled by its slice."""


def downgrade() -> None:
    """To be filled by its slice."""
