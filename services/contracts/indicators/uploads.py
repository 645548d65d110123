"""Files that are taken in while nobody waits (RFC 7240, `Prefer: respond-async`)."""

from datetime import datetime
from typing import Any, BinaryIO, Literal
from uuid import UUID

from services.contracts.calling import ServiceClient, authorization
from services.contracts.indicators.datasets import SECONDS, DatasetMetadata, DatasetShape
from services.contracts.shapes import Shape

UploadStatus = Literal["waiting", "running", "done", "failed"]
UploadStep = Literal["reading", "checking", "storing"]
"""Of one that runs: the file is fetched, its rows are looked at, it is kept and measured."""
LATER = {"Prefer": "respond-async"}


class UploadShape(Shape):
    """How far a file is. `rowsExpected` are the lines of a text, null where only reading it all would tell. A file that
    is done is the data set `datasetId`; of one that failed, `problem` is what the answer would have been: problem+json
    with everything that is wrong."""

    id: UUID
    status: UploadStatus
    step: UploadStep | None
    file_bytes: int
    rows_expected: int | None
    rows_checked: int
    requested_at: datetime
    requested_by: str
    finished_at: datetime | None
    dataset_id: UUID | None
    problem: dict[str, Any] | None


class UploadCalls(ServiceClient):
    """Calls that bring data sets; all need an analyst's token."""

    async def upload_dataset(
        self, name: str, content: BinaryIO, metadata: DatasetMetadata, token: str, key: str | None = None
    ) -> DatasetShape:
        """Waits until all is done. Raises ServiceRefused with `problems` and `counts` when something is wrong with the
        file."""
        return DatasetShape.model_validate_json(await self._brought(name, content, metadata, token, key))

    async def upload_dataset_later(
        self, name: str, content: BinaryIO, metadata: DatasetMetadata, token: str, key: str | None = None
    ) -> UploadShape:
        """Waits until the file is there; `upload` says how far it is. Raises ServiceRefused for wrong metadata."""
        return UploadShape.model_validate_json(await self._brought(name, content, metadata, token, key, LATER))

    async def upload(self, upload_id: UUID, token: str) -> UploadShape:
        answer = await self.get(f"/v1/uploads/{upload_id}", headers=authorization(token))
        return UploadShape.model_validate_json(answer.content)

    async def _brought(
        self,
        name: str,
        content: BinaryIO,
        metadata: DatasetMetadata,
        token: str,
        key: str | None,
        how: dict[str, str] | None = None,
    ) -> bytes:
        answer = await self._send(
            "POST",
            "/v1/datasets",
            data={"metadata": metadata.model_dump_json(by_alias=True)},
            files={"file": (name, content)},
            headers=authorization(token) | ({"Idempotency-Key": key} if key else {}) | (how or {}),
            timeout=SECONDS,
        )
        return answer.content
