"""The paper edition (Art. 4.1b): drafts, frozen ones that never change, and what the deal says on their cover."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.participation.tables.schema import metadata

edition = Table(
    "edition",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("wijk", Text, ForeignKey("participation.wijk.id"), nullable=False),
    Column("month", Date, nullable=False, comment="Its first day."),
    Column("language", Text, nullable=False, comment="The second one; nl when there is none."),
    Column("number", SmallInteger, nullable=False),
    Column("status", Text, nullable=False, server_default="draft"),
    Column("content", JSONB, nullable=False, comment="What it says, as `EditionContent`."),
    Column("prepared_by", Text, nullable=False),
    Column("approved_by", Text),
    Column("approved_on", Date),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("status IN ('draft', 'frozen')", name="status"),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("extract(day FROM month) = 1", name="month"),
    CheckConstraint("approved_by <> prepared_by", name="four_eyes"),
    CheckConstraint(
        "(status = 'frozen') = (approved_by IS NOT NULL) AND (status = 'frozen') = (approved_on IS NOT NULL)",
        name="approved",
    ),
    UniqueConstraint("wijk", "month", "language", "number", name="uq_edition_number"),
    Index("uq_edition_draft", "wijk", "month", "language", unique=True, postgresql_where=text("status = 'draft'")),
    comment="A frozen row never changes: a trigger refuses it to everybody.",
)

edition_file = Table(
    "edition_file",
    metadata,
    Column("edition_id", Uuid, ForeignKey(edition.c.id), primary_key=True),
    Column("format", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("format IN ('a5', 'a4', 'large')", name="format"),
    CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="sha256"),
    comment="The bytes as they were printed; made once, read ever after.",
)

paper_words = Table(
    "paper_words",
    metadata,
    Column("language", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("body", JSONB, nullable=False, comment="As `PaperWords`."),
    comment="What the organisation says on paper.",
)
