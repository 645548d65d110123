"""Wishes with who shares them and what was offered, proposals by residents, and bulk undo."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SCHEMA = "participation"
SHOWN = sa.text("status IN ('approved', 'offered') AND joined_to IS NULL AND removed_at IS NULL")
WAITS = sa.text("status = 'open' AND removed_at IS NULL")


def upgrade() -> None:
    create_undo()
    create_wish()
    create_supporter()
    create_offer()
    create_proposal()
    bump_on_change(SCHEMA, "wish")


def downgrade() -> None:
    for name in ("proposal", "wish_call", "wish_offer", "wish_supporter", "wish", "undo"):
        op.drop_table(name, schema=SCHEMA)


def moment(name: str, now: bool = False) -> sa.Column[object]:
    default = sa.func.now() if now else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=not now)


def index(table: str, *columns: str, name: str | None = None, where: sa.TextClause | None = None) -> None:
    named = name or f"ix_{table}_{'_'.join(columns)}"
    op.create_index(named, table, list(columns), schema=SCHEMA, postgresql_where=where)


def reference(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{SCHEMA}.{to}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def create_undo() -> None:
    op.create_table(
        "undo",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        moment("made_at", now=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("counts", JSONB, nullable=False),
        moment("restored_at"),
        sa.CheckConstraint("reason IN ('spam', 'abuse', 'mistake', 'test')", name="reason"),
        sa.PrimaryKeyConstraint("id", name="pk_undo"),
        schema=SCHEMA,
        comment="One bulk undo. What it took away names it, and is deleted 14 days later.",
    )
    index("undo", "made_at")


def create_wish() -> None:
    op.create_table(
        "wish",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("category", sa.Text),
        sa.Column("for_somebody_else", sa.Boolean, server_default="false", nullable=False),
        sa.Column("status", sa.Text, server_default="open", nullable=False),
        sa.Column("joined_to", sa.Uuid),
        sa.Column(
            "supporters",
            sa.Integer,
            server_default="1",
            nullable=False,
            comment="Counted again at each change of them.",
        ),
        sa.Column("helpers", sa.Integer, server_default="0", nullable=False),
        sa.Column("origin", sa.LargeBinary),
        moment("created_at", now=True),
        moment("closed_at"),
        moment("removed_at"),
        sa.Column("undo_id", sa.Uuid),
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'approved', 'offered', 'fulfilled', 'rejected', 'withdrawn')", name="status"
        ),
        sa.CheckConstraint("char_length(text) BETWEEN 5 AND 200", name="text"),
        sa.CheckConstraint("joined_to <> id", name="not_itself"),
        sa.CheckConstraint("(removed_at IS NULL) = (undo_id IS NULL)", name="removed"),
        reference("wish", "language", "language"),
        reference("wish", "wijk", "wijk"),
        reference("wish", "category", "category"),
        reference("wish", "joined_to", "wish"),
        reference("wish", "undo_id", "undo"),
        sa.PrimaryKeyConstraint("id", name="pk_wish"),
        schema=SCHEMA,
        comment="joined_to: the same wish, said before in other words; its supporters count there.",
    )
    index("wish", "joined_to")
    index("wish", "supporters", "created_at", "id", name="ix_wish_shown", where=SHOWN)
    index("wish", "wijk", "supporters", "created_at", "id", name="ix_wish_shown_wijk", where=SHOWN)
    index("wish", "created_at", "id", name="ix_wish_shown_newest", where=SHOWN)
    index("wish", "category", "wijk", "created_at", name="ix_wish_like", where=SHOWN)
    index("wish", "created_at", "id", name="ix_wish_waits", where=WAITS)
    index("wish", "origin", "created_at", name="ix_wish_origin")
    index("wish", "undo_id")


def create_supporter() -> None:
    op.create_table(
        "wish_supporter",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("wish_id", sa.Uuid, nullable=False),
        sa.Column("poster", sa.Boolean, nullable=False),
        sa.Column("token_hash", sa.LargeBinary),
        sa.Column("contact_kind", sa.Text),
        sa.Column("contact", sa.LargeBinary, comment="Sealed."),
        sa.Column("contact_print", sa.LargeBinary, comment="Keyed hash: once per contact."),
        sa.Column("contact_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("would_help", sa.Boolean, server_default="false", nullable=False),
        sa.Column("origin", sa.LargeBinary),
        moment("created_at", now=True),
        moment("removed_at"),
        sa.Column("undo_id", sa.Uuid),
        sa.CheckConstraint("contact_kind IN ('email', 'phone')", name="contact_kind"),
        sa.CheckConstraint("(contact IS NULL) = (contact_print IS NULL)", name="contact_print"),
        sa.CheckConstraint("(contact IS NULL) = (contact_kind IS NULL)", name="contact_has_kind"),
        sa.CheckConstraint("(removed_at IS NULL) = (undo_id IS NULL)", name="removed"),
        reference("wish_supporter", "wish_id", "wish", "CASCADE"),
        reference("wish_supporter", "undo_id", "undo"),
        sa.PrimaryKeyConstraint("id", name="pk_wish_supporter"),
        sa.UniqueConstraint("token_hash", name="uq_wish_supporter_token_hash"),
        schema=SCHEMA,
        comment="Who wishes it: whoever wrote it down, and those who said “me too”.",
    )
    index("wish_supporter", "wish_id")
    op.create_index(
        "uq_wish_supporter_contact",
        "wish_supporter",
        ["wish_id", "contact_print"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "uq_wish_supporter_origin",
        "wish_supporter",
        ["wish_id", "origin"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("contact IS NULL AND origin IS NOT NULL AND NOT poster AND removed_at IS NULL"),
    )
    index("wish_supporter", "contact_until", where=sa.text("contact IS NOT NULL"))
    index("wish_supporter", "origin", "created_at", name="ix_wish_supporter_origin")
    index("wish_supporter", "undo_id")


def create_offer() -> None:
    op.create_table(
        "wish_offer",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("wish_id", sa.Uuid, nullable=False),
        sa.Column("activity_id", sa.Uuid, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        moment("made_at", now=True),
        reference("wish_offer", "wish_id", "wish", "CASCADE"),
        reference("wish_offer", "activity_id", "activity", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_wish_offer"),
        sa.UniqueConstraint("wish_id", "activity_id", name="uq_wish_offer_wish_activity"),
        schema=SCHEMA,
    )
    index("wish_offer", "activity_id")
    op.create_table(
        "wish_call",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("offer_id", sa.Uuid, nullable=False),
        sa.Column("supporter_id", sa.Uuid, nullable=False),
        moment("called_at"),
        reference("wish_call", "offer_id", "wish_offer", "CASCADE"),
        reference("wish_call", "supporter_id", "wish_supporter", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_wish_call"),
        sa.UniqueConstraint("offer_id", "supporter_id", name="uq_wish_call_offer_supporter"),
        schema=SCHEMA,
        comment="Whom a coordinator calls about an offer, because they left a phone number.",
    )
    index("wish_call", "supporter_id")


def create_proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("when_text", sa.Text, comment="In the resident's words."),
        sa.Column("where_text", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("place_id", sa.Uuid),
        sa.Column("category", sa.Text),
        sa.Column("status", sa.Text, server_default="open", nullable=False),
        sa.Column("activity_id", sa.Uuid),
        sa.Column("token_hash", sa.LargeBinary),
        sa.Column("contact_kind", sa.Text),
        sa.Column("contact", sa.LargeBinary, comment="Sealed."),
        sa.Column("contact_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.LargeBinary),
        moment("created_at", now=True),
        moment("closed_at"),
        moment("removed_at"),
        sa.Column("undo_id", sa.Uuid),
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('activity', 'place')", name="kind"),
        sa.CheckConstraint("status IN ('open', 'accepted', 'rejected', 'withdrawn')", name="status"),
        sa.CheckConstraint("contact_kind IN ('email', 'phone')", name="contact_kind"),
        sa.CheckConstraint("(contact IS NULL) = (contact_kind IS NULL)", name="contact_has_kind"),
        sa.CheckConstraint("(removed_at IS NULL) = (undo_id IS NULL)", name="removed"),
        reference("proposal", "language", "language"),
        reference("proposal", "wijk", "wijk"),
        reference("proposal", "place_id", "place", "SET NULL"),
        reference("proposal", "category", "category"),
        reference("proposal", "activity_id", "activity", "SET NULL"),
        reference("proposal", "undo_id", "undo"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.UniqueConstraint("token_hash", name="uq_proposal_token_hash"),
        schema=SCHEMA,
    )
    index("proposal", "place_id")
    index("proposal", "activity_id")
    index("proposal", "created_at", "id", name="ix_proposal_waits", where=WAITS)
    index("proposal", "origin", "created_at", name="ix_proposal_origin")
    index("proposal", "undo_id")
