"""Files that wait to be taken in, and how far they are."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.indicators.tables.datasets import dataset
from services.indicators.tables.schema import metadata

upload = Table(
    "upload",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("status", Text, nullable=False, server_default="waiting"),
    Column("step", Text),
    Column("metadata", JSONB, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("file_bytes", BigInteger, nullable=False),
    Column("rows_expected", Integer),
    Column("rows_checked", Integer, nullable=False, server_default="0"),
    Column("starts", SmallInteger, nullable=False, server_default="0"),
    Column("requested_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("requested_by", Text, nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("dataset_id", Uuid, ForeignKey(dataset.c.id)),
    Column("problem", LargeBinary),
    CheckConstraint("status IN ('waiting', 'running', 'done', 'failed')", name="status_known"),
    CheckConstraint("step IN ('reading', 'checking', 'storing')", name="step_known"),
    CheckConstraint("(status IN ('done', 'failed')) = (finished_at IS NOT NULL)", name="finished_when_ended"),
    CheckConstraint("(status = 'done') = (dataset_id IS NOT NULL)", name="done_has_dataset"),
    CheckConstraint("(status = 'failed') = (problem IS NOT NULL)", name="failed_has_problem"),
    comment="A file that is taken in while nobody waits. problem: why it was not, sealed, for it quotes the file.",
)

upload_part = Table(
    "upload_part",
    metadata,
    Column("upload_id", Uuid, ForeignKey(upload.c.id), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint("number >= 0", name="number_from_zero"),
    comment="A piece of a file that waits, sealed; gone as soon as it was taken in or refused.",
)
