"""Money as bookings that are only ever added to."""

from alembic import op  # noqa: F401

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To be filled by its slice."""


def downgrade() -> None:
    """To be filled by its slice."""
