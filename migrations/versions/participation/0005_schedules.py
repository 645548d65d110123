"""Exceptions to schedules: dates cancelled and moved, closed weeks and places, holidays left out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

S = "participation"
INDEXES = {
    "ix_occurrence_activity_id_starts_at": ["activity_id", "starts_at", "ends_at", "id"],
    "ix_occurrence_starts_at": ["starts_at", "ends_at", "id"],
}
STATUSES = "status IN ('planned', 'moved', 'cancelled')"
WITH_WITHDRAWN = "status IN ('planned', 'moved', 'cancelled', 'withdrawn')"


def upgrade() -> None:
    op.add_column(
        "activity",
        sa.Column(
            "dates", ARRAY(sa.DateTime), nullable=False, server_default="{}", comment="Further starts, wall clock."
        ),
        schema=S,
    )
    op.add_column(
        "activity",
        sa.Column(
            "not_in", ARRAY(sa.Text), nullable=False, server_default="{}", comment="Kinds of holidays to leave out."
        ),
        schema=S,
    )
    op.alter_column("activity", "exceptions", comment="As shown: those that are not over.", schema=S)
    op.create_check_constraint(
        "not_in", "activity", "not_in <@ ARRAY['public-holidays', 'school-holidays', 'ramadan']", schema=S
    )
    op.add_column(
        "wijk",
        sa.Column("school_region", sa.Text, comment="Whose school holidays count here: noord, midden or zuid."),
        schema=S,
    )
    op.create_check_constraint("school_region", "wijk", "school_region IN ('noord', 'midden', 'zuid')", schema=S)
    change_occurrence(WITH_WITHDRAWN, ["status"])
    op.add_column(
        "occurrence",
        sa.Column("reason", sa.Text, comment="Why it was cancelled or moved; shown to everybody."),
        schema=S,
    )
    create_exception()
    create_closure()


def downgrade() -> None:
    op.drop_table("place_closure", schema=S)
    op.drop_table("schedule_exception", schema=S)
    op.drop_column("occurrence", "reason", schema=S)
    op.execute("DELETE FROM participation.occurrence WHERE status = 'withdrawn'")
    change_occurrence(STATUSES, [])
    op.drop_column("wijk", "school_region", schema=S)
    op.alter_column("activity", "exceptions", comment=None, schema=S)
    op.drop_column("activity", "not_in", schema=S)
    op.drop_column("activity", "dates", schema=S)


def change_occurrence(statuses: str, included: list[str]) -> None:
    op.drop_constraint("status", "occurrence", type_="check", schema=S)
    op.create_check_constraint("status", "occurrence", statuses, schema=S)
    for name, columns in INDEXES.items():
        op.drop_index(name, "occurrence", schema=S)
        op.create_index(name, "occurrence", columns, schema=S, postgresql_include=included)


def create_exception() -> None:
    op.create_table(
        "schedule_exception",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("local_start", sa.DateTime, comment="Of the date that it is about, as the rule gives it."),
        sa.Column("moved_start", sa.DateTime, comment="Wall clock, as moved_end."),
        sa.Column("moved_end", sa.DateTime),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("reason", sa.Text, comment="Shown to everybody."),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column(
            "undone_at",
            sa.DateTime(timezone=True),
            comment="Kept, so that undoing twice is known from undoing nothing.",
        ),
        sa.CheckConstraint("kind IN ('cancelled', 'moved', 'closed')", name="kind"),
        sa.CheckConstraint("(kind IN ('cancelled', 'moved')) = (local_start IS NOT NULL)", name="about_a_date"),
        sa.CheckConstraint(
            "(kind = 'moved') = (moved_start IS NOT NULL AND moved_end IS NOT NULL)"
            " AND moved_end > moved_start AND moved_end <= moved_start + interval '24 hours'",
            name="moved",
        ),
        sa.CheckConstraint(
            "(kind = 'closed') = (first_day IS NOT NULL AND last_day IS NOT NULL) AND last_day >= first_day",
            name="closed",
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], [f"{S}.activity.id"], name="fk_schedule_exception_activity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schedule_exception"),
        schema=S,
        comment="Exceptions to an activity's schedule; its dates follow in the same transaction.",
    )
    in_force("uq_schedule_exception_date", "schedule_exception", ["activity_id", "local_start"])
    in_force("uq_schedule_exception_days", "schedule_exception", ["activity_id", "first_day", "last_day"])


def create_closure() -> None:
    op.create_table(
        "place_closure",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("place_id", sa.Uuid, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, comment="Shown to everybody."),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("last_day >= first_day", name="closed"),
        sa.ForeignKeyConstraint(["place_id"], [f"{S}.place.id"], name="fk_place_closure_place_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_place_closure"),
        schema=S,
        comment="Days on which a place is closed: nothing is done there.",
    )
    in_force("uq_place_closure_days", "place_closure", ["place_id", "first_day", "last_day"])


def in_force(name: str, table: str, columns: list[str]) -> None:
    op.create_index(name, table, columns, unique=True, schema=S, postgresql_where=sa.text("undone_at IS NULL"))
