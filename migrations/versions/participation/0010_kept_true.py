"""Until when a listing counts as right, the questions to its owner, and what people say is wrong."""

import sqlalchemy as sa
from alembic import op

from migrations.shared_tables import bump_on_change

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SCHEMA = "participation"
HOLDS_DAYS = {"activity": 56, "place": 182}


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("place", sa.Column("confirmed_on", sa.Date), schema=SCHEMA)
    for table, days in HOLDS_DAYS.items():
        default = sa.text(f"CURRENT_DATE + {days}")
        op.add_column(table, sa.Column("check_by", sa.Date, nullable=False, server_default=default), schema=SCHEMA)
        op.add_column(table, sa.Column("call_first", sa.Boolean, nullable=False, server_default="false"), schema=SCHEMA)
    op.execute("UPDATE participation.activity SET check_by = confirmed_on + 56 WHERE confirmed_on IS NOT NULL")
    op.add_column("activity", sa.Column("paused_because", sa.Text), schema=SCHEMA)
    op.create_check_constraint(
        op.f("ck_activity_paused_because"),
        "activity",
        "paused_because IS NULL OR (status = 'paused' AND paused_because = 'unconfirmed')",
        schema=SCHEMA,
    )
    op.create_index(
        "ix_activity_check_by", "activity", ["check_by"], schema=SCHEMA, postgresql_where="status = 'published'"
    )
    op.create_index("ix_place_check_by", "place", ["check_by"], schema=SCHEMA)
    create_checks()
    create_reports()
    bump_on_change(SCHEMA, "listing_check")


def create_checks() -> None:
    op.create_table(
        "listing_check",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column(
            "activity_id",
            sa.Uuid,
            sa.ForeignKey(f"{SCHEMA}.activity.id", name="fk_listing_check_activity_id", ondelete="CASCADE"),
        ),
        sa.Column(
            "place_id",
            sa.Uuid,
            sa.ForeignKey(f"{SCHEMA}.place.id", name="fk_listing_check_place_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("lapses_on", sa.Date, nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("reminded_on", sa.Date),
        sa.Column("by_mail", sa.Boolean, nullable=False, comment="Else somebody has to call."),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("activity_id", "lapses_on", name="uq_listing_check_activity"),
        sa.CheckConstraint("kind IN ('activity', 'place')", name=op.f("ck_listing_check_kind")),
        sa.CheckConstraint(
            "(kind = 'activity') = (activity_id IS NOT NULL)", name=op.f("ck_listing_check_of_activity")
        ),
        sa.CheckConstraint("answer IN ('still-right', 'ended', 'change')", name=op.f("ck_listing_check_answer")),
        schema=SCHEMA,
        comment="One question per listing and round; place_id is also that of the activity, where the letter goes.",
    )
    op.create_index("ix_listing_check_activity_id", "listing_check", ["activity_id"], schema=SCHEMA)
    op.create_index(
        "uq_listing_check_place",
        "listing_check",
        ["place_id", "lapses_on"],
        unique=True,
        schema=SCHEMA,
        postgresql_where="kind = 'place'",
    )
    op.create_index(
        "ix_listing_check_open",
        "listing_check",
        ["place_id", "asked_on"],
        schema=SCHEMA,
        postgresql_where="answer IS NULL",
    )


def create_reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "activity_id",
            sa.Uuid,
            sa.ForeignKey(f"{SCHEMA}.activity.id", name="fk_report_activity_id", ondelete="CASCADE"),
        ),
        sa.Column(
            "place_id",
            sa.Uuid,
            sa.ForeignKey(f"{SCHEMA}.place.id", name="fk_report_place_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("said", sa.LargeBinary, comment="Sealed, like contact: people write names."),
        sa.Column("contact", sa.LargeBinary),
        sa.Column(
            "origin", sa.LargeBinary, comment="Keyed hash of the address it came from that day; null when signed in."
        ),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            comment="When the owner was asked because of this and others.",
        ),
        sa.Column("outcome", sa.Text),
        sa.Column("resolved_by", sa.Text),
        sa.Column("resolved_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint(
            "what IN ('times', 'place', 'contact', 'cost', 'full', 'stopped', 'accessibility', 'other')",
            name=op.f("ck_report_what"),
        ),
        sa.CheckConstraint("outcome IN ('changed', 'was-right', 'not-useful')", name=op.f("ck_report_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (resolved_at IS NULL)", name=op.f("ck_report_resolved")),
        schema=SCHEMA,
        comment="Of an activity, or of the place itself when there is none; place_id is also that of the activity.",
    )
    for name, columns in {
        "ix_report_activity_id": ["activity_id"],
        "ix_report_place_id": ["place_id", "created_at"],
        "ix_report_created_at": ["created_at", "id"],
    }.items():
        op.create_index(name, "report", columns, schema=SCHEMA)
    op.create_index(
        "ix_report_origin", "report", ["origin", "created_at"], schema=SCHEMA, postgresql_where="origin IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("report", schema=SCHEMA)
    op.drop_table("listing_check", schema=SCHEMA)
    op.drop_index("ix_activity_check_by", "activity", schema=SCHEMA)
    op.drop_index("ix_place_check_by", "place", schema=SCHEMA)
    op.drop_constraint(op.f("ck_activity_paused_because"), "activity", schema=SCHEMA)
    op.execute("UPDATE participation.activity SET status = 'paused' WHERE paused_because IS NOT NULL")
    op.drop_column("activity", "paused_because", schema=SCHEMA)
    for table in HOLDS_DAYS:
        op.drop_column(table, "call_first", schema=SCHEMA)
        op.drop_column(table, "check_by", schema=SCHEMA)
    op.drop_column("place", "confirmed_on", schema=SCHEMA)
