"""What shows a result, and files, as others see them (Art. 3)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.contracts.calling import ServiceClient, authorization
from services.contracts.projects.registry import LongText, Title
from services.contracts.shapes import Input, Page, Shape


class EvidenceInput(Input):
    """What shows it, who says so, and when. It is for an expected result, a commitment or a deliverable (Art. 3), and
    of a project or a deliverable. `documentId` is a file in the registry."""

    what: LongText
    source: Title
    on: date
    project_id: UUID | None = None
    deliverable_id: UUID | None = None
    expected_result: Title | None = None
    commitment: Title | None = None
    wijk: Title | None = None
    document_id: UUID | None = None


class EvidenceShape(Shape):
    id: UUID
    project_id: UUID | None
    deliverable_id: UUID | None
    expected_result: str | None
    commitment: str | None
    wijk: str | None
    what: str
    source: str
    on: date
    document_id: UUID | None
    version: int
    updated_at: datetime


class DocumentShape(Shape):
    """A file as it was sent, never changed; `size` in bytes, `sha256` of its content. The content is at
    `/v1/documents/{id}`; one that is not `public` is for who works on the programme."""

    id: UUID
    project_id: UUID | None
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    public: bool
    at: datetime


class EvidenceCalls(ServiceClient):
    """Calls about evidence and documents."""

    async def evidence(self, **query: Any) -> Page[EvidenceShape]:
        """`project deliverable expectedResult commitment wijk from to page pageSize`. The newest first."""
        return Page[EvidenceShape].model_validate_json((await self.get("/v1/evidence", query)).content)

    async def documents(self, project_id: UUID, token: str | None = None) -> Page[DocumentShape]:
        """Without a token: the public ones."""
        path = f"/v1/projects/{project_id}/documents"
        answer = await self.get(path, {"pageSize": 100}, authorization(token))
        return Page[DocumentShape].model_validate_json(answer.content)

    async def document(self, document_id: UUID, token: str | None = None) -> bytes:
        """The file itself."""
        return (await self.get(f"/v1/documents/{document_id}", headers=authorization(token))).content
