"""The paper edition: drafted, approved by somebody else, and from then on always the same bytes (Art. 4.1b)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.contracts.calling import PATIENT, ServiceClient, authorization
from services.contracts.participation.content import LanguageCode
from services.contracts.shapes import Input, Page, Shape

EditionStatus = Literal["draft", "frozen"]
EditionFormat = Literal["a5", "a4", "large"]
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


class EditionFile(Shape):
    """A file of a frozen edition. `sha256` is of its bytes."""

    format: EditionFormat
    size: int
    sha256: str
    href: str


class EditionShape(Shape):
    """One edition. `number` counts those of the same wijk, month and language; `items` are its activities."""

    id: UUID
    wijk: str
    month: Month
    language: str | None
    number: int
    status: EditionStatus
    items: int
    gathered_on: date
    approved_on: date | None
    files: list[EditionFile]
    version: int
    updated_at: datetime


class EditionAtDesk(EditionShape):
    """What who works on it sees besides. `changed` names the activities that are not as in the draft any more."""

    may_approve: bool
    changed: list[str]


class EditionInput(Input):
    """`language` is the second one beside Dutch."""

    wijk: str = Field(max_length=100)
    month: Month
    language: LanguageCode | None = None


@dataclass(frozen=True, slots=True)
class EditionPdf:
    """`status` is `frozen` or `proof`; when it is `unchanged`, the asker has it already and there is no content."""

    content: bytes
    status: str
    etag: str | None
    unchanged: bool


class EditionCalls(ServiceClient):
    """Calls about the paper edition."""

    async def editions(self, token: str | None = None, **query: Any) -> Page[EditionShape]:
        """`wijk month status page pageSize`; drafts only with a token of who may make them."""
        answer = await self.get("/v1/editions", query, headers=authorization(token))
        return Page[EditionShape].model_validate_json(answer.content)

    async def edition(self, edition_id: UUID, token: str) -> EditionAtDesk:
        answer = await self.get(f"/v1/editions/{edition_id}", headers=authorization(token))
        return EditionAtDesk.model_validate_json(answer.content)

    async def draft_edition(self, body: EditionInput, token: str, key: str) -> EditionAtDesk:
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", "/v1/editions", json=sent, token=token, headers={"Idempotency-Key": key})
        return EditionAtDesk.model_validate_json(answer.content)

    async def step_edition(
        self, edition_id: UUID, step: Literal["refresh", "approval"], token: str, version: int
    ) -> EditionAtDesk:
        """Refused with 412 when somebody else changed it meanwhile."""
        headers = {"If-Match": f'"{version}"'} | authorization(token)
        answer = await self._send("POST", f"/v1/editions/{edition_id}/{step}", headers=headers, timeout=PATIENT)
        return EditionAtDesk.model_validate_json(answer.content)

    async def drop_edition(self, edition_id: UUID, token: str, version: int) -> None:
        """Throws a draft away."""
        headers = {"If-Match": f'"{version}"'}
        await self.send("DELETE", f"/v1/editions/{edition_id}", token=token, headers=headers)

    async def edition_pdf(self, wijk: str, known: str | None = None, **query: Any) -> EditionPdf:
        """`month format language number`; `known` is the tag of what the asker has already."""
        headers = {"If-None-Match": known} if known else {}
        return await self._pdf(f"/v1/editions/{wijk}.pdf", headers, query)

    async def edition_proof(self, edition_id: UUID, form: EditionFormat, token: str) -> EditionPdf:
        """A file of a draft or of a frozen edition."""
        return await self._pdf(f"/v1/editions/{edition_id}/files/{form}.pdf", authorization(token), {})

    async def _pdf(self, path: str, headers: dict[str, str], query: dict[str, Any]) -> EditionPdf:
        wanted = {name: value for name, value in query.items() if value is not None}
        answer = await self._send("GET", path, params=wanted, headers=headers, timeout=PATIENT)
        told = answer.headers
        return EditionPdf(answer.content, told["Edition-Status"], told.get("ETag"), answer.status_code == 304)
