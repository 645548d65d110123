"""Keep what was printed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SCHEMA = "participation"
KEEP_EDITION = """
    CREATE FUNCTION participation.keep_frozen_edition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.status = 'frozen' THEN
            RAISE EXCEPTION 'A frozen edition never changes.'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'edition_is_frozen';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
"""
KEEP_FILE = """
    CREATE FUNCTION participation.keep_frozen_file() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT'
            OR (SELECT status = 'frozen' FROM participation.edition WHERE id = NEW.edition_id) THEN
            RAISE EXCEPTION 'What was printed never changes.'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'edition_is_frozen';
        END IF;
        RETURN NEW;
    END $$
"""


def upgrade() -> None:
    create_edition()
    create_file()
    create_words()
    op.execute(KEEP_EDITION)
    op.execute(KEEP_FILE)
    keep("edition", "UPDATE OR DELETE", "keep_frozen_edition")
    keep("edition_file", "INSERT OR UPDATE OR DELETE", "keep_frozen_file")
    bump_on_change(SCHEMA, "edition", "edition_file", "paper_words")


def downgrade() -> None:
    for table in ("paper_words", "edition_file", "edition"):
        op.drop_table(table, schema=SCHEMA)
    op.execute("DROP FUNCTION participation.keep_frozen_file()")
    op.execute("DROP FUNCTION participation.keep_frozen_edition()")


def keep(table: str, events: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_frozen BEFORE {events} ON {SCHEMA}.{table} "
        f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.{function}()"
    )


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
        sa.Column("version", sa.Integer, server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
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


def create_file() -> None:
    op.create_table(
        "edition_file",
        sa.Column("edition_id", sa.Uuid, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("format IN ('a5', 'a4', 'large')", name=op.f("ck_edition_file_format")),
        sa.CheckConstraint("sha256 = encode(sha256(content), 'hex')", name=op.f("ck_edition_file_sha256")),
        sa.ForeignKeyConstraint(["edition_id"], ["participation.edition.id"], name="fk_edition_file_edition_id"),
        sa.PrimaryKeyConstraint("edition_id", "format", name="pk_edition_file"),
        schema=SCHEMA,
        comment="The bytes as they were printed; made once, read ever after.",
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
