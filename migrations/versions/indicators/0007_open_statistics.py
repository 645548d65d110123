"""Give statistics to the world, and take them in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = "indicators"
KINDS = "kind IN ('survey', 'registration', 'register')"
KINDS_WITH_CBS = "kind IN ('survey', 'registration', 'register', 'cbs')"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("deal", sa.Column("open_data", JSONB, nullable=False, server_default="{}"), schema=SCHEMA)
    _allow_kinds(KINDS_WITH_CBS)


def downgrade() -> None:
    """Refuses while there are tables of CBS: what was taken in is not thrown away."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    _allow_kinds(KINDS)
    op.drop_column("deal", "open_data", schema=SCHEMA)


def _allow_kinds(kinds: str) -> None:
    name = op.f("ck_dataset_kind_known")
    op.drop_constraint(name, "dataset", schema=SCHEMA)
    op.create_check_constraint(name, "dataset", kinds, schema=SCHEMA)
