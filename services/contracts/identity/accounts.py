"""Who may sign in: invited by e-mail, with a role and what it is about."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient, authorization
from services.contracts.identity.sign_in import EMAIL
from services.contracts.shapes import Input, Page, Shape

PersonRole = Literal["coordinator", "editor", "moderator", "programme", "analyst", "approver", "admin"]


class WorkInput(Input):
    """A coordinator has places, an editor wijken; the others have neither."""

    role: PersonRole
    places: list[UUID] = Field(default_factory=list, max_length=50)
    wijken: list[str] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def about_something(self) -> Self:
        if (self.role == "coordinator") != bool(self.places):
            raise ValueError("name places for a coordinator, and for nobody else")
        if (self.role == "editor") != bool(self.wijken):
            raise ValueError("name wijken for an editor, and for nobody else")
        return self


class LetterInput(Input):
    language: str = Field("nl", pattern=r"^[a-z]{2,3}$", description="Of the letter.")


class InvitationInput(WorkInput, LetterInput):
    email: str = Field(max_length=120, pattern=EMAIL)


class AccountShape(Shape):
    """For who may invite: with the address, so that they know of whom it is. `signedInAt` is the last time; who never
    did has an open invitation. `version` is what a change needs."""

    id: UUID
    email: str
    roles: list[str]
    places: list[UUID]
    wijken: list[str]
    invited_by: str
    created_at: datetime
    signed_in_at: datetime | None
    version: str


class AccountCalls(ServiceClient):
    """People who may sign in. An editor sees and changes coordinators of places in their own wijken."""

    async def invite(self, body: InvitationInput, key: str, token: str) -> AccountShape:
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", "/v1/accounts", json=sent, token=token, headers={"Idempotency-Key": key})
        return AccountShape.model_validate_json(answer.content)

    async def accounts(self, token: str, **query: Any) -> Page[AccountShape]:
        """`role open page pageSize`."""
        answer = await self.get("/v1/accounts", query, headers=authorization(token))
        return Page[AccountShape].model_validate_json(answer.content)

    async def account(self, account_id: UUID, token: str) -> AccountShape:
        answer = await self.get(f"/v1/accounts/{account_id}", headers=authorization(token))
        return AccountShape.model_validate_json(answer.content)

    async def change_account(self, account_id: UUID, body: WorkInput, token: str, version: str) -> AccountShape:
        sent, headers = body.model_dump(mode="json", by_alias=True), {"If-Match": f'"{version}"'}
        answer = await self.send("PUT", f"/v1/accounts/{account_id}", json=sent, token=token, headers=headers)
        return AccountShape.model_validate_json(answer.content)

    async def invite_again(self, account_id: UUID, language: str, token: str) -> None:
        """The same letter once more."""
        body = LetterInput(language=language).model_dump()
        await self.send("POST", f"/v1/accounts/{account_id}/letters", json=body, token=token)

    async def remove_account(self, account_id: UUID, token: str) -> None:
        """Ends every visit too. Safe to repeat."""
        await self.send("DELETE", f"/v1/accounts/{account_id}", token=token)
