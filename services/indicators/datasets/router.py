"""`/v1/datasets`: what analysts brought. What is in them is told; their rows are not given out."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.contracts.indicators.datasets import DatasetShape
from services.contracts.shapes import Page
from services.indicators.datasets import queries
from services.indicators.datasets.filters import DatasetFilters
from services.kit.access import Allow, Who
from services.kit.etags import body_etag, json_answer, private
from services.kit.paging import next_url, page_json
from services.kit.problems import Problem

router = APIRouter(prefix="/v1/datasets", tags=["datasets"])
Reader = Annotated[Who, Depends(Allow("analyst", "approver"))]


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


def answered(request: Request, body: bytes) -> Response:
    return private(json_answer(request, body, body_etag(body)))
