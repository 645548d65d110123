"""Who may sign in: invited by e-mail, with a role and what it is about."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.contracts.calling import ServiceClient, authorization
from services.contracts.identity.sign_in import EMAIL
from services.contracts.shapes import Input, Page, Shape

PersonRole = Literal["coordinator", "editor", "moderator", "programme", "analyst", "approver", "admin"]


class InvitationInput(Input):
    """A coordinator has places, an editor wijken; the others have neither."""

    email: str = Field(max_length=120, pattern=EMAIL)
    role: PersonRole
    places: list[UUID] = Field(default_factory=list, max_length=50)
    wijken: list[str] = Field(default_factory=list, max_length=20)
    language: str = Field("nl", pattern=r"^[a-z]{2,3}$", description="Of the letter.")

    @model_validator(mode="after")
    def about_something(self) -> Self:
        if (self.role == "coordinator") != bool(self.places):
            raise ValueError("name places for a coordinator, and for nobody else")
        if (self.role == "editor") != bool(self.wijken):
            raise ValueError("name wijken for an editor, and for nobody else")
        return self


class AccountShape(Shape):
    """Without the address: whoever reads the list needs it no more than the audit does."""

    id: UUID
    roles: list[str]
    places: list[UUID]
    wijken: list[str]
    invited_by: str
    created_at: datetime


class AccountCalls(ServiceClient):
    async def invite(self, body: InvitationInput, key: str, token: str) -> AccountShape:
        sent = body.model_dump(mode="json", by_alias=True)
        answer = await self.send("POST", "/v1/accounts", json=sent, token=token, headers={"Idempotency-Key": key})
        return AccountShape.model_validate_json(answer.content)

    async def accounts(self, token: str) -> Page[AccountShape]:
        answer = await self.get("/v1/accounts", headers=authorization(token))
        return Page[AccountShape].model_validate_json(answer.content)

    async def remove_account(self, account_id: UUID, token: str) -> None:
        """Ends every visit too. Safe to repeat."""
        await self.send("DELETE", f"/v1/accounts/{account_id}", token=token)
