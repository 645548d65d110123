"""The registers of the programme office as others see them (Art. 4.3). They hold no personal data of entrepreneurs."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.projects.registry import LongText, Summary, Title
from services.contracts.shapes import Input, Page, Shape

EntryStatus = Literal["open", "in-progress", "settled", "dropped"]


class RegisterEntryInput(Input):
    """What `/v1/registers` says that the register `asks` must be there, and no more. No names of people or firms."""

    title: Title
    on: date
    status: EntryStatus
    wijk: Title | None = None
    project_id: UUID | None = None
    sector: Title | None = None
    places: Annotated[int, Field(ge=1, le=10_000, strict=True)] | None = None
    square_metres: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] | None = None
    rule: Summary | None = None
    note: LongText = ""


class RegisterEntryShape(Shape):
    """`kind` is the register: one of `/v1/registers`."""

    id: UUID
    kind: str
    title: str
    on: date
    status: EntryStatus
    wijk: str | None
    project_id: UUID | None
    sector: str | None
    places: int | None
    square_metres: int | None
    rule: str | None
    note: str
    version: int
    updated_at: datetime


class RegisterCalls(ServiceClient):
    """Calls about registers."""

    async def register_entries(self, register: str, **query: Any) -> Page[RegisterEntryShape]:
        """`wijk project sector status from to page pageSize`. The newest first."""
        path = f"/v1/registers/{register}/entries"
        return Page[RegisterEntryShape].model_validate_json((await self.get(path, query)).content)
