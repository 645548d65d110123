"""Reading and keeping the signing keys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from services.identity.tables import signing_key

LOCK = 0x5A_57_4B_45
"""Advisory lock, so that two processes do not both make the next key."""


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as stored: `private_key` encrypted, `public_key` as a JWK (RFC 7517)."""

    kid: str
    private_key: bytes
    public_key: dict[str, Any]
    signs_from: datetime


def kept_keys(session: Session) -> list[KeptKey]:
    columns = (signing_key.c.kid, signing_key.c.private_key, signing_key.c.public_key, signing_key.c.signs_from)
    return [KeptKey(*row) for row in session.execute(select(*columns).order_by(signing_key.c.signs_from))]


def one_at_a_time(session: Session) -> None:
    """Waits for whoever is changing the keys now; held until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def keep_key(session: Session, key: KeptKey) -> None:
    session.execute(
        insert(signing_key).values(
            kid=key.kid, private_key=key.private_key, public_key=key.public_key, signs_from=key.signs_from
        )
    )


def remove_keys(session: Session, kids: set[str]) -> None:
    session.execute(delete(signing_key).where(signing_key.c.kid.in_(kids)))
