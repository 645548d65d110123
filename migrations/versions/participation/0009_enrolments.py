"""Who comes, who waits, who is told, who came."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_seats()
    create_enrolment()
    create_notice()
    create_attendance()
    create_presence()
    bump_on_change("participation", "seats")


def downgrade() -> None:
    for name in ("presence", "attendance", "notice", "enrolment", "seats"):
        op.drop_table(name, schema="participation")


def create_seats() -> None:
    op.create_table(
        "seats",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("occurrence_id", sa.Uuid, comment="Null: for the whole series."),
        sa.Column("capacity", sa.Integer, comment="That of the activity, null when there is room for all."),
        sa.Column(
            "most", sa.Integer, comment="What may be taken: the capacity, or what was taken when it became less."
        ),
        sa.Column("enrolled", sa.Integer, server_default="0", nullable=False),
        sa.Column("offered", sa.Integer, server_default="0", nullable=False),
        sa.Column("waiting", sa.Integer, server_default="0", nullable=False),
        sa.Column("last_number", sa.Integer, server_default="0", nullable=False),
        sa.CheckConstraint("enrolled + offered <= most", name="never_too_many"),
        sa.CheckConstraint("enrolled >= 0 AND offered >= 0 AND waiting >= 0", name="counts"),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["participation.activity.id"], name="fk_seats_activity_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["occurrence_id"], ["participation.occurrence.id"], name="fk_seats_occurrence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sa.UniqueConstraint("occurrence_id", name="uq_seats_occurrence"),
        schema="participation",
        comment="The counts of one date or series. Who locks this row decides on its places.",
    )
    op.create_index("ix_seats_activity_id", "seats", ["activity_id"], schema="participation")
    op.create_index(
        "ix_seats_waited_for", "seats", ["id"], schema="participation", postgresql_where=sa.text("waiting > 0")
    )
    op.create_index(
        "uq_seats_series",
        "seats",
        ["activity_id"],
        unique=True,
        schema="participation",
        postgresql_where=sa.text("occurrence_id IS NULL"),
    )


def create_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("seats_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, comment="Order of coming."),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("told", sa.Text, comment="What was answered to a double, which takes no place."),
        sa.Column("token_hash", sa.LargeBinary, comment="SHA-256 of the token in the manage link."),
        sa.Column(
            "by_phone",
            sa.LargeBinary,
            comment="Keyed fingerprint for this date, to know who joins twice; also by_email.",
        ),
        sa.Column("by_email", sa.LargeBinary),
        sa.Column("name", sa.LargeBinary, comment="Sealed, like phone and email."),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("email", sa.LargeBinary),
        sa.Column("language", sa.Text, server_default="nl", nullable=False),
        sa.Column("for_child", sa.Boolean, server_default="false", nullable=False),
        sa.Column("on_behalf", sa.Boolean, server_default="false", nullable=False),
        sa.Column("confirm_by", sa.DateTime(timezone=True)),
        sa.Column("origin", sa.LargeBinary, comment="Keyed hash of the address it came from that day."),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("(status = 'double') = (told IS NOT NULL)", name="told"),
        sa.CheckConstraint("(status = 'offered') = (confirm_by IS NOT NULL)", name="confirm_by"),
        sa.CheckConstraint("status IN ('enrolled', 'waiting', 'offered', 'left', 'lapsed', 'double')", name="status"),
        sa.ForeignKeyConstraint(
            ["seats_id"], ["participation.seats.id"], name="fk_enrolment_seats_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment"),
        sa.UniqueConstraint("seats_id", "number", name="uq_enrolment_number"),
        schema="participation",
    )
    op.create_index(
        "ix_enrolment_confirm_by",
        "enrolment",
        ["confirm_by"],
        schema="participation",
        postgresql_where=sa.text("confirm_by IS NOT NULL"),
    )
    op.create_index(
        "ix_enrolment_origin",
        "enrolment",
        ["origin", "created_at"],
        schema="participation",
        postgresql_where=sa.text("origin IS NOT NULL"),
    )
    for reach in ("by_phone", "by_email"):
        op.create_index(
            f"uq_enrolment_{reach}",
            "enrolment",
            ["seats_id", reach],
            unique=True,
            schema="participation",
            postgresql_where=sa.text("status IN ('enrolled', 'waiting', 'offered')"),
        )
    op.create_index("uq_enrolment_token_hash", "enrolment", ["token_hash"], unique=True, schema="participation")


def create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid, server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("enrolment_id", sa.Uuid, nullable=False),
        sa.Column("occurrence_id", sa.Uuid, nullable=False),
        sa.Column(
            "more", sa.Integer, server_default="0", nullable=False, comment="So many more dates of the series likewise."
        ),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.Text),
        sa.CheckConstraint(
            "kind IN ('joined', 'waiting', 'offered', 'promoted', 'lapsed', 'moved', 'cancelled', 'restored',"
            " 'reminder', 'double', 'double-left')",
            name="kind",
        ),
        sa.CheckConstraint("way IN ('mail', 'phone')", name="way"),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["participation.enrolment.id"], name="fk_notice_enrolment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["occurrence_id"], ["participation.occurrence.id"], name="fk_notice_occurrence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        schema="participation",
        comment="What is still to be told to somebody, by mail or by phone.",
    )
    op.create_index("ix_notice_occurrence_id", "notice", ["occurrence_id"], schema="participation")
    op.create_index(
        "ix_notice_open",
        "notice",
        ["way", "number"],
        schema="participation",
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "uq_notice_open",
        "notice",
        ["enrolment_id", "kind", "occurrence_id"],
        unique=True,
        schema="participation",
        postgresql_where=sa.text("done_at IS NULL OR kind = 'reminder'"),
    )


def create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("occurrence_id", sa.Uuid, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("of_whom", JSONB, server_default="{}", nullable=False),
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("count BETWEEN 0 AND 10000", name="count"),
        sa.ForeignKeyConstraint(["occurrence_id"], ["participation.occurrence.id"], name="fk_attendance_occurrence_id"),
        sa.PrimaryKeyConstraint("occurrence_id", name="pk_attendance"),
        schema="participation",
        comment="How many came. Stays when the names are gone.",
    )


def create_presence() -> None:
    op.create_table(
        "presence",
        sa.Column("occurrence_id", sa.Uuid, nullable=False),
        sa.Column("enrolment_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["participation.enrolment.id"], name="fk_presence_enrolment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["participation.attendance.occurrence_id"],
            name="fk_presence_occurrence_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occurrence_id", "enrolment_id", name="pk_presence"),
        schema="participation",
        comment="Whose name was ticked.",
    )
    op.create_index("ix_presence_enrolment_id", "presence", ["enrolment_id"], schema="participation")
