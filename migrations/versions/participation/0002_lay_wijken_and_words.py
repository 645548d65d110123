"""The wijken with their CBS buurten, and the fixed lists of words with their labels."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VOCABULARIES = ("category", "place_kind", "step", "audience", "aspect", "dutch_level", "language")


def upgrade() -> None:
    for name in VOCABULARIES:
        op.create_table(
            name,
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column("position", sa.SmallInteger, nullable=False),
            sa.Column("labels", JSONB, nullable=False),
            sa.Column("in_deal", sa.Boolean, server_default="true", nullable=False),
            sa.CheckConstraint("labels ? 'nl'", name="has_dutch_label"),
            schema="participation",
        )
    op.create_table(
        "wijk",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("cbs_wijk", sa.Text, nullable=False),
        sa.Column("residents", sa.Integer),
        sa.Column("residents_source", sa.Text),
        sa.Column("in_deal", sa.Boolean, server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wijk"),
        schema="participation",
        comment="A wijk of the deal: a set of CBS buurten, not a CBS wijk.",
    )
    op.create_table(
        "buurt",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("residents", sa.Integer),
        sa.ForeignKeyConstraint(["wijk"], ["participation.wijk.id"], name="fk_buurt_wijk"),
        sa.PrimaryKeyConstraint("code", name="pk_buurt"),
        schema="participation",
    )
    op.create_index("ix_buurt_wijk", "buurt", ["wijk"], schema="participation")
    bump_on_change("participation", *VOCABULARIES, "wijk", "buurt")


def downgrade() -> None:
    for name in ("buurt", "wijk", *reversed(VOCABULARIES)):
        op.drop_table(name, schema="participation")
