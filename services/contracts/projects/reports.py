"""Reports as others see them: drafts that gather by themselves, published ones that never change (Art. 7.4-7.8, 15)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from services.contracts.calling import PATIENT, ServiceClient, authorization
from services.contracts.projects.registry import check_printable
from services.contracts.projects.report_content import ReportContent, ReportKind
from services.contracts.shapes import Input, Page, Shape

ReportStatus = Literal["draft", "discussed", "published"]
ReportFormat = Literal["pdf", "docx", "html", "json"]
ReportVersion = Literal["full", "short"]
SectionText = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(check_printable)]
ShortText = Annotated[str, StringConstraints(max_length=500), AfterValidator(check_printable)]
Reason = Annotated[str, StringConstraints(min_length=10, max_length=500), AfterValidator(check_printable)]


class ReportFileShape(Shape):
    """A frozen file. `sha256` is of its bytes."""

    format: ReportFormat
    version: ReportVersion
    size: int
    sha256: str
    href: str


class ReportSummary(Shape):
    """A report in a list. `files` is empty until publication."""

    id: UUID
    kind: ReportKind
    year: int
    edition: int
    title: str
    status: ReportStatus
    published_on: date | None
    reference: str | None
    files: list[ReportFileShape]
    version: int
    updated_at: datetime


class SectionShape(Shape):
    """A text that people write; `hint` says what belongs in it."""

    id: str
    title: str
    hint: str


class ReportShape(ReportSummary):
    sections: list[SectionShape]
    content: ReportContent


class ReportInput(Input):
    """`year` is the year that is reported on: not this one, and not before the baseline."""

    kind: ReportKind
    year: Annotated[int, Field(strict=True, ge=2000, le=2100)]


class TextsInput(Input):
    """The texts by section; a section that is not named keeps its text."""

    texts: dict[str, SectionText] = Field(max_length=50)


class DiscussionInput(Input):
    """`consultation` is the number of the meeting (Art. 6)."""

    consultation: Annotated[int, Field(strict=True, ge=1)]
    note: ShortText = ""


class PublicationInput(Input):
    """`acknowledge` is needed when figures are missing: why the report is published without them."""

    on: date
    reference: ShortText = ""
    acknowledge: ShortText = ""


class EditionInput(Input):
    """Why the published report needs another edition."""

    correction: Reason


class ReportCalls(ServiceClient):
    """Calls about reports."""

    async def reports(self, token: str | None = None, **query: Any) -> Page[ReportSummary]:
        """`kind year status page pageSize`; drafts only with a token of the programme office."""
        answer = await self.get("/v1/reports", query, headers=authorization(token))
        return Page[ReportSummary].model_validate_json(answer.content)

    async def report(self, report_id: UUID, token: str | None = None) -> ReportShape:
        answer = await self.get(f"/v1/reports/{report_id}", headers=authorization(token))
        return ReportShape.model_validate_json(answer.content)

    async def report_file(self, report_id: UUID, form: ReportFormat, version: ReportVersion = "full") -> bytes:
        return (await self.get(f"/v1/reports/{report_id}.{form}", {"version": version})).content

    async def create_report(self, report: ReportInput, token: str, idempotency_key: str) -> ReportShape:
        return await self._report("POST", "/v1/reports", report, token, {"Idempotency-Key": idempotency_key})

    async def write_report(self, report_id: UUID, texts: TextsInput, token: str, version: int) -> ReportShape:
        """Refused with 412 when somebody else wrote meanwhile; the problem holds `theirs` and `yours`."""
        return await self._report("PUT", f"/v1/reports/{report_id}", texts, token, if_match(version))

    async def refresh_report(self, report_id: UUID, token: str, version: int) -> ReportShape:
        return await self._report("POST", f"/v1/reports/{report_id}/refresh", None, token, if_match(version))

    async def discuss_report(
        self, report_id: UUID, discussion: DiscussionInput, token: str, version: int
    ) -> ReportShape:
        path = f"/v1/reports/{report_id}/discussion"
        return await self._report("POST", path, discussion, token, if_match(version))

    async def publish_report(
        self, report_id: UUID, publication: PublicationInput, token: str, version: int
    ) -> ReportShape:
        path = f"/v1/reports/{report_id}/publication"
        return await self._report("POST", path, publication, token, if_match(version))

    async def correct_report(self, report_id: UUID, edition: EditionInput, token: str, key: str) -> ReportShape:
        """A new draft edition of a published report."""
        path = f"/v1/reports/{report_id}/editions"
        return await self._report("POST", path, edition, token, {"Idempotency-Key": key})

    async def _report(
        self, method: str, path: str, body: Input | None, token: str, headers: dict[str, str]
    ) -> ReportShape:
        """Patient: the service may ask the indicators, and publishing makes seven files."""
        sent = body.model_dump(mode="json", by_alias=True) if body else None
        all_headers = authorization(token) | headers
        answer = await self._send(method, path, json=sent, headers=all_headers, timeout=PATIENT)
        return ReportShape.model_validate_json(answer.content)


def if_match(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}
