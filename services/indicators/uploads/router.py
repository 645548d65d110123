"""`POST /v1/datasets`: an analyst brings a file, and waits or does not wait for it (RFC 7240, `Prefer: respond-async`);
`/v1/uploads`: how far a file is that nobody waits for."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Header, Request, Response, UploadFile
from psycopg import Connection
from psycopg.rows import TupleRow

from services.contracts.indicators.datasets import DatasetMetadata, DatasetShape
from services.contracts.indicators.uploads import UploadShape
from services.indicators.datasets.from_file import fingerprint_of, kept_and_measured
from services.indicators.datasets.keeping import sealer_of
from services.indicators.datasets.laying import Laid, lay_down
from services.indicators.datasets.queries import dataset_json
from services.indicators.datasets.reading import lines_of
from services.indicators.tables import metadata as tables
from services.indicators.uploads import queries
from services.indicators.uploads.looking import held_against, look_at, metadata_of
from services.indicators.uploads.rules import prefers_later
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write, connection_of
from services.kit.etags import JSON, body_etag, json_answer, private
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem
from services.kit.sealing import Sealer

router = APIRouter(tags=["datasets"])
Analyst = Annotated[Who, Depends(Allow("analyst"))]
MOST_BYTES = 400_000_000
UPLOADS = {"/v1/datasets": MOST_BYTES}
SENTENCES = {"uq_dataset_supersedes": ("supersedes", "Another data set took its place already.")}
AT_ONCE, LATER = "POST /v1/datasets", "POST /v1/datasets, respond-async"
LATER_ANSWER: dict[int | str, dict[str, Any]] = {
    202: {"model": UploadShape, "description": "Accepted (`Prefer: respond-async`): `Location` says how far it is."}
}
MOMENT = "1"
"""Seconds after which it makes sense to ask again."""


@router.post("/v1/datasets", response_model=DatasetShape, status_code=201, responses=LATER_ANSWER)
def take_in(
    request: Request,
    session: Write,
    who: Analyst,
    file: Annotated[UploadFile, File(description="CSV, SPSS (.sav), Parquet or XLSX.")],
    metadata: Annotated[str, Form(description="JSON: what the file is, see `DatasetMetadata`.")],
    key: IdempotencyKey = None,
    prefer: Annotated[str, Header(description="`respond-async`: answer before it is done.")] = "",
) -> Response:
    """A file is looked at whole before anything is stored: 400 has every problem with row, column and value (the first
    thousand, and counts per rule). A survey is measured at once; its figures are public by release only. The same file
    with the same metadata makes one data set, however often it is sent. With `Prefer: respond-async` the answer is 202
    as soon as the file is there; `Location` then tells how far it is, and in the end the data set or every problem."""
    asked = metadata_of(metadata)
    sealer = _sealer(request)
    with TemporaryDirectory(prefix="zuidwest-") as folder:
        laid = lay_down(file.file, Path(folder))
        if prefers_later(prefer):
            return _put_down(request, session, laid, asked, who.subject, key, sealer)
        return _taken_in(request, session, laid, asked, who.subject, key, sealer)


@router.get("/v1/uploads/{upload_id}", response_model=UploadShape)
def upload(request: Request, upload_id: UUID, _: Analyst) -> Response:
    """How far a file is. What became of it is told for thirty days."""
    with request.app.state.database.reading() as connection:
        shown = _shown(connection, upload_id, _sealer(request))
    body = shown.model_dump_json(by_alias=True).encode()
    answer = private(json_answer(request, body, body_etag(body)))
    if shown.finished_at is None:
        answer.headers["Retry-After"] = MOMENT
    return answer


def _taken_in(
    request: Request, session: Write, laid: Laid, asked: DatasetMetadata, who: str, key: str | None, sealer: Sealer
) -> Response:
    fingerprint = fingerprint_of(laid, asked)
    known, there = held_against(request.app.state.database, asked, fingerprint)
    taken = None if there else look_at(laid, asked, known, sealer)
    once = Once(session, tables, key, who, AT_ONCE, fingerprint.encode())
    dataset_id = once.earlier()
    if dataset_id is None:
        dataset_id = there
        if taken:
            dataset_id = kept_and_measured(session, laid, asked, known, taken, sealer, who)
        assert dataset_id
        once.made(dataset_id)
    body = dataset_json(connection_of(session), dataset_id)
    assert body
    return private(json_answer(request, body, body_etag(body), 201))


def _put_down(
    request: Request, session: Write, laid: Laid, asked: DatasetMetadata, who: str, key: str | None, sealer: Sealer
) -> Response:
    """What is wrong with the metadata is told now."""
    fingerprint = fingerprint_of(laid, asked)
    held_against(request.app.state.database, asked, fingerprint)
    once = Once(session, tables, key, who, LATER, fingerprint.encode())
    upload_id = once.earlier()
    if upload_id is None:
        upload_id = queries.put_down(session, laid, asked, lines_of(laid.path), who, sealer)
        once.made(upload_id)
        audit.record(session, tables, who, "bring", "upload", upload_id, {"checksum": [None, laid.checksum]})
    body = _shown(connection_of(session), upload_id, sealer).model_dump_json(by_alias=True)
    headers = {"Location": f"/v1/uploads/{upload_id}", "Preference-Applied": "respond-async", "Retry-After": MOMENT}
    return private(Response(body, 202, headers, JSON))


def _shown(connection: Connection[TupleRow], upload_id: UUID, sealer: Sealer) -> UploadShape:
    """Raises Problem 404."""
    said = queries.told(connection, upload_id)
    if said is None:
        raise Problem(404, f"There is no upload {upload_id}.")
    problem = said["problem"] and queries.opened(upload_id, said["problem"], sealer)
    return UploadShape.model_validate(said | {"problem": problem})


def _sealer(request: Request) -> Sealer:
    return sealer_of(request.app.state.settings.secret.get_secret_value())
