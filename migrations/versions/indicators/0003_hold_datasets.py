"""Datasets: surveys, registrations, register counts."""

from alembic import op  # noqa: F401

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To be filled by its slice."""


def downgrade() -> None:
    """To be filled by its slice."""
