"""What residents wish for (Art. 4.1b: the demand of residents)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)

from services.participation.tables.schema import metadata

SHOWN = text("status IN ('approved', 'offered') AND joined_to IS NULL AND removed_at IS NULL")
REASONS = "refused_because IN ('exists-already', 'not-here', 'not-clear', 'no-room', 'not-fitting')"
WAITS = text("status = 'open' AND removed_at IS NULL")

wish = Table(
    "wish",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("text", Text, nullable=False),
    Column("language", Text, ForeignKey("participation.language.id"), nullable=False),
    Column("wijk", Text, ForeignKey("participation.wijk.id")),
    Column("category", Text, ForeignKey("participation.category.id")),
    Column("for_somebody_else", Boolean, nullable=False, server_default="false"),
    Column("status", Text, nullable=False, server_default="open"),
    Column("joined_to", Uuid, ForeignKey("participation.wish.id"), index=True),
    Column("supporters", Integer, nullable=False, server_default="1", comment="Counted again at each change of them."),
    Column("helpers", Integer, nullable=False, server_default="0"),
    Column("origin", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("closed_at", DateTime(timezone=True)),
    Column("removed_at", DateTime(timezone=True)),
    Column("undo_id", Uuid, ForeignKey("participation.undo.id")),
    Column("refused_because", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint(REASONS, name="refused_because"),
    CheckConstraint("status IN ('open', 'approved', 'offered', 'fulfilled', 'rejected', 'withdrawn')", name="status"),
    CheckConstraint("char_length(text) BETWEEN 5 AND 200", name="text"),
    CheckConstraint("joined_to <> id", name="not_itself"),
    CheckConstraint("(removed_at IS NULL) = (undo_id IS NULL)", name="removed"),
    Index("ix_wish_shown", "supporters", "created_at", "id", postgresql_where=SHOWN),
    Index("ix_wish_shown_wijk", "wijk", "supporters", "created_at", "id", postgresql_where=SHOWN),
    Index("ix_wish_shown_newest", "created_at", "id", postgresql_where=SHOWN),
    Index("ix_wish_like", "category", "wijk", "created_at", postgresql_where=SHOWN),
    Index("ix_wish_waits", "created_at", "id", postgresql_where=WAITS),
    Index("ix_wish_origin", "origin", "created_at"),
    Index("ix_wish_undo_id", "undo_id"),
    comment="joined_to: the same wish, said before in other words; its supporters count there.",
)

wish_supporter = Table(
    "wish_supporter",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("wish_id", Uuid, ForeignKey("participation.wish.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("poster", Boolean, nullable=False),
    Column("token_hash", LargeBinary, unique=True),
    Column("contact_kind", Text),
    Column("contact", LargeBinary, comment="Sealed."),
    Column("contact_print", LargeBinary, comment="Keyed hash: once per contact."),
    Column("contact_until", DateTime(timezone=True), nullable=False),
    Column("would_help", Boolean, nullable=False, server_default="false"),
    Column("origin", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("removed_at", DateTime(timezone=True)),
    Column("undo_id", Uuid, ForeignKey("participation.undo.id")),
    CheckConstraint("contact_kind IN ('email', 'phone')", name="contact_kind"),
    CheckConstraint("(contact IS NULL) = (contact_print IS NULL)", name="contact_print"),
    CheckConstraint("(contact IS NULL) = (contact_kind IS NULL)", name="contact_has_kind"),
    CheckConstraint("(removed_at IS NULL) = (undo_id IS NULL)", name="removed"),
    Index(
        "uq_wish_supporter_contact",
        "wish_id",
        "contact_print",
        unique=True,
        postgresql_where=text("removed_at IS NULL"),
    ),
    Index(
        "uq_wish_supporter_origin",
        "wish_id",
        "origin",
        unique=True,
        postgresql_where=text("contact IS NULL AND origin IS NOT NULL AND NOT poster AND removed_at IS NULL"),
    ),
    Index("ix_wish_supporter_contact_until", "contact_until", postgresql_where=text("contact IS NOT NULL")),
    Index("ix_wish_supporter_origin", "origin", "created_at"),
    Index("ix_wish_supporter_undo_id", "undo_id"),
    comment="Who wishes it: whoever wrote it down, and those who said “me too”.",
)

wish_offer = Table(
    "wish_offer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("wish_id", Uuid, ForeignKey("participation.wish.id", ondelete="CASCADE"), nullable=False),
    Column(
        "activity_id", Uuid, ForeignKey("participation.activity.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("wish_id", "activity_id", name="uq_wish_offer_wish_activity"),
)

wish_call = Table(
    "wish_call",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("offer_id", Uuid, ForeignKey("participation.wish_offer.id", ondelete="CASCADE"), nullable=False),
    Column(
        "supporter_id",
        Uuid,
        ForeignKey("participation.wish_supporter.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("called_at", DateTime(timezone=True)),
    UniqueConstraint("offer_id", "supporter_id", name="uq_wish_call_offer_supporter"),
    comment="Whom a coordinator calls about an offer, because they left a phone number.",
)
