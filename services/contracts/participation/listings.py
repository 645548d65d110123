"""Is it still right? Questions to the owners of activities and places."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Page, Shape

ListingKind = Literal["activity", "place"]
CheckAnswer = Literal["still-right", "ended", "change"]


class CheckShape(Shape):
    """One listing that is asked about. `listingId` is of the activity or the place itself."""

    kind: ListingKind
    listing_id: UUID
    name: str
    place_id: UUID
    place_name: str
    wijk: str
    phone: str | None
    """Of the place: for who calls."""
    check_by: date
    call_first: bool
    hidden: bool
    asked_on: date | None
    by_mail: bool | None
    """False: the place has no e-mail address, so somebody has to call."""
    answer: CheckAnswer | None


class CheckAnswerInput(Input):
    """`change`: the listing has to be changed first; it stays unconfirmed until somebody does."""

    answer: CheckAnswer


class ListingCalls(ServiceClient):
    """Confirming listings."""

    async def checks(self, token: str, **query: object) -> Page[CheckShape]:
        """Of the bearer's own places: `callsOnly page pageSize`."""
        headers = {"Authorization": f"Bearer {token}"}
        return Page[CheckShape].model_validate_json((await self.get("/v1/checks", query, headers=headers)).content)

    async def check(self, link_token: str) -> CheckShape:
        """By the token of a link in a letter."""
        return CheckShape.model_validate_json((await self.get(f"/v1/checks/{link_token}")).content)

    async def answer_check(self, link_token: str, answer: CheckAnswer) -> CheckShape:
        body = CheckAnswerInput(answer=answer).model_dump(mode="json", by_alias=True)
        return CheckShape.model_validate_json((await self.send("POST", f"/v1/checks/{link_token}", json=body)).content)

    async def confirm(self, kind: ListingKind, listing_id: UUID, token: str) -> CheckShape:
        """The bearer says that it is still right."""
        path = f"/v1/{'activities' if kind == 'activity' else 'places'}/{listing_id}/confirmations"
        return CheckShape.model_validate_json((await self.send("POST", path, token=token)).content)
