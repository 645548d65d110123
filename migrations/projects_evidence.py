"""Documents, evidence and registers, as the registry's migration makes them."""

import sqlalchemy as sa
from alembic import op

from migrations.shared_tables import versioned


def create_evidence_and_registers() -> None:
    create_documents()
    create_document_contents()
    create_evidence()
    create_registers()


def create_documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False, comment="Bytes."),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("public", sa.Boolean, server_default="false", nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_document_sha256")),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_not_empty")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_document_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        schema="projects",
        comment="A file never changes: another content is another document.",
    )
    op.create_index("ix_document_project_id", "document", ["project_id", "at", "id"], schema="projects")


def create_document_contents() -> None:
    op.create_table(
        "document_content",
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["projects.document.id"], name="fk_document_content_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_content"),
        schema="projects",
        comment="Apart from the list, so that listing reads no files.",
    )


def create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("deliverable_id", sa.Uuid),
        sa.Column("expected_result", sa.Text),
        sa.Column("commitment", sa.Text),
        sa.Column("wijk", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("document_id", sa.Uuid),
        *versioned(),
        sa.CheckConstraint("what <> '' AND source <> ''", name=op.f("ck_evidence_said")),
        sa.CheckConstraint(
            "num_nonnulls(expected_result, commitment, deliverable_id) > 0", name=op.f("ck_evidence_shows_something")
        ),
        sa.CheckConstraint("num_nonnulls(project_id, deliverable_id) > 0", name=op.f("ck_evidence_of_something")),
        sa.ForeignKeyConstraint(["commitment"], ["projects.commitment.key"], name="fk_evidence_commitment"),
        sa.ForeignKeyConstraint(["deliverable_id"], ["projects.deliverable.id"], name="fk_evidence_deliverable_id"),
        sa.ForeignKeyConstraint(["document_id"], ["projects.document.id"], name="fk_evidence_document_id"),
        sa.ForeignKeyConstraint(
            ["expected_result"], ["projects.expected_result.key"], name="fk_evidence_expected_result"
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_evidence_project_id"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_evidence_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        schema="projects",
    )
    op.create_index("ix_evidence_deliverable_id", "evidence", ["deliverable_id"], schema="projects")
    op.create_index("ix_evidence_document_id", "evidence", ["document_id"], schema="projects")
    op.create_index("ix_evidence_on_date", "evidence", ["on_date", "id"], schema="projects")
    op.create_index("ix_evidence_project_id", "evidence", ["project_id"], schema="projects")


def create_registers() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("register", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("on_date", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("wijk", sa.Text),
        sa.Column("project_id", sa.Uuid),
        sa.Column("sector", sa.Text),
        sa.Column("places", sa.Integer, comment="Vacancies that were adapted."),
        sa.Column("square_metres", sa.Integer, comment="Of property that stands empty."),
        sa.Column("rule", sa.Text, comment="The law or rule that is in the way."),
        sa.Column("note", sa.Text, server_default="", nullable=False),
        *versioned(),
        sa.CheckConstraint(
            "status IN ('open', 'in-progress', 'settled', 'dropped')", name=op.f("ck_register_entry_status")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_register_entry_title_given")),
        sa.CheckConstraint("places BETWEEN 1 AND 10000", name=op.f("ck_register_entry_places")),
        sa.CheckConstraint("square_metres BETWEEN 1 AND 1000000", name=op.f("ck_register_entry_square_metres")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.project.id"], name="fk_register_entry_project_id"),
        sa.ForeignKeyConstraint(["register"], ["projects.register.key"], name="fk_register_entry_register"),
        sa.ForeignKeyConstraint(["sector"], ["projects.sector.key"], name="fk_register_entry_sector"),
        sa.ForeignKeyConstraint(["wijk"], ["projects.wijk.key"], name="fk_register_entry_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
        schema="projects",
    )
    op.create_index("ix_register_entry_project_id", "register_entry", ["project_id"], schema="projects")
    op.create_index("ix_register_entry_register", "register_entry", ["register", "on_date", "id"], schema="projects")
