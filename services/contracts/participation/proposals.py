"""Activities and places that residents propose."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient, authorization
from services.contracts.participation.contact import ContactForm
from services.contracts.participation.wishes import RejectReason as RejectReason
from services.contracts.participation.wishes import Slug
from services.contracts.shapes import Input, Page, Shape

ProposalKind = Literal["activity", "place"]
ProposalStatus = Literal["open", "accepted", "rejected", "withdrawn"]


class ProposalInput(ContactForm):
    """What a resident proposes; `when` and `where` are in the resident's own words, `placeId` a place we know."""

    kind: ProposalKind
    title: str = Field(min_length=5, max_length=100)
    description: str = Field(min_length=5, max_length=1000)
    when: str | None = Field(None, max_length=200)
    where: str | None = Field(None, max_length=200)
    wijk: str | None = Slug
    place_id: UUID | None = None
    category: str | None = Slug
    language: str = Field("nl", min_length=2, max_length=40, pattern=r"^[a-z0-9-]+$")


class OwnProposal(Shape):
    """What the one who holds the link sees. `hearsOfIt` is honest: without an address or phone nobody is told."""

    id: UUID
    kind: ProposalKind
    title: str
    status: ProposalStatus
    hears_of_it: bool
    reason: RejectReason | None = None
    activity_id: UUID | None
    manage_url: str


class ProposalShape(Shape):
    """A proposal as those see it who may decide on it."""

    id: UUID
    kind: ProposalKind
    title: str
    description: str
    when: str | None
    where: str | None
    wijk: str | None
    place_id: UUID | None
    category: str | None
    language: str
    status: ProposalStatus
    reason: RejectReason | None = None
    activity_id: UUID | None
    reachable_by: Literal["email", "phone"] | None
    created_at: datetime
    version: int


class ProposalDetails(ProposalShape):
    """With how to reach whoever proposed it, and the body that a new place or activity would start from."""

    contact: str | None
    prefilled: dict[str, Any]


class ProposalDecision(Input):
    """`accept` makes a draft of an activity, at `placeId` where the proposal names none, on `start` to `end` (local
    time) where those are given. A place can't be a draft: its editor starts from `prefilled`. `undo` takes either
    back, with the draft as long as nobody published it."""

    decision: Literal["accept", "reject", "undo"]
    reason: RejectReason | None = None
    place_id: UUID | None = None
    category: str | None = Slug
    start: datetime | None = None
    end: datetime | None = None


class ProposalCalls(ServiceClient):
    """Proposals."""

    async def propose(self, body: ProposalInput, key: str, token: str | None = None) -> OwnProposal:
        given = body.model_dump(mode="json", by_alias=True, exclude_none=True)
        answer = await self.send("POST", "/v1/proposals", json=given, token=token, headers={"Idempotency-Key": key})
        return OwnProposal.model_validate_json(answer.content)

    async def own_proposal(self, link: str) -> OwnProposal:
        return OwnProposal.model_validate_json((await self.get(f"/v1/proposals/mine/{link}")).content)

    async def withdraw_proposal(self, link: str) -> None:
        await self.send("DELETE", f"/v1/proposals/mine/{link}")

    async def proposals(self, token: str, **query: Any) -> Page[ProposalShape]:
        """`status kind page pageSize`."""
        answer = await self.get("/v1/proposals", query, headers=authorization(token))
        return Page[ProposalShape].model_validate_json(answer.content)

    async def proposal(self, proposal_id: UUID, token: str) -> ProposalDetails:
        answer = await self.get(f"/v1/proposals/{proposal_id}", headers=authorization(token))
        return ProposalDetails.model_validate_json(answer.content)

    async def decide_on_proposal(
        self, proposal_id: UUID, body: ProposalDecision, token: str, version: int
    ) -> ProposalDetails:
        given = body.model_dump(mode="json", by_alias=True, exclude_none=True)
        headers = {"If-Match": f'"{version}"'}
        path = f"/v1/proposals/{proposal_id}/decision"
        answer = await self.send("POST", path, json=given, token=token, headers=headers)
        return ProposalDetails.model_validate_json(answer.content)
