"""Signing in by a code that comes by e-mail, and staying signed in for a working day."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.participation.outbox import LetterShape
from services.contracts.shapes import Input, Page, Shape

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
CODE = r"^[0-9]{6}$"


class SignInInput(Input):
    email: str = Field(max_length=120, pattern=EMAIL)
    language: str = Field("nl", pattern=r"^[a-z]{2,3}$", description="Of the letter.")


class SignInShape(Shape):
    """The same for every address, known or not. The code goes with this id only."""

    id: UUID
    expires_at: datetime


class CodeInput(Input):
    code: str = Field(pattern=CODE)


class VisitInput(Input):
    visit_token: str = Field(min_length=20, max_length=100)


class AccessShape(Shape):
    """A token for all services; `expiresIn` in seconds."""

    access_token: str
    expires_in: int


class VisitShape(AccessShape):
    """Somebody who signed in: `visitToken` gives new access tokens for `visitExpiresIn` seconds."""

    visit_token: str
    visit_expires_in: int


class SignInCalls(ServiceClient):
    """Raises ServiceDown or ServiceRefused: 400 for a wrong code, 410 when it is over, 401 for a visit that ended."""

    async def ask_code(self, body: SignInInput) -> SignInShape:
        answer = await self.send("POST", "/v1/sign-ins", json=body.model_dump(mode="json", by_alias=True))
        return SignInShape.model_validate_json(answer.content)

    async def give_code(self, sign_in: UUID, body: CodeInput) -> VisitShape:
        answer = await self.send("POST", f"/v1/sign-ins/{sign_in}/visits", json=body.model_dump(by_alias=True))
        return VisitShape.model_validate_json(answer.content)

    async def renew(self, visit_token: str) -> AccessShape:
        answer = await self.send("POST", "/v1/visits/renewals", json={"visitToken": visit_token})
        return AccessShape.model_validate_json(answer.content)

    async def end_visit(self, visit_token: str) -> None:
        """Safe to repeat."""
        await self.send("POST", "/v1/visits/endings", json={"visitToken": visit_token})

    async def codes_sent(self) -> Page[LetterShape]:
        """Letters of a demonstration. Refused (404) in production."""
        return Page[LetterShape].model_validate_json((await self.get("/v1/outbox")).content)
