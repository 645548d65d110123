"""Signed tokens for tests, for any role and place, and apps that trust them."""

import time
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from services.kit.tokens import ALGORITHM, AUDIENCE, ISSUER, Tokens

SECONDS = 6 * 3600


class Signer:
    """Stands in for identity: signs with a key of its own."""

    def __init__(self, kid: str = "test-key") -> None:
        self.key = OKPKey.generate_key("Ed25519", parameters={"kid": kid, "use": "sig", "alg": ALGORITHM})

    def key_set(self) -> KeySet:
        """The public half, as identity publishes it."""
        return KeySet.import_key_set({"keys": [self.key.as_dict(private=False)]})

    def token(
        self, *roles: str, places: Iterable[UUID] = (), wijken: Iterable[str] = (), subject: str = "test", **claims: Any
    ) -> str:
        """A token of now, good for a slow test run; `claims` replaces some, a claim of None is left out."""
        now = int(time.time())
        said = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "iat": now, "exp": now + SECONDS, "jti": uuid4().hex}
        said |= {"roles": list(roles), "places": [str(place) for place in places], "wijken": list(wijken)} | claims
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode({"alg": ALGORITHM, "kid": self.key.kid}, kept, self.key, algorithms=[ALGORITHM])


SIGNER = Signer()


def trusting(app: FastAPI, signer: Signer = SIGNER) -> FastAPI:
    """The app, which from now on believes this signer's tokens."""
    app.state.tokens = Tokens(signer.key_set)
    return app


def bearer(*roles: str, **about: Any) -> dict[str, str]:
    """Headers of a request by somebody with these roles (`places=`, `wijken=`, `subject=`)."""
    return {"Authorization": f"Bearer {SIGNER.token(*roles, **about)}"}
