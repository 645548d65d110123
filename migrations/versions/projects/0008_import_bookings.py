"""Import bookings after a look, and say why money counts after the end of the deal (Art. 14)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "projects"


def upgrade() -> None:
    op.add_column(
        "booking_import",
        sa.Column("preview", JSONB, server_default="{}", nullable=False, comment="What its sender saw of it."),
        schema=SCHEMA,
    )
    op.add_column(
        "booking",
        sa.Column("after_end_reason", sa.Text, comment="Why it counts after the end of the deal."),
        schema=SCHEMA,
    )
    op.create_check_constraint(
        op.f("ck_booking_reason_given"), "booking", "after_end_reason <> ''", schema=SCHEMA, postgresql_not_valid=True
    )
    op.execute("ALTER TABLE projects.booking VALIDATE CONSTRAINT ck_booking_reason_given")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_booking_reason_given"), "booking", schema=SCHEMA)
    op.drop_column("booking", "after_end_reason", schema=SCHEMA)
    op.drop_column("booking_import", "preview", schema=SCHEMA)
