"""How the deal changes, as others see it: amendments (Art. 10) and accessions (Art. 11)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.deal_words import Slug
from services.contracts.projects.registry import LongText, Title, check_printable
from services.contracts.shapes import Input, Page, Shape

AmendmentStatus = Literal["requested", "made-known", "talking", "asking", "in-force", "refused", "withdrawn"]
AccessionStatus = Literal["requested", "asking", "in-force", "refused", "withdrawn"]
Side = Literal["rijk", "regio", "other"]
Writing = Annotated[str, StringConstraints(min_length=1, max_length=5000), AfterValidator(check_printable)]
Cents = Annotated[int, Field(strict=True, gt=0, le=10**13, description="Whole euro cents.")]


class Change(Input):
    """What one part of the deal says from then on; what is not named stays."""

    @model_validator(mode="after")
    def check_says_something(self) -> Self:
        if not self.model_dump(exclude={"part", "id"}, exclude_none=True):
            raise ValueError("Say what changes.")
        return self


class CommitmentChange(Change):
    """`strength` is a slug of `/v1/deal`."""

    part: Literal["commitment"]
    id: Title
    paraphrase: Writing | None = None
    target: Title | None = None
    verb: Title | None = None
    strength: Title | None = None


class ExpectedResultChange(Change):
    part: Literal["expected-result"]
    id: Title
    target_value: float | None = None
    target_text: Title | None = None
    starts: Title | None = None
    ends: Title | None = None


class ContributionChange(Change):
    part: Literal["contribution"]
    id: Title
    amount_cents: Cents | None = None
    verb: Title | None = None
    commitment: Literal["reserved", "best-effort"] | None = None


class DealChange(Change):
    part: Literal["deal"]
    ends_on: date | None = None
    ambition: Writing | None = None
    core_message: Writing | None = None


AnyChange = Annotated[
    CommitmentChange | ExpectedResultChange | ContributionChange | DealChange, Field(discriminator="part")
]


class StepShape(Shape):
    """`party` is empty for whom is no party yet."""

    status: str
    taken_on: date
    party: str | None
    note: str
    document_id: UUID | None
    recorded_at: datetime


class ConsentShape(Shape):
    """What a party that was asked made known; `answer` is empty while it has not."""

    party: str
    answer: Literal["consents", "refuses"] | None
    answered_on: date | None
    statement: str
    document_id: UUID | None


class TalksClock(Shape):
    """Talks start within four weeks after the request was made known (Art. 10.2)."""

    due_on: date
    started_on: date | None
    state: Literal["running", "overdue", "in-time", "late", "stopped"]
    article: str


class AmendmentShape(Shape):
    """`annex` is the number of the version of the deal that it made, to which it and the statements are annexed."""

    id: UUID
    number: int
    title: str
    request: str
    requested_by: str
    requested_on: date
    made_known_on: date | None
    talks_started_on: date | None
    asked_on: date | None
    ended_on: date | None
    status: AmendmentStatus
    changes: list[dict[str, Any]]
    clock: TalksClock | None
    steps: list[StepShape]
    consents: list[ConsentShape]
    annex: int | None
    version: int
    updated_at: datetime


class AmendmentInput(Input):
    title: Title
    request: Writing
    requested_by: Slug
    requested_on: date
    changes: Annotated[list[AnyChange], Field(max_length=50)] = Field(default_factory=list)
    document_id: UUID | None = None


class ConcreteContribution(Input):
    """In words, and in cents where it is money (Art. 11.2)."""

    text: Writing
    amount_cents: Cents | None = None
    commitment: Literal["reserved", "best-effort"] = "best-effort"


class AccessionShape(Shape):
    id: UUID
    number: int
    slug: str
    name: str
    full_name: str
    side: Side
    request: str
    contribution: ConcreteContribution
    requested_on: date
    asked_on: date | None
    ended_on: date | None
    status: AccessionStatus
    steps: list[StepShape]
    consents: list[ConsentShape]
    annex: int | None
    version: int
    updated_at: datetime


class AccessionInput(Input):
    """Who wants to be party; `slug` becomes its name in addresses."""

    slug: Slug
    name: Title
    full_name: Title
    side: Side = "other"
    request: Writing
    contribution: ConcreteContribution
    requested_on: date
    document_id: UUID | None = None


class StepInput(Input):
    """A step that somebody takes on a day. Being in force and being refused follow from what the parties answer."""

    to: AmendmentStatus
    on: date
    party: Slug | None = None
    note: LongText = ""
    document_id: UUID | None = None


class ConsentInput(Input):
    """What a party makes known on a day, with the statement that is annexed."""

    party: Slug
    answer: Literal["consents", "refuses"]
    on: date
    statement: LongText = ""
    document_id: UUID | None = None


class AmendmentCalls(ServiceClient):
    """Calls about amendments and accessions."""

    async def amendments(self, **query: Any) -> Page[AmendmentShape]:
        """`status page pageSize`."""
        return Page[AmendmentShape].model_validate_json((await self.get("/v1/amendments", query)).content)

    async def amendment(self, amendment_id: UUID) -> AmendmentShape:
        return AmendmentShape.model_validate_json((await self.get(f"/v1/amendments/{amendment_id}")).content)

    async def accessions(self, **query: Any) -> Page[AccessionShape]:
        """`status page pageSize`."""
        return Page[AccessionShape].model_validate_json((await self.get("/v1/accessions", query)).content)

    async def accession(self, accession_id: UUID) -> AccessionShape:
        return AccessionShape.model_validate_json((await self.get(f"/v1/accessions/{accession_id}")).content)
