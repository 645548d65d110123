"""The consultation of Art. 6 as others see it: it advises, and decides nothing."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.deal_words import Slug
from services.contracts.projects.amendments import Writing
from services.contracts.projects.registry import LongText, Title
from services.contracts.shapes import Input, Page, Shape

MeetingKind = Literal["consultation", "partner-council"]
MeetingStatus = Literal["planned", "held", "closed"]


class WarningShape(Shape):
    """What somebody should look at; it blocks nothing."""

    code: str
    text: str
    article: str


class AgendaItem(Input):
    """`discussed` is what was said."""

    title: Title
    discussed: LongText = ""


class Attendee(Input):
    """For a party or an organisation, in a role; never a name."""

    party: Slug | None = None
    organisation: Title | None = None
    role: Title
    present: bool = True

    @model_validator(mode="after")
    def check_for_one(self) -> Self:
        if (self.party is None) == (self.organisation is None):
            raise ValueError("Name a party or an organisation.")
        return self


class PaperShape(Shape):
    """A document of the meeting; `checksum` (SHA-256) is kept from when it closed. Public ones show their title."""

    document_id: UUID
    title: str | None
    media_type: str
    checksum: str | None
    frozen_at: datetime | None


class AdviceShape(Shape):
    """`addressedTo` is empty when it is for all parties."""

    id: UUID
    meeting_id: UUID
    text: str
    addressed_to: list[str]


class WorkingAgreementShape(Shape):
    id: UUID
    meeting_id: UUID
    text: str


class ActionPointShape(Shape):
    """`owner` is a party, `ownerRole` a role in it."""

    id: UUID
    meeting_id: UUID
    text: str
    owner: str
    owner_role: str
    due_on: date
    done_on: date | None
    overdue: bool
    version: int


class MeetingShape(Shape):
    """`secretariat` are the parties that the deal names for it (Art. 6.4)."""

    id: UUID
    kind: MeetingKind
    number: int
    held_on: date
    place: str
    chair: str | None
    secretariat: list[str]
    status: MeetingStatus
    agenda: list[AgendaItem]
    attendees: list[Attendee]
    papers: list[PaperShape]
    advice: list[AdviceShape]
    working_agreements: list[WorkingAgreementShape]
    action_points: list[ActionPointShape]
    warnings: list[WarningShape]
    version: int
    updated_at: datetime


class ChairProposal(Shape):
    """Whose turn it is; `after` is the number of the meeting before."""

    side: Literal["rijk", "regio"]
    parties: list[str]
    after: int | None
    article: str


class MeetingInput(Input):
    kind: MeetingKind = "consultation"
    held_on: date
    place: Title
    chair: Slug | None = None
    agenda: Annotated[list[AgendaItem], Field(max_length=50)] = Field(default_factory=list)
    attendees: Annotated[list[Attendee], Field(max_length=100)] = Field(default_factory=list)
    papers: Annotated[list[UUID], Field(max_length=50, description="Ids of documents.")] = Field(default_factory=list)


class MeetingStepInput(Input):
    to: MeetingStatus


class AdviceInput(Input):
    text: Writing
    addressed_to: Annotated[list[Slug], Field(max_length=50)] = Field(default_factory=list)


class WorkingAgreementInput(Input):
    text: Writing


class ActionPointInput(Input):
    text: Writing
    owner: Slug
    owner_role: Title | Literal[""] = ""
    due_on: date
    done_on: date | None = None


class ConsultationCalls(ServiceClient):
    """Calls about the consultation."""

    async def consultations(self, **query: Any) -> Page[MeetingShape]:
        """`kind status page pageSize`."""
        return Page[MeetingShape].model_validate_json((await self.get("/v1/consultations", query)).content)

    async def consultation(self, meeting_id: UUID) -> MeetingShape:
        return MeetingShape.model_validate_json((await self.get(f"/v1/consultations/{meeting_id}")).content)

    async def action_points(self, **query: Any) -> Page[ActionPointShape]:
        """`open owner page pageSize`."""
        return Page[ActionPointShape].model_validate_json((await self.get("/v1/action-points", query)).content)
