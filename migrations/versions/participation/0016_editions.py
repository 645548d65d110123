"""Keep what was printed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.frozen import Frozen, create_files, keep_frozen, let_go
from migrations.shared_tables import bump_on_change, versioned

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SCHEMA = "participation"
EDITION = Frozen(
    SCHEMA,
    "edition",
    "frozen",
    part="file",
    sentence="A frozen edition never changes.",
    sentence_of_part="What was printed never changes.",
)


def upgrade() -> None:
    create_edition()
    create_files(EDITION, ("a5", "a4", "large"), "printed")
    create_words()
    keep_frozen(EDITION, "edition_file")
    bump_on_change(SCHEMA, "edition", "edition_file", "paper_words")


def downgrade() -> None:
    for table in ("paper_words", "edition_file", "edition"):
        op.drop_table(table, schema=SCHEMA)
    let_go(EDITION)


def create_edition() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("wijk", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False, comment="Its first day."),
        sa.Column("language", sa.Text, nullable=False, comment="The second one; nl when there is none."),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.Text, server_default="draft", nullable=False),
        sa.Column("content", JSONB, nullable=False, comment="What it says, as `EditionContent`."),
        sa.Column("prepared_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("approved_on", sa.Date),
        *versioned(),
        sa.CheckConstraint("status IN ('draft', 'frozen')", name=op.f("ck_edition_status")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_edition_number")),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_edition_month")),
        sa.CheckConstraint("approved_by <> prepared_by", name=op.f("ck_edition_four_eyes")),
        sa.CheckConstraint(
            "(status = 'frozen') = (approved_by IS NOT NULL) AND (status = 'frozen') = (approved_on IS NOT NULL)",
            name=op.f("ck_edition_approved"),
        ),
        sa.ForeignKeyConstraint(["wijk"], ["participation.wijk.id"], name="fk_edition_wijk"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("wijk", "month", "language", "number", name="uq_edition_number"),
        schema=SCHEMA,
        comment="A frozen row never changes: a trigger refuses it to everybody.",
    )
    op.create_index(
        "uq_edition_draft",
        "edition",
        ["wijk", "month", "language"],
        unique=True,
        postgresql_where=sa.text("status = 'draft'"),
        schema=SCHEMA,
    )


def create_words() -> None:
    op.create_table(
        "paper_words",
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("body", JSONB, nullable=False, comment="As `PaperWords`."),
        sa.PrimaryKeyConstraint("language", name="pk_paper_words"),
        schema=SCHEMA,
        comment="What the organisation says on paper.",
    )
