"""The signing keys of this process: read from the database, decrypted, made and removed in time."""

import json
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey
from sqlalchemy.orm import Session

from services.identity.keys import queries, rules
from services.identity.keys.queries import KeptKey
from services.identity.keys.rules import Term
from services.kit.database import Database
from services.kit.secrets import derived
from services.kit.tokens import ALGORITHM

LOOKED_AGAIN_SECONDS = 60.0
log = structlog.get_logger("keys")


@dataclass(frozen=True, slots=True)
class Ring:
    """All published keys, and those of them that can sign."""

    kept: list[KeptKey]
    private: dict[str, OKPKey]

    def terms(self) -> list[Term]:
        return [Term(key.kid, key.signs_from, key.kid in self.private) for key in self.kept]


class Keyring:
    """Signs and publishes. Looks in the database once a minute, and keeps the keys in step with `rules` then."""

    def __init__(self, database: Database, secret: str) -> None:
        self.database = database
        self.box = Fernet(derived(secret, "signing-keys") + "=")
        self.lock = threading.Lock()
        self.ring = Ring([], {})
        self.looked_at = float("-inf")

    def sign(self, claims: dict[str, Any]) -> str:
        """A signed JWT (RFC 7519) with the key whose turn it is."""
        ring = self.look()
        term = rules.signing_now(ring.terms(), datetime.now(UTC))
        assert term is not None, "look() makes a key when none can sign"
        header = {"alg": ALGORITHM, "kid": term.kid, "typ": "JWT"}
        return jwt.encode(header, claims, ring.private[term.kid], algorithms=[ALGORITHM])

    def published(self) -> dict[str, Any]:
        """The public halves, as a JWK set (RFC 7517 §5)."""
        return {"keys": [key.public_key for key in self.look().kept]}

    def key_set(self) -> KeySet:
        return KeySet.import_key_set(self.published())  # type: ignore[arg-type]

    def look(self) -> Ring:
        with self.lock:
            if time.monotonic() - self.looked_at >= LOOKED_AGAIN_SECONDS:
                with self.database.writing() as session:
                    self.ring = self.in_step(session, datetime.now(UTC))
                self.looked_at = time.monotonic()
            return self.ring

    def in_step(self, session: Session, now: datetime) -> Ring:
        """The keys after making the next one and removing the expired ones, where it is time for that."""
        ring = self._read(session)
        if rules.new_key_signs_from(ring.terms(), now) is None and not rules.no_longer_needed(ring.terms(), now):
            return ring
        queries.one_at_a_time(session)
        ring = self._read(session)
        if signs_from := rules.new_key_signs_from(ring.terms(), now):
            queries.keep_key(session, self._new_key(signs_from))
        queries.remove_keys(session, rules.no_longer_needed(ring.terms(), now))
        return self._read(session)

    def _read(self, session: Session) -> Ring:
        kept = queries.kept_keys(session)
        return Ring(kept, {key.kid: opened for key in kept if (opened := self._opened(key))})

    def _opened(self, key: KeptKey) -> OKPKey | None:
        """None when another secret than today's encrypted it: then it only stays published until its tokens expire."""
        try:
            return OKPKey.import_key(json.loads(self.box.decrypt(key.private_key)))
        except InvalidToken:
            log.warning("signing_key_unreadable", kid=key.kid, why="made with another ZUIDWEST_SECRET")
            return None

    def _new_key(self, signs_from: datetime) -> KeptKey:
        key = OKPKey.generate_key("Ed25519")
        parameters = {"kid": key.thumbprint(), "use": "sig", "alg": ALGORITHM}
        private = json.dumps(key.as_dict(private=True) | parameters).encode()
        public = key.as_dict(private=False) | parameters
        log.info("signing_key_made", kid=parameters["kid"], signs_from=signs_from.isoformat())
        return KeptKey(parameters["kid"], self.box.encrypt(private), public, signs_from)
