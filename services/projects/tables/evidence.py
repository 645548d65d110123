"""What shows a result: items of evidence, and the files that go with them (Art. 3: "aantoonbaar")."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    func,
)

from services.kit.tables import versioned
from services.projects.tables.deal import commitment, expected_result, wijk
from services.projects.tables.deliverables import deliverable
from services.projects.tables.schema import metadata, of_project

document = Table(
    "document",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_project(nullable=True),
    Column("title", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False, comment="Bytes."),
    Column("sha256", Text, nullable=False),
    Column("public", Boolean, nullable=False, server_default="false"),
    Column("who", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("size > 0", name="not_empty"),
    CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    Index("ix_document_project_id", "project_id", "at", "id"),
    comment="A file never changes: another content is another document.",
)

document_content = Table(
    "document_content",
    metadata,
    Column("document_id", Uuid, ForeignKey(document.c.id, ondelete="CASCADE"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    comment="Apart from the list, so that listing reads no files.",
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Uuid, primary_key=True),
    of_project(nullable=True),
    Column("deliverable_id", Uuid, ForeignKey(deliverable.c.id)),
    Column("expected_result", Text, ForeignKey(expected_result.c.key)),
    Column("commitment", Text, ForeignKey(commitment.c.key)),
    Column("wijk", Text, ForeignKey(wijk.c.key)),
    Column("what", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("on_date", Date, nullable=False),
    Column("document_id", Uuid, ForeignKey(document.c.id)),
    *versioned(),
    CheckConstraint("num_nonnulls(expected_result, commitment, deliverable_id) > 0", name="shows_something"),
    CheckConstraint("num_nonnulls(project_id, deliverable_id) > 0", name="of_something"),
    CheckConstraint("what <> '' AND source <> ''", name="said"),
    Index("ix_evidence_project_id", "project_id"),
    Index("ix_evidence_deliverable_id", "deliverable_id"),
    Index("ix_evidence_document_id", "document_id"),
    Index("ix_evidence_on_date", "on_date", "id"),
)
