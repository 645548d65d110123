"""Takes in a file that waits. Its data set, its figures and the end of the upload are one transaction, so whoever is
stopped in between leaves nothing but the file, and the next begins anew."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row

from services.contracts.indicators.datasets import DatasetMetadata
from services.contracts.indicators.uploads import UploadStep
from services.indicators.datasets.from_file import fingerprint_of, kept_and_measured
from services.indicators.datasets.laying import Laid
from services.indicators.uploads import queries
from services.indicators.uploads.looking import held_against, look_at
from services.indicators.uploads.rules import is_given_up
from services.kit.database import Database
from services.kit.problems import Problem, body_of, unexpected
from services.kit.sealing import Sealer

STOPPED = "Taking it in was stopped in the middle. Nothing was stored: send the file again."
log = structlog.get_logger("uploads")


def take_in(database: Database, upload_id: UUID, sealer: Sealer) -> None:
    """Safe to run again. What is wrong with the file is kept for whoever sent it; anything else is raised too."""
    row = _begun(database, upload_id, sealer)
    if row is None:
        return
    try:
        with TemporaryDirectory(prefix="zuidwest-") as folder:
            _take_in(database, row, Path(folder) / "file", sealer)
    except Problem as problem:
        _fail(database, upload_id, problem, sealer)
        log.info("upload_refused", upload=str(upload_id), status=problem.status)
    except Exception as error:
        _fail(database, upload_id, unexpected(error), sealer)
        raise


def close_abandoned(database: Database, sealer: Sealer) -> None:
    with database.writing() as session:
        for upload_id in queries.abandoned(session):
            queries.fail(session, upload_id, body_of(_stopped()), datetime.now(UTC), sealer)


def _begun(database: Database, upload_id: UUID, sealer: Sealer) -> Row[Any] | None:
    """None: there is nothing to do any more."""
    with database.writing() as session:
        row = queries.locked(session, upload_id)
        if row is None or row.finished_at:
            return None
        if is_given_up(row.starts):
            queries.fail(session, upload_id, body_of(_stopped()), datetime.now(UTC), sealer)
            return None
        queries.begin(session, upload_id)
        return row


def _take_in(database: Database, row: Row[Any], path: Path, sealer: Sealer) -> None:
    """Raises Problem."""
    metadata = DatasetMetadata.model_validate(row.metadata)
    with database.writing() as session:
        queries.fetch(session, row.id, path, sealer)
    laid = Laid(path, row.checksum, row.file_bytes)
    known, dataset_id = held_against(database, metadata, fingerprint_of(laid, metadata))
    taken = None if dataset_id else look_at(laid, metadata, known, sealer, _telling(database, row.id, "checking"))
    _telling(database, row.id, "storing")(taken.kept.height if taken else 0)
    with database.writing() as session:
        if taken:
            dataset_id = kept_and_measured(session, laid, metadata, known, taken, sealer, row.requested_by)
        assert dataset_id
        queries.finish(session, row.id, dataset_id, datetime.now(UTC))


def _telling(database: Database, upload_id: UUID, step: UploadStep) -> Callable[[int], None]:
    """In a transaction of its own, so that whoever asks sees it move."""

    def tell(rows: int) -> None:
        with database.writing() as session:
            queries.reach(session, upload_id, step, rows)

    return tell


def _fail(database: Database, upload_id: UUID, problem: Problem, sealer: Sealer) -> None:
    with database.writing() as session:
        queries.fail(session, upload_id, body_of(problem), datetime.now(UTC), sealer)


def _stopped() -> Problem:
    return Problem(503, STOPPED, title="Not taken in", code="stopped")
