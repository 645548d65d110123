"""Bookings from a file of the finance system: a preview first, then a confirmation. Amounts are whole euro cents."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from services.contracts.calling import ServiceClient, authorization
from services.contracts.projects.money import BookingKind, MoneyWarning
from services.contracts.shapes import Page, Shape

SECONDS = 60.0
"""Two thousand bookings take about five."""
BookingAction = Literal["book", "already-booked", "wrong"]


class BookingImportRow(Shape):
    """What happens with a row; rows count as in a spreadsheet."""

    row: int
    action: BookingAction
    document_number: str
    description: str
    amount_cents: int | None


class BookingImportProblem(Shape):
    """A cell that is not right; `rule` is stable, so that a page can say it in the user's language."""

    row: int
    column: str
    value: str
    rule: str
    sentence: str


class BookingImportSum(Shape):
    """What the rows that are to be booked are together."""

    kind: BookingKind
    contribution: str
    amount_cents: int


class BookingImportPreview(Shape):
    """What a file would book. At most 1,000 rows and problems are named; the counts are of all."""

    rows: list[BookingImportRow]
    problems: list[BookingImportProblem]
    to_book: int
    already_booked: int
    wrong: int
    problem_count: int
    ignored_columns: list[str]
    sums: list[BookingImportSum]
    warnings: list[MoneyWarning]


class BookingImportSummary(Shape):
    """A file that was looked at; with `confirmedAt` it was booked, `booked` bookings. `checksum` is the SHA-256 of the
    file, `contribution` the one of rows that name none."""

    id: UUID
    contribution: str | None
    checksum: str
    who: str
    made_at: datetime
    confirmed_at: datetime | None
    booked: int | None


class BookingImportShape(BookingImportSummary, BookingImportPreview):
    """What a file would book, or did."""


class BookingImportCalls(ServiceClient):
    """Importing bookings."""

    async def booking_imports(self, token: str, **query: Any) -> Page[BookingImportSummary]:
        """The newest first; `page pageSize`."""
        answer = await self.get("/v1/booking-imports", query, headers=authorization(token))
        return Page[BookingImportSummary].model_validate_json(answer.content)

    async def preview_booking_import(
        self, name: str, content: bytes, token: str, key: str, contribution: str | None = None
    ) -> BookingImportShape:
        answer = await self._send(
            "POST",
            "/v1/booking-imports",
            data={"contribution": contribution} if contribution else {},
            files={"file": (name, content)},
            headers=authorization(token) | {"Idempotency-Key": key},
            timeout=SECONDS,
        )
        return BookingImportShape.model_validate_json(answer.content)

    async def confirm_booking_import(self, import_id: UUID, token: str) -> BookingImportShape:
        """Safe to repeat."""
        path, headers = f"/v1/booking-imports/{import_id}/confirmation", authorization(token)
        answer = await self._send("POST", path, headers=headers, timeout=SECONDS)
        return BookingImportShape.model_validate_json(answer.content)
