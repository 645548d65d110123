"""The consultation of Art. 6: meetings, what was discussed and advised, who does what by when."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.tables import versioned
from services.projects.tables.deal import party
from services.projects.tables.evidence import document
from services.projects.tables.schema import metadata

MEETING_KINDS = ("consultation", "partner-council")
MEETING_STATUSES = ("planned", "held", "closed")

meeting = Table(
    "meeting",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("held_on", Date, nullable=False, comment="Planned for this day, later held on it."),
    Column("place", Text, nullable=False),
    Column("chair", Text, ForeignKey(party.c.key)),
    Column("secretariat", JSONB, nullable=False, comment="Slugs of parties, as the deal said when it was planned."),
    Column("status", Text, nullable=False, server_default="planned"),
    *versioned(),
    CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in MEETING_KINDS)})", name="kind"),
    CheckConstraint(f"status IN ({', '.join(repr(status) for status in MEETING_STATUSES)})", name="status"),
    CheckConstraint("number >= 1", name="number"),
    UniqueConstraint("kind", "number"),
    Index("ix_meeting_held_on", "held_on", "number", "id"),
)

agenda_item = Table(
    "agenda_item",
    metadata,
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("discussed", Text, nullable=False, server_default="", comment="What was said; never a decision (Art. 6.3)."),
)

attendee = Table(
    "attendee",
    metadata,
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("party", Text, ForeignKey(party.c.key), comment="Empty for who is there for an organisation."),
    Column("organisation", Text),
    Column("role", Text, nullable=False, comment="A role, never a name."),
    Column("present", Boolean, nullable=False, server_default="true"),
    CheckConstraint("num_nonnulls(party, organisation) = 1", name="for_one"),
)

paper = Table(
    "paper",
    metadata,
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id, ondelete="CASCADE"), primary_key=True),
    Column("document_id", Uuid, ForeignKey(document.c.id), primary_key=True),
    Column("position", SmallInteger, nullable=False),
    Column("checksum", Text, comment="SHA-256 of the bytes when the meeting closed, in hexadecimal."),
    Column("frozen_at", DateTime(timezone=True)),
    CheckConstraint("num_nonnulls(frozen_at, checksum) IN (0, 2)", name="frozen_whole"),
    Index("ix_paper_document_id", "document_id"),
    comment="Papers of a meeting. A document never changes and is not removed while it is one; "
    "its checksum is kept when the meeting closes.",
)

working_agreement = Table(
    "working_agreement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("text <> ''", name="text_given"),
)

advice = Table(
    "advice",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("addressed_to", JSONB, nullable=False, comment="Slugs of parties; empty is all of them."),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("text <> ''", name="text_given"),
    comment="What the meeting advises to the parties; it decides nothing (Art. 6.3).",
)

action_point = Table(
    "action_point",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("meeting_id", Uuid, ForeignKey(meeting.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("owner", Text, ForeignKey(party.c.key), nullable=False),
    Column("owner_role", Text, nullable=False, server_default="", comment="A role, never a name."),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("text <> ''", name="text_given"),
    Index("ix_action_point_due_on", "due_on", "id"),
    Index("ix_action_point_open", "due_on", "id", postgresql_where=text("done_on IS NULL")),
)
