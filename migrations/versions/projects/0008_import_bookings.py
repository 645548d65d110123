"""Import bookings after a look, say why money counts after the end of the deal (Art. 14), keep sums by year and counts.

The functions and triggers stand in 0008_import_bookings/*.sql.
"""

from pathlib import Path

import psycopg
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "projects"
STEPS = Path(__file__).with_suffix("")


def upgrade() -> None:
    look_before_booking()
    keep_sums_by_year()
    count_evidence()
    for step in sorted(STEPS.glob("*.sql")):
        run_file(step)


def downgrade() -> None:
    op.execute("DROP TRIGGER count_evidence ON projects.evidence")
    op.execute("DROP FUNCTION projects.count_evidence()")
    op.execute("DROP TRIGGER keep_year ON projects.booking")
    op.execute("DROP FUNCTION projects.keep_year()")
    op.drop_table("evidence_count", schema=SCHEMA)
    op.drop_table("booking_year", schema=SCHEMA)
    op.drop_constraint(op.f("ck_booking_reason_given"), "booking", schema=SCHEMA)
    op.drop_column("booking", "after_end_reason", schema=SCHEMA)
    op.drop_column("booking_import", "preview", schema=SCHEMA)


def look_before_booking() -> None:
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


def keep_sums_by_year() -> None:
    op.create_table(
        "booking_year",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("contribution", sa.Text, nullable=False),
        sa.Column("pillar", sa.SmallInteger, autoincrement=False, nullable=False, comment="0 for none."),
        sa.Column("year", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total_cents", sa.BigInteger, nullable=False, comment="Of all its months, from this moment on."),
        sa.PrimaryKeyConstraint("kind", "contribution", "pillar", "year", "known_at", name="pk_booking_year"),
        schema=SCHEMA,
        comment="One row each time a sum changed. Kept by a trigger; the service only reads it.",
    )


def count_evidence() -> None:
    op.create_table(
        "evidence_count",
        sa.Column("expected_result", sa.Text, nullable=False),
        sa.Column("items", sa.Integer, nullable=False, comment="How many items of evidence there are for it."),
        sa.PrimaryKeyConstraint("expected_result", name="pk_evidence_count"),
        schema=SCHEMA,
        comment="Kept by a trigger; the service only reads it.",
    )


def run_file(path: Path) -> None:
    """Past SQLAlchemy, which would look for parameters in it."""
    connection = op.get_bind().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    connection.execute(path.read_bytes())
