"""Take in files while nobody waits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "indicators"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_upload()
    _create_part()


def downgrade() -> None:
    for table in ("upload_part", "upload"):
        op.drop_table(table, schema=SCHEMA)


def _create_upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("status", sa.Text, nullable=False, server_default="waiting"),
        sa.Column("step", sa.Text),
        sa.Column("metadata", JSONB, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        sa.Column("file_bytes", sa.BigInteger, nullable=False),
        sa.Column("rows_expected", sa.Integer),
        sa.Column("rows_checked", sa.Integer, nullable=False, server_default="0"),
        sa.Column("starts", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("requested_by", sa.Text, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("dataset_id", sa.Uuid, sa.ForeignKey(f"{SCHEMA}.dataset.id", name="fk_upload_dataset_id")),
        sa.Column("problem", sa.LargeBinary),
        sa.CheckConstraint("status IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_upload_status_known")),
        sa.CheckConstraint("step IN ('reading', 'checking', 'storing')", name=op.f("ck_upload_step_known")),
        sa.CheckConstraint(
            "(status IN ('done', 'failed')) = (finished_at IS NOT NULL)", name=op.f("ck_upload_finished_when_ended")
        ),
        sa.CheckConstraint("(status = 'done') = (dataset_id IS NOT NULL)", name=op.f("ck_upload_done_has_dataset")),
        sa.CheckConstraint("(status = 'failed') = (problem IS NOT NULL)", name=op.f("ck_upload_failed_has_problem")),
        schema=SCHEMA,
        comment="A file that is taken in while nobody waits. problem: why it was not, sealed, for it quotes the file.",
    )


def _create_part() -> None:
    foreign = sa.ForeignKey(f"{SCHEMA}.upload.id", name="fk_upload_part_upload_id")
    op.create_table(
        "upload_part",
        sa.Column("upload_id", sa.Uuid, foreign, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_upload_part_number_from_zero")),
        schema=SCHEMA,
        comment="A piece of a file that waits, sealed; gone as soon as it was taken in or refused.",
    )
    op.execute(f"ALTER TABLE {SCHEMA}.upload_part ALTER COLUMN sealed SET STORAGE EXTERNAL")
