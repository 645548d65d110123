"""The money as others see it (Art. 5): bookings, tranches, allocations. Amounts are whole euro cents."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.projects.registry import check_each_once, check_printable
from services.contracts.shapes import Input, Page, Shape

BookingKind = Literal["budget", "commitment", "payment", "forecast", "receipt"]
SumAxis = Literal["contribution", "pillar", "project", "year"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(check_printable)]
Reason = Annotated[str, StringConstraints(min_length=5, max_length=1000), AfterValidator(check_printable)]
DocumentNumber = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(check_printable)]
Cents = Annotated[int, Field(strict=True, ge=-100_000_000_000, le=100_000_000_000)]
Amount = Annotated[int, Field(strict=True, ge=0, le=100_000_000_000)]
Year = Annotated[int, Field(strict=True, ge=2000, le=2099)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))]
Pillar = Annotated[int, Field(strict=True, ge=1, le=99)]


class MoneyWarning(Shape):
    """Something to look at. It blocks nothing: the grant is free to spend (Art. 7.3)."""

    code: str
    sentence: str
    article: str


class BookingShape(Shape):
    """`validOn` is the day on which it counts, `knownAt` the moment it was booked. A wrong one is taken back by another
    (`reversedBy`), perhaps for a right one (`replacedBy`); both say which they are about, and why. `who` is for the
    office.
    """

    id: UUID
    number: int
    kind: BookingKind
    contribution: str
    pillar: int | None
    project_id: UUID | None
    tranche_id: UUID | None
    year: int
    valid_on: date
    amount_cents: int
    document_number: str | None
    description: str
    reverses: UUID | None
    replaces: UUID | None
    reversed_by: UUID | None
    replaced_by: UUID | None
    reason: str | None
    after_end_reason: str | None
    import_id: UUID | None
    who: str | None
    known_at: datetime


class BookingMade(BookingShape):
    warnings: list[MoneyWarning]


class BookingInput(Input):
    """A booking. Without `pillar` it is that of the project; without `year` that of `validOn`. One that counts after
    the end of the deal needs `afterEndReason` (Art. 14)."""

    kind: BookingKind
    contribution: Slug
    pillar: Pillar | None = None
    project_id: UUID | None = None
    tranche_id: UUID | None = None
    year: Year | None = None
    valid_on: Day
    amount_cents: Cents
    document_number: DocumentNumber | None = None
    description: Line
    after_end_reason: Reason | None = None


class CorrectionInput(Input):
    """Takes a booking back and, with `replacement`, books it anew as it should have been."""

    reason: Reason
    replacement: BookingInput | None = None


class CorrectionShape(Shape):
    reversal: BookingShape
    replacement: BookingShape | None
    warnings: list[MoneyWarning]


class SumShape(Shape):
    """One sum; what was not asked for in `by` is not there."""

    kind: BookingKind
    contribution: str | None = None
    pillar: int | None = None
    project_id: UUID | None = None
    year: int | None = None
    amount_cents: int


class SumsShape(Shape):
    """What was known at `asOf` of what counts up to `until`. `lastKnownAt` as `asOf` gives the same for ever."""

    as_of: datetime | None
    until: date | None
    by: list[SumAxis]
    last_known_at: datetime | None
    items: list[SumShape]
    total: int
    next: None = None


class TrancheVersion(Shape):
    version: int
    amount_cents: int
    due_on: date | None
    years: list[int]
    reason: str
    known_at: datetime


class TrancheState(Shape):
    """A tranche in its newest version (`dueOn` is empty while it has to be dated), and what came in of it."""

    id: UUID
    contribution: str
    number: int
    version: int
    amount_cents: int
    due_on: date | None
    years: list[int]
    reason: str
    known_at: datetime
    received_cents: int
    versions: list[TrancheVersion]


class TrancheChange(Input):
    """What is agreed of a tranche now; the version before stays."""

    amount_cents: Annotated[int, Field(strict=True, ge=1, le=100_000_000_000)]
    due_on: Day | None = None
    years: Annotated[list[Year], Field(min_length=1, max_length=10)] | None = None
    reason: Reason

    @model_validator(mode="after")
    def check_dated(self) -> Self:
        if self.due_on is None and not self.years:
            raise ValueError("Say when it comes: on a day, or in which years.")
        if self.due_on and self.years and self.due_on.year not in self.years:
            raise ValueError("The day is in none of the years.")
        return self


class TrancheInput(TrancheChange):
    contribution: Slug
    number: Annotated[int, Field(strict=True, ge=1, le=99)]


class AllocationPart(Shape):
    contribution: str
    pillar: int
    year: int
    amount_cents: int


class AllocationReview(Shape):
    id: UUID
    year: int
    reviewed_on: date
    outcome: Literal["kept", "to-change"]
    note: str
    known_at: datetime


class AllocationShape(Shape):
    """A division of the money over pillars and years. `guideline` is the deal's rule as it was then (Art. 5.4)."""

    id: UUID
    version: int
    supersedes: UUID | None
    superseded_by: UUID | None
    decided_on: date
    reason: str
    agreed_by: list[str]
    consultation: str | None
    guideline: dict[str, Any]
    parts: list[AllocationPart]
    reviews: list[AllocationReview]
    total_cents: int
    known_at: datetime


