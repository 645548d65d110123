"""Codes that wait and visits that last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from services.identity.sign_in.rules import MOST_TRIES
from services.identity.tables import account, sign_in, visit


@dataclass(frozen=True, slots=True)
class Account:
    id: UUID
    email_sealed: bytes
    roles: Sequence[str]
    places: Sequence[UUID]
    wijken: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """A sign-in that was just tried once more; without a code when the address is not known, or not yet written to."""

    email_hash: bytes
    code_hash: bytes | None
    tries: int


COLUMNS = (account.c.id, account.c.email_sealed, account.c.roles, account.c.places, account.c.wijken)


def account_at(session: Session, email_hash: bytes) -> Account | None:
    row = session.execute(select(*COLUMNS).where(account.c.email_hash == email_hash)).first()
    return Account(*row) if row else None


def account_of_visit(session: Session, token_hash: bytes, now: datetime) -> Account | None:
    here = (visit.c.token_hash == token_hash) & (visit.c.expires_at > now)
    row = session.execute(select(*COLUMNS).join(visit, visit.c.account_id == account.c.id).where(here)).first()
    return Account(*row) if row else None


def begin(session: Session, sign_in_id: UUID, email_hash: bytes, language: str, until: datetime) -> None:
    session.execute(insert(sign_in).values(id=sign_in_id, email_hash=email_hash, language=language, expires_at=until))


def waiting(session: Session, sign_in_id: UUID, now: datetime) -> tuple[bytes, str] | None:
    """Address hash and language of a sign-in that has no code yet; held until the transaction ends."""
    here = (sign_in.c.id == sign_in_id) & (sign_in.c.expires_at > now) & sign_in.c.code_hash.is_(None)
    row = session.execute(select(sign_in.c.email_hash, sign_in.c.language).where(here).with_for_update()).first()
    return (row[0], row[1]) if row else None


def keep_code(session: Session, sign_in_id: UUID, code_hash: bytes) -> None:
    session.execute(update(sign_in).where(sign_in.c.id == sign_in_id).values(code_hash=code_hash))


def tried(connection: Connection[TupleRow], sign_in_id: UUID, now: datetime) -> Tried | None:
    """Counts a try, also when the request comes to nothing; None when the code is over, or was never asked."""
    row = connection.execute(
        "UPDATE identity.sign_in SET tries = tries + 1 WHERE id = %s AND tries < %s AND expires_at > %s "
        "RETURNING email_hash, code_hash, tries",
        (sign_in_id, MOST_TRIES, now),
    ).fetchone()
    return Tried(*row) if row else None


def use_up(session: Session, sign_in_id: UUID) -> bool:
    """False when somebody else used it in the meantime."""
    gone = session.execute(delete(sign_in).where(sign_in.c.id == sign_in_id).returning(sign_in.c.id))
    return gone.first() is not None


def open_visit(session: Session, token_hash: bytes, account_id: UUID, until: datetime) -> None:
    session.execute(insert(visit).values(token_hash=token_hash, account_id=account_id, expires_at=until))


def end_visit(session: Session, token_hash: bytes) -> UUID | None:
    """The account that was signed in; None when there is no such visit (any more)."""
    gone = delete(visit).where(visit.c.token_hash == token_hash).returning(visit.c.account_id)
    return session.scalar(gone)


def forget_over(session: Session, now: datetime) -> int:
    """Codes and visits whose time is over."""
    codes = session.execute(delete(sign_in).where(sign_in.c.expires_at <= now).returning(sign_in.c.id)).all()
    visits = session.execute(delete(visit).where(visit.c.expires_at <= now).returning(visit.c.account_id)).all()
    return len(codes) + len(visits)
