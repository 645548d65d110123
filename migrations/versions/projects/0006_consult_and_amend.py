"""Consultation, amendments, accessions; the chained audit."""

from alembic import op  # noqa: F401

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To be filled by its slice."""


def downgrade() -> None:
    """To be filled by its slice."""