class AllocationMade(AllocationShape):
    warnings: list[MoneyWarning]


class AllocationPartInput(Input):
    contribution: Slug
    pillar: Pillar
    year: Year
    amount_cents: Amount


class AllocationInput(Input):
    """A new version: `supersedes` names the one that it takes the place of. Somebody agreed: parties, or a meeting."""

    supersedes: UUID | None = None
    decided_on: Day
    reason: Reason
    agreed_by: Annotated[list[Slug], Field(max_length=50), AfterValidator(check_each_once)] = Field(
        default_factory=list
    )
    consultation: Line | None = None
    parts: Annotated[list[AllocationPartInput], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def check_agreed(self) -> Self:
        if not self.agreed_by and not self.consultation:
            raise ValueError("Say who agreed: which parties, or in which consultation (Art. 5.4).")
        keys = [(part.contribution, part.pillar, part.year) for part in self.parts]
        if len(set(keys)) != len(keys):
            raise ValueError("Name each combination of contribution, pillar and year once.")
        return self


class AllocationReviewInput(Input):
    """The yearly look at the division (Art. 5.7)."""

    year: Year
    reviewed_on: Day
    outcome: Literal["kept", "to-change"]
    note: Reason


class MoneyCalls(ServiceClient):
    """Calls about money. Amounts are whole euro cents."""

    async def bookings(self, **query: Any) -> Page[BookingShape]:
        """`kind contribution pillar projectId year documentNumber asOf until page pageSize`."""
        return Page[BookingShape].model_validate_json((await self.get("/v1/bookings", query)).content)

    async def booking(self, booking_id: UUID) -> BookingShape:
        return BookingShape.model_validate_json((await self.get(f"/v1/bookings/{booking_id}")).content)

    async def booking_sums(self, **query: Any) -> SumsShape:
        """`by` (a comma list of contribution, pillar, project, year), `asOf until projectId`."""
        return SumsShape.model_validate_json((await self.get("/v1/bookings/sums", query)).content)

    async def book(self, booking: BookingInput, token: str, idempotency_key: str) -> BookingMade:
        """Safe to repeat with the same key."""
        body, headers = booking.model_dump(mode="json", by_alias=True), {"Idempotency-Key": idempotency_key}
        answer = await self.send("POST", "/v1/bookings", json=body, token=token, headers=headers)
        return BookingMade.model_validate_json(answer.content)

    async def correct_booking(
        self, booking_id: UUID, correction: CorrectionInput, token: str, idempotency_key: str
    ) -> CorrectionShape:
        """Safe to repeat with the same key."""
        body, headers = correction.model_dump(mode="json", by_alias=True), {"Idempotency-Key": idempotency_key}
        path = f"/v1/bookings/{booking_id}/corrections"
        answer = await self.send("POST", path, json=body, token=token, headers=headers)
        return CorrectionShape.model_validate_json(answer.content)

    async def tranches(self, **query: Any) -> Page[TrancheState]:
        """`asOf page pageSize`."""
        return Page[TrancheState].model_validate_json((await self.get("/v1/tranches", query)).content)

    async def allocations(self, **query: Any) -> Page[AllocationShape]:
        """The newest first; `asOf page pageSize`."""
        return Page[AllocationShape].model_validate_json((await self.get("/v1/allocations", query)).content)

    async def allocate(self, allocation: AllocationInput, token: str, idempotency_key: str) -> AllocationMade:
        """Safe to repeat with the same key."""
        body, headers = allocation.model_dump(mode="json", by_alias=True), {"Idempotency-Key": idempotency_key}
        answer = await self.send("POST", "/v1/allocations", json=body, token=token, headers=headers)
        return AllocationMade.model_validate_json(answer.content)
