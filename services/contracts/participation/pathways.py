"""Where people can go on to: next steps, help offers, referrals, and how many went (Art. 4.1a)."""

from datetime import date, datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient
from services.contracts.participation.activities import Step
from services.contracts.participation.content import HttpsAddress, NextKind
from services.contracts.participation.places import PlaceInActivity
from services.contracts.participation.words import Labelled
from services.contracts.shapes import Input, Page, Shape

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
PHONE = r"^[0-9+() -]{3,}$"
QUARTER = r"^20[0-9]{2}-Q[1-4]$"
ReceivingKind = Literal["activity", "help-offer", "project"]
Outcome = Literal["arrived", "not-arrived"]
ReferralStatus = Literal["open", "arrived", "not-arrived"]


class HelpOfferShape(Shape):
    """Help for who needs it: what, for whom, how to reach it. `reach` says when and how in words."""

    id: UUID
    kind: Labelled
    title: str
    what: str
    for_whom: str | None
    organisation: str | None
    wijken: list[str]
    place: PlaceInActivity | None
    languages: list[str]
    phone: str | None
    email: str | None
    url: str | None
    reach: str | None
    version: int
    updated_at: datetime


class HelpOfferInput(Input):
    """At least one of `phone`, `email`, `url` and `placeId` says how to reach it."""

    kind: str
    title: str = Field(min_length=3, max_length=100)
    what: str = Field(min_length=10, max_length=500)
    for_whom: str | None = Field(None, max_length=200)
    organisation: str | None = Field(None, max_length=100)
    wijken: list[str] = Field(min_length=1, max_length=20)
    place_id: UUID | None = None
    languages: list[str] = Field(default_factory=lambda: ["nl"], min_length=1, max_length=12)
    phone: str | None = Field(None, max_length=20, pattern=PHONE)
    email: str | None = Field(None, max_length=120, pattern=EMAIL)
    url: HttpsAddress | None = None
    reach: str | None = Field(None, max_length=300)


class FurtherStep(Shape):
    """A way on from an activity. `suggested` says that nobody chose it: it is near, soon and one step further."""

    kind: NextKind
    id: UUID | None
    url: str | None
    title: str
    why: str | None
    step: str | None
    suggested: bool


class FromInput(Input):
    """An activity or a step: where the person is now."""

    activity_id: UUID | None = None
    step: Step | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        if (self.activity_id is None) == (self.step is None):
            raise ValueError("name an activity or a step")
        return self


class ToInput(Input):
    """Where the person goes. `placeId` receives them; it follows from an activity, and from a help offer at a place."""

    kind: ReceivingKind
    id: UUID
    place_id: UUID | None = None


class ContactInput(Input):
    """As much as the person wants to give. Of a child: a parent's."""

    name: str | None = Field(None, max_length=100)
    phone: str | None = Field(None, max_length=20, pattern=PHONE)
    email: str | None = Field(None, max_length=120, pattern=EMAIL)
    note: str | None = Field(None, max_length=300)


class ReferralInput(Input):
    """`consent` is the person's yes to `consentWording`, which was read out."""

    from_: FromInput = Field(alias="from")
    to: ToInput
    consent: Literal[True]
    consent_wording: str = Field(max_length=60)
    contact: ContactInput | None = None


class ReferralFrom(Shape):
    step: str


class ReferralTo(Shape):
    """`title` is empty for a project: it stands in the registry."""

    kind: ReceivingKind
    id: UUID
    step: str
    place_id: UUID
    title: str | None


class Contact(Shape):
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    note: str | None = None


class ReferralShape(Shape):
    """`contact` is only shown to who receives the person."""

    id: UUID
    from_: ReferralFrom = Field(alias="from")
    to: ReferralTo
    status: ReferralStatus
    consented_on: date
    consent_wording: str
    contact: Contact | None = None
    created_at: datetime
    closed_at: datetime | None


class OutcomeInput(Input):
    outcome: Outcome


class QuarterCount(Shape):
    """`provisional`: the quarter is not over, and the count is rounded down to a multiple of `smallest`."""

    quarter: str
    count: int
    provisional: bool


class FlowShape(Shape):
    """How many people arrived from one step to another. `count` adds up the quarters that are shown; numbers below
    `smallest` are shown nowhere and are in no sum. `toStep` is a step, `help-offer` or `project`."""

    from_step: str
    to_step: str
    count: int
    smallest: int
    quarters: list[QuarterCount]


class PathwayCalls(ServiceClient):
    """Ways on from an activity."""

    async def help_offers(self, **query: object) -> Page[HelpOfferShape]:
        """`kind wijk language page pageSize`."""
        return Page[HelpOfferShape].model_validate_json((await self.get("/v1/help-offers", query)).content)

    async def help_offer(self, offer_id: UUID) -> HelpOfferShape:
        return HelpOfferShape.model_validate_json((await self.get(f"/v1/help-offers/{offer_id}")).content)

    async def next_steps(self, activity_id: UUID) -> Page[FurtherStep]:
        path = f"/v1/activities/{activity_id}/next-steps"
        return Page[FurtherStep].model_validate_json((await self.get(path)).content)

    async def refer(self, body: ReferralInput, token: str, key: str) -> ReferralShape:
        json = body.model_dump(mode="json", by_alias=True)
        headers = {"Idempotency-Key": key}
        answer = await self.send("POST", "/v1/referrals", json=json, token=token, headers=headers)
        return ReferralShape.model_validate_json(answer.content)

    async def referrals(self, token: str, **query: object) -> Page[ReferralShape]:
        """`placeId status page pageSize`."""
        headers = {"Authorization": f"Bearer {token}"}
        answer = await self.get("/v1/referrals", query, headers=headers)
        return Page[ReferralShape].model_validate_json(answer.content)

    async def close_referral(self, referral_id: UUID, outcome: Outcome, token: str) -> ReferralShape:
        answer = await self.send("PUT", f"/v1/referrals/{referral_id}/outcome", json={"outcome": outcome}, token=token)
        return ReferralShape.model_validate_json(answer.content)

    async def flows(self, **query: object) -> Page[FlowShape]:
        """`from to wijk`; quarters as `2026-Q1`."""
        return Page[FlowShape].model_validate_json((await self.get("/v1/flows", query)).content)
