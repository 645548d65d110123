"""Verification of the tokens that `identity` signs (JWT, Ed25519), by its published keys."""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.kit.access import Who
from services.kit.problems import Problem
from services.kit.requests import request_id
from services.kit.secrets import derived
from services.kit.settings import Settings

ISSUER = "zuidwest-identity"
AUDIENCE = "zuidwest"
ALGORITHM = "Ed25519"
SERVICE_CLIENT = "service"
"""Client id with which one service asks `identity` for a token of its own."""
KEYS_KEPT_SECONDS = 300
KEYS_ASKED_AGAIN_SECONDS = 5
FIRST_KEYS_ASKED_AGAIN_SECONDS = 1
log = structlog.get_logger("tokens")


def keys_over_http(identity_url: str) -> Callable[[], KeySet]:
    """How another service asks `identity` for its keys."""

    def fetch() -> KeySet:
        headers = {"X-Request-ID": identifier} if (identifier := request_id()) else {}
        answer = httpx.get(f"{identity_url}/v1/keys", timeout=httpx.Timeout(3, connect=1), headers=headers)
        answer.raise_for_status()
        return KeySet.import_key_set(answer.json())

    return fetch


def service_secret(settings: Settings) -> str:
    """The secret of `SERVICE_CLIENT`: as set, else derived, so that both sides know it without being told."""
    given = settings.service_client_secret.get_secret_value()
    return given or derived(settings.secret.get_secret_value(), "service-client")


class Tokens:
    """Who a token speaks for. Keeps the keys; a token signed by a key not seen yet makes it ask again."""

    def __init__(self, fetch: Callable[[], KeySet]) -> None:
        self.fetch = fetch
        self.lock = threading.Lock()
        self.keys: KeySet | None = None
        self.fetched_at = self.failed_at = float("-inf")

    def who(self, token: str) -> Who:
        """Raises Problem 401 for a token that is not valid now, 503 when the keys can't be asked."""
        who = self._who(token, self._keys(KEYS_KEPT_SECONDS))
        if who is None:
            who = self._who(token, self._keys(KEYS_ASKED_AGAIN_SECONDS))
        if who is None:
            raise Problem(401, "This token is not valid, or not any more. Ask for a new one.", title="Not signed in")
        return who

    def _who(self, token: str, keys: KeySet) -> Who | None:
        """None when the token can't be believed, or says something that makes no sense."""
        try:
            claims = jwt.decode(token, keys, algorithms=[ALGORITHM]).claims
            CLAIMS.validate(claims)
            return Who(
                subject=claims["sub"],
                roles=frozenset(_texts(claims, "roles")),
                places=frozenset(UUID(place) for place in _texts(claims, "places")),
                wijken=frozenset(_texts(claims, "wijken")),
            )
        except (JoseError, ValueError):
            return None

    def _keys(self, max_age: float) -> KeySet:
        """The keys, not older than `max_age` seconds; old ones rather than none when identity does not answer."""
        with self.lock:
            if self.keys is None or time.monotonic() - self.fetched_at >= max_age:
                self._fetch()
            if self.keys is None:
                raise Problem(503, "Signing in can't be checked now. Try again in a moment.")
            return self.keys

    def _fetch(self) -> None:
        """Asks, but not for every request while identity is down: each would wait for it."""
        pause = KEYS_ASKED_AGAIN_SECONDS if self.keys else FIRST_KEYS_ASKED_AGAIN_SECONDS
        if time.monotonic() - self.failed_at < pause:
            return
        try:
            self.keys = self.fetch()
            self.fetched_at = time.monotonic()
        except (httpx.HTTPError, JoseError, ValueError) as error:
            self.failed_at = time.monotonic()
            log.warning("keys_not_fetched", error=type(error).__name__)


def _texts(claims: dict[str, Any], name: str) -> list[str]:
    found = claims.get(name, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise ValueError(f"{name} is not a list of texts")
    return found


CLAIMS = jwt.JWTClaimsRegistry(
    leeway=5,
    iss={"essential": True, "value": ISSUER},
    aud={"essential": True, "value": AUDIENCE},
    exp={"essential": True},
    sub={"essential": True},
)
