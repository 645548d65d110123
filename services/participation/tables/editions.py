"""The paper edition (Art. 4.1b): drafts, frozen ones that never change, and what the deal says on their cover."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.kit.tables import add_frozen_files, versioned
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
    *versioned(),
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

edition_file = add_frozen_files(edition, ("a5", "a4", "large"), "printed")

paper_words = Table(
    "paper_words",
    metadata,
    Column("language", Text, primary_key=True),
    Column("publisher", Text, nullable=False),
    Column("body", JSONB, nullable=False, comment="As `PaperWords`."),
    comment="What the organisation says on paper.",
)
