"""The deal as its files say it; rows that leave the files stay, with the day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PLAIN = ("deal", "party", "theme", "wijk", "contribution", "programme", "organisation", "target_group")
ALL = (*PLAIN, "pillar", "approach_element", "commitment", "expected_result")


def upgrade() -> None:
    for name in PLAIN:
        create_part(name)
    create_part("pillar", key=sa.SmallInteger)
    create_part("approach_element", sa.Column("pillar", sa.SmallInteger, nullable=False))
    create_part(
        "commitment",
        sa.Column("pillar", sa.SmallInteger, comment="Empty when it is of all pillars."),
        sa.Column("element", sa.Text),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("strength", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
    )
    create_part("expected_result", sa.Column("pillar", sa.SmallInteger))
    bump_on_change("projects", *ALL)


def downgrade() -> None:
    for name in reversed(ALL):
        op.drop_table(name, schema="projects")


def create_part(
    name: str, *columns: "sa.Column[str] | sa.Column[int]", key: type[sa.Text | sa.SmallInteger] = sa.Text
) -> None:
    op.create_table(
        name,
        sa.Column("key", key, autoincrement=False, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        *columns,
        sa.Column("body", JSONB, nullable=False),
        sa.Column("withdrawn_on", sa.Date, comment="The day on which the deal's files no longer had it."),
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        schema="projects",
    )
