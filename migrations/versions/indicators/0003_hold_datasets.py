"""Datasets: surveys, registrations, register counts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.shared_tables import bump_on_change

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SCHEMA = "indicators"
TABLES = ("dataset", "dataset_definition", "dataset_part")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_dataset()
    _create_definition()
    _create_part()
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {SCHEMA}.{table} "
            f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.refuse_change('')"
        )
    bump_on_change(SCHEMA, "dataset")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table, schema=SCHEMA)


def _create_dataset() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("metadata", JSONB, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("file_bytes", sa.BigInteger, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("report", JSONB, nullable=False),
        sa.Column("supersedes", sa.Uuid, sa.ForeignKey(f"{SCHEMA}.dataset.id", name="fk_dataset_supersedes")),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('survey', 'registration', 'register')", name=op.f("ck_dataset_kind_known")),
        sa.CheckConstraint("rows > 0 AND file_bytes > 0", name=op.f("ck_dataset_not_empty")),
        sa.CheckConstraint("supersedes <> id", name=op.f("ck_dataset_not_itself")),
        sa.UniqueConstraint("fingerprint", name="uq_dataset_fingerprint"),
        sa.UniqueConstraint("supersedes", name="uq_dataset_supersedes"),
        schema=SCHEMA,
        comment="A file that was taken in; rows never change. checksum: of the file; "
        "fingerprint: of file and metadata.",
    )
    op.create_index("ix_dataset_uploaded_at", "dataset", ["uploaded_at"], schema=SCHEMA)


def _create_definition() -> None:
    op.create_table(
        "dataset_definition",
        _of_dataset("dataset_definition"),
        sa.Column("indicator_id", sa.Text, primary_key=True),
        sa.Column("definition_version", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id", "definition_version"],
            [f"{SCHEMA}.definition.indicator_id", f"{SCHEMA}.definition.version"],
            name="fk_dataset_definition_indicator_id_definition_version",
        ),
        schema=SCHEMA,
        comment="The definitions that a data set was made for, each in one version.",
    )


def _create_part() -> None:
    op.create_table(
        "dataset_part",
        _of_dataset("dataset_part"),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("number >= 0 AND rows > 0", name=op.f("ck_dataset_part_not_empty")),
        schema=SCHEMA,
        comment="Rows of a data set as Parquet, sealed: only what figures need, never who it was.",
    )
    op.execute(f"ALTER TABLE {SCHEMA}.dataset_part ALTER COLUMN sealed SET STORAGE EXTERNAL")


def _of_dataset(table: str) -> sa.Column[object]:
    foreign = sa.ForeignKey(f"{SCHEMA}.dataset.id", name=f"fk_{table}_dataset_id")
    return sa.Column("dataset_id", sa.Uuid, foreign, primary_key=True)
