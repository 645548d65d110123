""" "Something wrong here?": what residents and others say of a listing that is not right."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.open_forms import OpenForm
from services.contracts.participation.listings import ListingKind
from services.contracts.shapes import Input, Page, Shape

WrongThing = Literal["times", "place", "contact", "cost", "full", "stopped", "accessibility", "other"]
ReportOutcome = Literal["changed", "was-right", "not-useful"]


class ReportInput(OpenForm):
    """About one activity or one place. `text` is needed when the list has no word for it (`other`)."""

    activity_id: UUID | None = None
    place_id: UUID | None = None
    what: WrongThing
    text: str = Field("", max_length=500)
    contact: str = Field("", max_length=120)
    """A phone number or e-mail address, for who wants to hear of it. Asked for by nobody."""
    language: str = Field("nl", max_length=40, pattern=r"^[a-z0-9-]+$")
    """Of who reports: what is written back is in it, where we have words for that."""


class ReportReceipt(Shape):
    """What whoever reported it gets back: nothing that others could use."""

    id: UUID
    kind: ListingKind
    what: WrongThing
    created_at: datetime


class ReportShape(Shape):
    """For who works for the place. `text` and `contact` are null when they were not given, and some weeks later."""

    id: UUID
    kind: ListingKind
    listing_id: UUID
    name: str
    place_id: UUID
    place_name: str
    wijk: str
    what: WrongThing
    text: str | None
    contact: str | None
    owner_asked: bool
    """Several people said so: the owner was asked whether the listing is still right."""
    created_at: datetime
    outcome: ReportOutcome | None
    resolved_at: datetime | None


class ResolutionInput(Input):
    """`changed`: it was wrong and is right now; `not-useful`: nothing to do with the listing."""

    outcome: ReportOutcome


class ReportCalls(ServiceClient):
    """Reports of wrong listings."""

    async def report(self, body: ReportInput, key: str) -> ReportReceipt:
        """Without an account."""
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", "/v1/reports", json=sent, headers={"Idempotency-Key": key})
        return ReportReceipt.model_validate_json(answer.content)

    async def reports(self, token: str, **query: Any) -> Page[ReportShape]:
        """Of the bearer's places: `resolved activityId placeId page pageSize`."""
        headers = {"Authorization": f"Bearer {token}"}
        return Page[ReportShape].model_validate_json((await self.get("/v1/reports", query, headers=headers)).content)

    async def resolve_report(self, report_id: UUID, outcome: ReportOutcome, token: str) -> ReportShape:
        body = ResolutionInput(outcome=outcome).model_dump(by_alias=True)
        answer = await self.send("POST", f"/v1/reports/{report_id}/resolution", json=body, token=token)
        return ReportShape.model_validate_json(answer.content)
