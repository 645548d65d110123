"""Find by an index what a coordinator said is full; know in which language who reported something is answered.

Every list asks of each date whether it is full, and hardly any is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

SCHEMA = "participation"


def upgrade() -> None:
    op.create_index(
        "ix_seats_said_full", "seats", ["activity_id"], schema=SCHEMA, postgresql_where=sa.text("said_full")
    )
    language = sa.Column(
        "language", sa.Text, nullable=False, server_default="nl", comment="In which an answer is written."
    )
    op.add_column("report", language, schema=SCHEMA)


def downgrade() -> None:
    op.drop_column("report", "language", schema=SCHEMA)
    op.drop_index("ix_seats_said_full", "seats", schema=SCHEMA)
