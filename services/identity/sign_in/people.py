"""The addresses and codes of people: sealed, or only a keyed hash of them."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from services.identity.sign_in.rules import CODE_DIGITS, code_of, plain_address
from services.kit.sealing import Sealer


@dataclass(frozen=True)
class People:
    """What keeps the people of this installation apart, and secret."""

    addresses: Sealer
    codes: Sealer
    letters: Sealer

    def address_hash(self, email: str) -> bytes:
        return self.addresses.fingerprint(plain_address(email))

    def code_hash(self, sign_in: UUID, code: str) -> bytes:
        """Tied to the one sign-in that it is for."""
        return self.codes.fingerprint(f"{sign_in}:{code}")


def people_of(secret: str) -> People:
    return People(Sealer(secret, "account address"), Sealer(secret, "sign-in code"), Sealer(secret, "account letter"))


def new_code() -> str:
    return code_of(secrets.randbelow(10**CODE_DIGITS))


def new_visit_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def visit_hash(token: str) -> bytes:
    """A token of 256 bits needs no slow hash."""
    return sha256(token.encode()).digest()
