"""What a figure says about what was agreed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.shared_tables import bump_on_change

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = "indicators"
OF_THE_DEAL = ("baseline_year", "ends_on", "city", "wijken")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _know_more_of_the_deal()
    _create_unusable_baseline()
    bump_on_change(SCHEMA, "deal", "unusable_baseline")


def downgrade() -> None:
    op.drop_table("unusable_baseline", schema=SCHEMA)
    op.execute(f"DROP TRIGGER bump_data_version ON {SCHEMA}.deal")
    for column in OF_THE_DEAL:
        op.drop_column("deal", column, schema=SCHEMA)


def _know_more_of_the_deal() -> None:
    """Empty until the deal's folder is loaded again, which every start does."""
    op.add_column("deal", sa.Column("baseline_year", sa.Integer), schema=SCHEMA)
    op.add_column("deal", sa.Column("ends_on", sa.Date), schema=SCHEMA)
    op.add_column("deal", sa.Column("city", postgresql.JSONB), schema=SCHEMA)
    op.add_column("deal", sa.Column("wijken", postgresql.JSONB, nullable=False, server_default="[]"), schema=SCHEMA)
    op.create_table_comment(
        "deal",
        "The deal whose indicators these are: one row. city and wijken: id and label, of wijken in order.",
        existing_comment="The deal whose indicators these are: one row.",
        schema=SCHEMA,
    )


def _create_unusable_baseline() -> None:
    op.create_table(
        "unusable_baseline",
        sa.Column("id", sa.Uuid, primary_key=True, server_default=sa.func.gen_random_uuid()),
        sa.Column(
            "indicator_id",
            sa.Text,
            sa.ForeignKey(f"{SCHEMA}.indicator.id", name="fk_unusable_baseline_indicator_id"),
            nullable=False,
        ),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("flagged_by", sa.Text, nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.CheckConstraint("length(trim(reason)) >= 10", name=op.f("ck_unusable_baseline_reason_says_why")),
        schema=SCHEMA,
        comment="Baselines that nothing may be compared with, and why: too low a response, for instance (Art. 7.8).",
    )
    op.create_index(
        "uq_unusable_baseline_standing",
        "unusable_baseline",
        ["indicator_id", "period"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
