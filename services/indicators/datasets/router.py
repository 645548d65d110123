"""`/v1/datasets`: what analysts bring. What is in them is told; their rows are not given out."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from pydantic import ValidationError

from services.contracts.indicators.datasets import DatasetMetadata, DatasetShape
from services.contracts.shapes import Page
from services.indicators.datasets import queries
from services.indicators.datasets.filters import DatasetFilters
from services.indicators.datasets.keeping import sealer_of
from services.indicators.datasets.laying import Laid, lay_down
from services.indicators.datasets.reading import Unreadable
from services.indicators.datasets.refusing import refusal_of_file, refusal_of_metadata, refusal_of_shape, unreadable
from services.indicators.datasets.taking_in import Refused, Taken
from services.indicators.datasets.uploading import fingerprint_of, kept_and_measured, looked_at
from services.indicators.datasets.worlds import Known, NoDeal, known_of
from services.indicators.tables import metadata as tables
from services.kit.access import Allow, Who
from services.kit.database import Write, connection_of
from services.kit.etags import body_etag, json_answer, private
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.paging import next_url, page_json
from services.kit.problems import Problem
from services.kit.sealing import Sealer

router = APIRouter(prefix="/v1/datasets", tags=["datasets"])
Analyst = Annotated[Who, Depends(Allow("analyst"))]
Reader = Annotated[Who, Depends(Allow("analyst", "approver"))]
MOST_BYTES = 400_000_000
UPLOADS = {"/v1/datasets": MOST_BYTES}
SENTENCES = {"uq_dataset_supersedes": ("supersedes", "Another data set took its place already.")}
ROUTE = "POST /v1/datasets"


@router.post("", response_model=DatasetShape, status_code=201)
def take_in(
    request: Request,
    session: Write,
    who: Analyst,
    file: Annotated[UploadFile, File(description="CSV, SPSS (.sav), Parquet or XLSX.")],
    metadata: Annotated[str, Form(description="JSON: what the file is, see `DatasetMetadata`.")],
    key: IdempotencyKey = None,
) -> Response:
    """A file is looked at whole before anything is stored: 400 has every problem with row, column and value (the first
    thousand, and counts per rule). A survey is measured at once; its figures are public by release only. The same file
    with the same metadata makes one data set, however often it is sent."""
    asked = metadata_of(metadata)
    sealer = sealer_of(request.app.state.settings.secret.get_secret_value())
    with TemporaryDirectory(prefix="zuidwest-") as folder:
        laid = lay_down(file.file, Path(folder))
        known, there = held_against(request, asked, fingerprint_of(laid, asked))
        taken = None if there else look_at(laid, asked, known, sealer)
    once = Once(session, tables, key, who.subject, ROUTE, fingerprint_of(laid, asked).encode())
    dataset_id = once.earlier()
    if dataset_id is None:
        dataset_id = there
        if taken:
            dataset_id = kept_and_measured(session, laid, asked, known, taken, sealer, who.subject)
        assert dataset_id
        once.made(dataset_id)
    body = queries.dataset_json(connection_of(session), dataset_id)
    assert body
    return answered(request, body, 201)


@router.get("", response_model=Page[DatasetShape])
def datasets(request: Request, _: Reader, asked: Annotated[DatasetFilters, Query()]) -> Response:
    """The last taken in first."""
    with request.app.state.database.reading() as connection:
        items, total = queries.datasets(connection, asked.given, asked.page, asked.page_size)
    body = page_json(items, total, next_url(request, asked.page, asked.page_size, total))
    return answered(request, body)


@router.get("/{dataset_id}", response_model=DatasetShape)
def dataset(request: Request, dataset_id: UUID, _: Reader) -> Response:
    """One data set with its report, also when another one took its place."""
    with request.app.state.database.reading() as connection:
        body = queries.dataset_json(connection, dataset_id)
    if body is None:
        raise Problem(404, f"There is no data set {dataset_id}.")
    return answered(request, body)


def metadata_of(text: str) -> DatasetMetadata:
    try:
        return DatasetMetadata.model_validate_json(text)
    except ValidationError as error:
        raise refusal_of_shape(error) from None


def held_against(request: Request, asked: DatasetMetadata, fingerprint: str) -> tuple[Known, UUID | None]:
    """What the file is held against, and the data set that it is already, if any."""
    with request.app.state.database.reading() as connection:
        try:
            return known_of(connection, asked), queries.dataset_with(connection, fingerprint)
        except NoDeal:
            raise Problem(409, "Load the deal first: without it there are no definitions.") from None


def look_at(laid: Laid, asked: DatasetMetadata, known: Known, sealer: Sealer) -> Taken:
    if known.wrong:
        raise refusal_of_metadata(known.wrong)
    try:
        return looked_at(laid.path, asked, known, sealer)
    except Refused as refused:
        raise refusal_of_file(refused.problems) from None
    except Unreadable as error:
        raise unreadable(str(error)) from None


def answered(request: Request, body: bytes, status: int = 200) -> Response:
    return private(json_answer(request, body, body_etag(body), status))
