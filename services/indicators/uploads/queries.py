"""Uploads: put down, begun, ended. The session's transaction is the caller's."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow, dict_row
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.indicators.datasets import DatasetMetadata
from services.contracts.indicators.uploads import UploadStep
from services.indicators.datasets.laying import Laid
from services.indicators.tables import upload, upload_part
from services.kit.jobs import enqueue, is_worked_on
from services.kit.sealing import Sealer

TASK = "indicators:uploads:take_in"
LOCK = "upload"
"""One at a time: a file of a million rows fills the memory of a small machine."""
PIECE = 8 << 20
_TOLD = (
    "SELECT id, status, step, file_bytes, rows_expected, rows_checked, requested_at, requested_by, finished_at,"
    " dataset_id, problem FROM indicators.upload WHERE id = %s"
)


def put_down(
    session: Session, laid: Laid, metadata: DatasetMetadata, rows: int | None, who: str, sealer: Sealer
) -> UUID:
    """Keeps the file sealed until a worker takes it in, after this transaction."""
    upload_id = uuid4()
    said = {"metadata": metadata.model_dump(mode="json", by_alias=True), "rows_expected": rows, "requested_by": who}
    session.execute(insert(upload).values(id=upload_id, checksum=laid.checksum, file_bytes=laid.size, **said))
    for number, piece in enumerate(_pieces(laid.path)):
        sealed = sealer.seal_bytes(piece, _about(upload_id, number))
        session.execute(insert(upload_part).values(upload_id=upload_id, number=number, sealed=sealed))
    enqueue(session, TASK, orjson.dumps({"upload_id": str(upload_id)}).decode(), lock=LOCK)
    return upload_id


def fetch(session: Session, upload_id: UUID, path: Path, sealer: Sealer) -> None:
    """Writes the file as it was put down. Raises NotOurs."""
    parts = (
        select(upload_part.c.number, upload_part.c.sealed)
        .where(upload_part.c.upload_id == upload_id)
        .order_by(upload_part.c.number)
        .execution_options(yield_per=1)
    )
    with path.open("wb") as file:
        for number, sealed in session.execute(parts):
            file.write(sealer.open_bytes(sealed, _about(upload_id, number)))


def told(connection: Connection[TupleRow], upload_id: UUID) -> dict[str, Any] | None:
    """What `UploadShape` says, `problem` still sealed."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_TOLD, [upload_id]).fetchone()


def locked(session: Session, upload_id: UUID) -> Row[Any] | None:
    return session.execute(select(upload).where(upload.c.id == upload_id).with_for_update()).one_or_none()


def begin(session: Session, upload_id: UUID) -> None:
    started = {"status": "running", "step": "reading", "rows_checked": 0, "starts": upload.c.starts + 1}
    session.execute(update(upload).where(upload.c.id == upload_id).values(**started))


def reach(session: Session, upload_id: UUID, step: UploadStep, rows_checked: int) -> None:
    reached = {"step": step, "rows_checked": rows_checked}
    session.execute(update(upload).where(upload.c.id == upload_id).values(**reached))


def finish(session: Session, upload_id: UUID, dataset_id: UUID, now: datetime) -> None:
    _end(session, upload_id, status="done", finished_at=now, dataset_id=dataset_id)


def fail(session: Session, upload_id: UUID, problem: dict[str, Any], now: datetime, sealer: Sealer) -> None:
    """`problem` quotes cells of the file, so it is sealed too."""
    sealed = sealer.seal_bytes(orjson.dumps(problem), _about(upload_id, "problem"))
    _end(session, upload_id, status="failed", finished_at=now, problem=sealed)


def opened(upload_id: UUID, problem: bytes, sealer: Sealer) -> dict[str, Any]:
    said: dict[str, Any] = orjson.loads(sealer.open_bytes(problem, _about(upload_id, "problem")))
    return said


def abandoned(session: Session) -> list[UUID]:
    """Those that nobody works on or will: their job ended with its worker or with the database."""
    open_ones = upload.c.status.in_(["waiting", "running"])
    return list(session.scalars(select(upload.c.id).where(open_ones, ~is_worked_on("upload_id", upload.c.id))))


def forget(session: Session, before: datetime) -> None:
    session.execute(delete(upload).where(upload.c.finished_at < before))


def _end(session: Session, upload_id: UUID, **values: Any) -> None:
    session.execute(delete(upload_part).where(upload_part.c.upload_id == upload_id))
    session.execute(update(upload).where(upload.c.id == upload_id).values(step=None, **values))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _about(upload_id: UUID, what: int | str) -> str:
    return f"upload {upload_id}/{what}"
