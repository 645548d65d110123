"""Keep why something of a resident was refused, and find what moderators did by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SCHEMA = "participation"
REASONS = "refused_because IN ('exists-already', 'not-here', 'not-clear', 'no-room', 'not-fitting')"
DECISIONS = "object_type IN ('wish', 'proposal', 'report', 'undo') AND who <> 'resident'"


def upgrade() -> None:
    for table in ("wish", "proposal"):
        op.add_column(table, sa.Column("refused_because", sa.Text), schema=SCHEMA)
        op.create_check_constraint(op.f(f"ck_{table}_refused_because"), table, REASONS, schema=SCHEMA)
    op.create_index("ix_audit_decisions", "audit", ["id"], schema=SCHEMA, postgresql_where=sa.text(DECISIONS))


def downgrade() -> None:
    op.drop_index("ix_audit_decisions", "audit", schema=SCHEMA)
    for table in ("wish", "proposal"):
        op.drop_column(table, "refused_because", schema=SCHEMA)
