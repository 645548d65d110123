"""Accounts: kept, listed, removed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.identity.accounts import AccountShape
from services.identity.sign_in.people import People
from services.identity.tables import account

SHOWN = (
    account.c.id,
    account.c.roles,
    account.c.places,
    account.c.wijken,
    account.c.invited_by,
    account.c.created_at,
)


def keep_account(
    session: Session,
    people: People,
    account_id: UUID,
    email: str,
    roles: Sequence[str],
    places: Sequence[UUID],
    wijken: Sequence[str],
    invited_by: str,
    *,
    demo: bool = False,
) -> bool:
    """False when this address, or this id, has an account already, which then stays as it is."""
    values = {
        "id": account_id,
        "email_sealed": people.addresses.seal(email.strip(), str(account_id)),
        "email_hash": people.address_hash(email),
        "roles": list(roles),
        "places": list(places),
        "wijken": list(wijken),
        "invited_by": invited_by,
        "demo": demo,
    }
    added = insert(account).values(values).on_conflict_do_nothing().returning(account.c.id)
    return session.execute(added).first() is not None


def seal_again(session: Session, people: People, account_id: UUID, email: str) -> None:
    """For an account that was sealed with another secret; nothing when there is none."""
    values = {
        "email_sealed": people.addresses.seal(email, str(account_id)),
        "email_hash": people.address_hash(email),
    }
    stale = (account.c.id == account_id) & (account.c.email_hash != values["email_hash"])
    session.execute(update(account).where(stale).values(values))


def shown_account(session: Session, account_id: UUID) -> AccountShape | None:
    row = session.execute(select(*SHOWN).where(account.c.id == account_id)).first()
    return shape_of(row) if row else None


def accounts_page(session: Session, number: int, size: int) -> tuple[list[AccountShape], int]:
    rows = session.execute(
        select(*SHOWN).order_by(account.c.created_at, account.c.id).limit(size).offset((number - 1) * size)
    )
    total = session.scalar(select(func.count()).select_from(account)) or 0
    return [shape_of(row) for row in rows], total


def remove_account(session: Session, account_id: UUID) -> bool:
    gone = session.execute(delete(account).where(account.c.id == account_id).returning(account.c.id))
    return gone.first() is not None


def remove_demo_accounts(session: Session) -> int:
    return len(session.execute(delete(account).where(account.c.demo).returning(account.c.id)).all())


def demo_account_exists(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(account.c.demo))))


def shape_of(row: Any) -> AccountShape:
    return AccountShape.model_validate(row, from_attributes=True)
