"""Wishes of residents (Art. 4.1b)."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient, authorization
from services.contracts.participation.contact import ContactForm
from services.contracts.participation.words import Labelled
from services.contracts.shapes import Input, Page, Shape

WishStatus = Literal["open", "approved", "offered", "fulfilled", "rejected", "withdrawn"]
ShownStatus = Literal["approved", "offered", "fulfilled"]
RejectReason = Literal["exists-already", "not-here", "not-clear", "no-room", "not-fitting"]
"""Why something of a resident is not shown, in one of the kind ways."""
Slug = Field(None, min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")


class WishInput(ContactForm):
    """“I would like …”. `wijk` may be left out, `category` too: it is then guessed from the text."""

    text: str = Field(min_length=5, max_length=200)
    wijk: str | None = Slug
    category: str | None = Slug
    language: str = Field("nl", min_length=2, max_length=40, pattern=r"^[a-z0-9-]+$")
    for_somebody_else: bool = False
    would_help: bool = False


class SupportInput(ContactForm):
    """“Me too”."""

    would_help: bool = False


class OfferedActivity(Shape):
    id: UUID
    title: str


class WishShape(Shape):
    """A wish as everybody sees it; `supporters` counts who wrote it down as well."""

    id: UUID
    text: str
    language: str
    wijk: str | None
    category: Labelled | None
    status: ShownStatus
    supporters: int
    since: date
    offers: list[OfferedActivity]


class OwnWish(Shape):
    """What the one who holds the link sees. `text` is that of the wish it was joined to, where it was.

    `waits_for_reading`: nobody else sees it yet. `others`: how many wish the same, as far as one can tell by now.
    `reason`: why it was refused, when somebody said so.
    """

    id: UUID
    text: str
    wijk: str | None
    category: str | None
    status: WishStatus
    waits_for_reading: bool
    reason: RejectReason | None = None
    others: int
    contact_kept_until: datetime | None
    offers: list[OfferedActivity]
    manage_url: str


class Supported(Shape):
    """`counted` is false for who said so before; only a new supporter gets a link."""

    supporters: int
    counted: bool
    manage_url: str | None


class SimilarWish(Shape):
    id: UUID
    text: str
    supporters: int


class WaitingWish(Shape):
    """A wish as those see it who may decide on it; `similar` is what approving would join it to."""

    id: UUID
    text: str
    language: str
    wijk: str | None
    category: str | None
    for_somebody_else: bool
    status: WishStatus
    joined_to: UUID | None
    supporters: int
    helpers: int
    created_at: datetime
    similar: list[SimilarWish]
    reason: RejectReason | None = None
    version: int


class WishDecision(Input):
    """`approve` joins it to a similar wish, if there is one: `joinTo` names another, `join: false` keeps it apart.

    `reopen` takes an offer back, `undo` an approval or a refusal: the wish waits to be read again. `text`, `wijk` and
    `category` correct what was written down; `reason` goes with a refusal.
    """

    decision: Literal["approve", "reject", "fulfil", "reopen", "undo"]
    reason: RejectReason | None = None
    join: bool = True
    join_to: UUID | None = None
    text: str | None = Field(None, min_length=5, max_length=200)
    wijk: str | None = Slug
    category: str | None = Slug


class MergeInput(Input):
    into: UUID


class WishOfferInput(Input):
    activity_id: UUID


class WishOffered(Shape):
    """`letters` went to who left an address; `calls` are on your call list."""

    id: UUID
    wish_id: UUID
    activity_id: UUID
    letters: int
    calls: int


class Demand(Shape):
    """What is wished and not there yet, per wijk and category. `waiting` wishes nobody has read yet."""

    wijk: str | None
    category: Labelled | None
    wishes: int
    supporters: int
    helpers: int
    waiting: int
    offered: int
    oldest: date | None


class WishCall(Shape):
    """Somebody to call about an offer."""

    id: UUID
    wish: str
    language: str
    activity: OfferedActivity
    phone: str
    offered_at: datetime
    called_at: datetime | None


class CalledInput(Input):
    called: bool


class WishCalls(ServiceClient):
    """Wishes."""

    async def wishes(self, **query: Any) -> Page[WishShape]:
        """`wijk category status sort page pageSize`."""
        return Page[WishShape].model_validate_json((await self.get("/v1/wishes", query)).content)

    async def wish(self, wish_id: UUID) -> WishShape:
        return WishShape.model_validate_json((await self.get(f"/v1/wishes/{wish_id}")).content)

    async def make_wish(self, body: WishInput, key: str, token: str | None = None) -> OwnWish:
        headers = {"Idempotency-Key": key}
        answer = await self.send("POST", "/v1/wishes", json=_json(body), token=token, headers=headers)
        return OwnWish.model_validate_json(answer.content)

    async def support_wish(self, wish_id: UUID, body: SupportInput) -> Supported:
        answer = await self.send("POST", f"/v1/wishes/{wish_id}/supports", json=_json(body))
        return Supported.model_validate_json(answer.content)

    async def own_wish(self, link: str) -> OwnWish:
        return OwnWish.model_validate_json((await self.get(f"/v1/wishes/mine/{link}")).content)

    async def withdraw_wish(self, link: str) -> None:
        await self.send("DELETE", f"/v1/wishes/mine/{link}")

    async def wish_demand(self, token: str, **query: Any) -> Page[Demand]:
        """`wijk category page pageSize`."""
        answer = await self.get("/v1/wishes/demand", query, headers=authorization(token))
        return Page[Demand].model_validate_json(answer.content)

    async def waiting_wish(self, wish_id: UUID, token: str) -> WaitingWish:
        answer = await self.get(f"/v1/wishes/{wish_id}/desk", headers=authorization(token))
        return WaitingWish.model_validate_json(answer.content)

    async def decide_on_wish(self, wish_id: UUID, body: WishDecision, token: str, version: int) -> WaitingWish:
        headers = {"If-Match": f'"{version}"'}
        path = f"/v1/wishes/{wish_id}/decision"
        answer = await self.send("POST", path, json=_json(body), token=token, headers=headers)
        return WaitingWish.model_validate_json(answer.content)

    async def offer_to_wish(self, wish_id: UUID, activity_id: UUID, token: str) -> WishOffered:
        body = WishOfferInput(activity_id=activity_id)
        answer = await self.send("POST", f"/v1/wishes/{wish_id}/offers", json=_json(body), token=token)
        return WishOffered.model_validate_json(answer.content)

    async def wish_call_list(self, token: str, **query: Any) -> Page[WishCall]:
        answer = await self.get("/v1/wishes/call-list", query, headers=authorization(token))
        return Page[WishCall].model_validate_json(answer.content)

    async def note_wish_call(self, call_id: UUID, called: bool, token: str) -> None:
        await self.send("PUT", f"/v1/wishes/call-list/{call_id}", json={"called": called}, token=token)

    async def merge_wish(self, wish_id: UUID, into: UUID, token: str, version: int) -> WaitingWish:
        given, headers = _json(MergeInput(into=into)), {"If-Match": f'"{version}"'}
        answer = await self.send("POST", f"/v1/wishes/{wish_id}/merge", json=given, token=token, headers=headers)
        return WaitingWish.model_validate_json(answer.content)

    async def split_wish(self, wish_id: UUID, token: str, version: int) -> WaitingWish:
        headers = {"If-Match": f'"{version}"'}
        answer = await self.send("POST", f"/v1/wishes/{wish_id}/split", token=token, headers=headers)
        return WaitingWish.model_validate_json(answer.content)


def _json(body: Input) -> dict[str, Any]:
    return body.model_dump(mode="json", by_alias=True, exclude_none=True)
