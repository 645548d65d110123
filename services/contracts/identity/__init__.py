"""Identity as others see it: tokens for machines (RFC 6749 §4.4), and people who sign in by a code."""

from uuid import UUID

import httpx
from pydantic import ConfigDict

from services.contracts.calling import ServiceDown, ServiceRefused, problem_of
from services.contracts.identity.accounts import AccountCalls
from services.contracts.identity.sign_in import SignInCalls
from services.contracts.shapes import Shape
from services.kit.requests import request_id


class TokenShape(Shape):
    """`expires_in` in seconds. RFC 6749 names: snake_case also in JSON."""

    model_config = ConfigDict(alias_generator=None)

    access_token: str
    token_type: str
    expires_in: int


class MeShape(Shape):
    subject: str
    roles: list[str]
    places: list[UUID]
    wijken: list[str]


class IdentityClient(AccountCalls, SignInCalls):
    """Typed client. Raises ServiceDown or ServiceRefused (401 for a wrong secret)."""

    async def token(self, client_id: str, client_secret: str) -> TokenShape:
        headers = {"X-Request-ID": identifier} if (identifier := request_id()) else {}
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        try:
            answer = await self.http.post("/v1/tokens", data=form, headers=headers)
        except httpx.HTTPError as error:
            raise ServiceDown(type(error).__name__) from error
        if answer.status_code >= 500:
            raise ServiceDown(str(answer.status_code))
        if answer.status_code >= 400:
            raise ServiceRefused(answer.status_code, problem_of(answer))
        return TokenShape.model_validate_json(answer.content)

    async def me(self, token: str) -> MeShape:
        answer = await self.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
        return MeShape.model_validate_json(answer.content)
