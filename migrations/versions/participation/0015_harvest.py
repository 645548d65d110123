"""Let harvesters follow what changed (ADR 0017). The functions and triggers stand in 0015_harvest/*.sql."""

from pathlib import Path

import psycopg
import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SCHEMA = "participation"
STEPS = Path(__file__).with_suffix("")
TRIGGERS = {
    "activity": ("harvest_added", "harvest_changed", "harvest_deleted"),
    "place": ("harvest_changed",),
    "category": ("harvest_changed",),
}
FUNCTIONS = (
    "harvest_of_category()",
    "harvest_of_place()",
    "harvest_of_activity()",
    "harvest_note(uuid[])",
    "harvest_mark()",
    "harvest_keep_rising()",
    "harvest_horizon()",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "harvest",
        sa.Column("modified", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        schema=SCHEMA,
        comment="An activity that was public changed, or is so no more. Not a foreign key: it outlives the activity.",
    )
    op.create_index("ix_harvest_activity_id", "harvest", ["activity_id", "modified"], schema=SCHEMA)
    op.create_table(
        "harvest_start",
        sa.Column("slot", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("added", sa.BigInteger, nullable=False),
        sa.CheckConstraint("slot = 0", name=op.f("ck_harvest_start_one")),
        schema=SCHEMA,
        comment="What is added to the number of a transaction, which counts from low again in a restored database.",
    )
    op.execute("INSERT INTO participation.harvest_start VALUES (0, 0)")
    for step in sorted(STEPS.glob("*.sql")):
        run_file(step)
    op.execute(
        "SELECT participation.harvest_note(array_agg(id)) FROM participation.activity WHERE status = 'published'"
    )


def run_file(path: Path) -> None:
    """Past SQLAlchemy, which would look for parameters in it."""
    connection = op.get_bind().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    connection.execute(path.read_bytes())


def downgrade() -> None:
    for table, triggers in TRIGGERS.items():
        for trigger in triggers:
            op.execute(f"DROP TRIGGER {trigger} ON {SCHEMA}.{table}")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {SCHEMA}.{function}")
    op.drop_table("harvest_start", schema=SCHEMA)
    op.drop_table("harvest", schema=SCHEMA)
