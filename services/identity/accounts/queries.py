"""Accounts: kept, listed, removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, and_, cast, delete, exists, func, select, true, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.orm import Session

from services.contracts.identity.accounts import AccountShape
from services.identity.accounts.rules import EDITED_ROLE, Reach, Work
from services.identity.sign_in.people import People
from services.identity.tables import account, metadata

AUDIT = metadata.tables["identity.audit"]
SIGNED_IN_AT = (
    select(func.max(AUDIT.c.at))
    .where(AUDIT.c.object_id == account.c.id.cast(Text), AUDIT.c.object_type == "account", AUDIT.c.action == "sign-in")
    .correlate(account)
    .scalar_subquery()
)
"""The audit keeps when somebody signed in; nothing else has to."""
SHOWN = (
    account.c.id,
    account.c.email_sealed,
    account.c.roles,
    account.c.places,
    account.c.wijken,
    account.c.invited_by,
    account.c.created_at,
    SIGNED_IN_AT.label("signed_in_at"),
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


def shown_account(session: Session, people: People, account_id: UUID) -> AccountShape | None:
    row = session.execute(select(*SHOWN).where(account.c.id == account_id)).first()
    return shape_of(people, row) if row else None


def work_of(session: Session, account_id: UUID) -> Work | None:
    """Held until the transaction ends."""
    found = select(account.c.roles, account.c.places, account.c.wijken).where(account.c.id == account_id)
    row = session.execute(found.with_for_update()).first()
    return Work(*row) if row else None


def change_work(session: Session, account_id: UUID, work: Work) -> None:
    changed = {"roles": list(work.roles), "places": list(work.places), "wijken": list(work.wijken)}
    session.execute(update(account).where(account.c.id == account_id).values(changed))


@dataclass(frozen=True)
class Wanted:
    """`open`: who never signed in; None is both."""

    role: str | None = None
    open: bool | None = None


def accounts_page(
    session: Session, people: People, reach: Reach, wanted: Wanted, number: int, size: int
) -> tuple[list[AccountShape], int]:
    """Those within reach, the newest invitation first."""
    conditions = [within(reach)]
    if wanted.role:
        conditions.append(account.c.roles.bool_op("@>")(cast([wanted.role], ARRAY(Text))))
    if wanted.open is not None:
        conditions.append(SIGNED_IN_AT.is_(None) if wanted.open else SIGNED_IN_AT.is_not(None))
    rows = select(*SHOWN).where(*conditions).order_by(account.c.created_at.desc(), account.c.id)
    items = [shape_of(people, row) for row in session.execute(rows.limit(size).offset((number - 1) * size))]
    return items, session.scalar(select(func.count()).select_from(account).where(*conditions)) or 0


def within(reach: Reach) -> ColumnElement[bool]:
    """As `may_see` says it, for a list."""
    if reach.everybody:
        return true()
    mine = cast(sorted(reach.places), ARRAY(Uuid))
    return and_(account.c.roles == cast([EDITED_ROLE], ARRAY(Text)), account.c.places.bool_op("&&")(mine))


def remove_account(session: Session, account_id: UUID) -> bool:
    gone = session.execute(delete(account).where(account.c.id == account_id).returning(account.c.id))
    return gone.first() is not None


def remove_demo_accounts(session: Session) -> int:
    return len(session.execute(delete(account).where(account.c.demo).returning(account.c.id)).all())


def demo_account_exists(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(account.c.demo))))


def shape_of(people: People, row: Any) -> AccountShape:
    return AccountShape(
        id=row.id,
        email=people.addresses.open(row.email_sealed, str(row.id)),
        roles=row.roles,
        places=row.places,
        wijken=row.wijken,
        invited_by=row.invited_by,
        created_at=row.created_at,
        signed_in_at=row.signed_in_at,
        version=Work(row.roles, row.places, row.wijken).version,
    )
