"""Rows of data sets in the database: Parquet in parts, sealed; opened only to make figures of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import polars as pl
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.tables import dataset, dataset_definition, dataset_part
from services.kit.sealing import Sealer

PURPOSE = "datasets"
PART_ROWS = 250_000


@dataclass(frozen=True, slots=True)
class New:
    """A data set that is about to be kept."""

    id: UUID
    metadata: DatasetMetadata
    checksum: str
    fingerprint: str
    file_bytes: int
    report: Mapping[str, Any]
    who: str
    at: datetime


def sealer_of(secret: str) -> Sealer:
    return Sealer(secret, PURPOSE)


def keep(session: Session, new: New, rows: pl.DataFrame, sealer: Sealer) -> bool:
    """False when this file with this metadata is there already; waits for somebody who is just bringing it."""
    made = insert(dataset).values(_row(new, rows.height)).on_conflict_do_nothing(constraint="uq_dataset_fingerprint")
    if session.execute(made.returning(dataset.c.id)).first() is None:
        return False
    versions = new.metadata.definition_versions
    named = [{"dataset_id": new.id, "indicator_id": each, "definition_version": versions[each]} for each in versions]
    if named:  # a table of CBS may be there for none
        session.execute(insert(dataset_definition), named)
    for number, part in enumerate(rows.iter_slices(PART_ROWS)):
        sealed = sealer.seal_bytes(_packed(part), _about(new.id, number))
        session.execute(insert(dataset_part).values(dataset_id=new.id, number=number, rows=part.height, sealed=sealed))
    return True


def opened(session: Session, dataset_id: UUID, columns: list[str] | None, sealer: Sealer) -> pl.DataFrame:
    """Rows of a data set in the order of its file, only these columns (None: all). Raises NotOurs."""
    return pl.concat(list(_parts(session, dataset_id, columns, sealer)))


def _parts(session: Session, dataset_id: UUID, columns: list[str] | None, sealer: Sealer) -> Iterator[pl.DataFrame]:
    found = session.execute(
        select(dataset_part.c.number, dataset_part.c.sealed)
        .where(dataset_part.c.dataset_id == dataset_id)
        .order_by(dataset_part.c.number)
        .execution_options(yield_per=1)
    )
    for number, sealed in found:
        yield pl.read_parquet(BytesIO(sealer.open_bytes(sealed, _about(dataset_id, number))), columns=columns)


def _row(new: New, rows: int) -> dict[str, Any]:
    return {
        "id": new.id,
        "kind": new.metadata.kind,
        "period": new.metadata.period,
        "metadata": new.metadata.model_dump(mode="json", by_alias=True),
        "checksum": new.checksum,
        "fingerprint": new.fingerprint,
        "file_bytes": new.file_bytes,
        "rows": rows,
        "report": new.report,
        "supersedes": new.metadata.supersedes,
        "uploaded_by": new.who,
        "uploaded_at": new.at,
    }


def _packed(part: pl.DataFrame) -> bytes:
    content = BytesIO()
    part.write_parquet(content, compression="zstd", compression_level=1, statistics=False)
    return content.getvalue()


def _about(dataset_id: UUID, number: int) -> str:
    return f"{dataset_id}/{number}"
