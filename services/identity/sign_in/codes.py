"""Writes the letter with the code.

A job does it, not the request: the request can't tell a known address from an unknown one, not even by how long it
takes, because it does not look.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.identity.sign_in import queries
from services.identity.sign_in.letters import code_letter
from services.identity.sign_in.people import new_code, people_of
from services.identity.sign_in.rules import CODE_LIFE
from services.identity.tables import metadata
from services.kit.outbox import send_letter

TASK = "write_code"
DAY_SECONDS = 86_400


def write_code(session: Session, secret: str, sign_in_id: UUID, now: datetime) -> bool:
    """False when nobody has this address, or the sign-in has its code already: it can run twice."""
    asked = queries.waiting(session, sign_in_id, now)
    account = queries.account_at(session, asked[0]) if asked else None
    if asked is None or account is None:
        return False
    people, code = people_of(secret), new_code()
    queries.keep_code(session, sign_in_id, people.code_hash(sign_in_id, code))
    words = code_letter(asked[1], code)
    send_letter(
        session,
        metadata,
        people.letters,
        to=people.addresses.open(account.email_sealed, str(account.id)),
        subject=words.subject,
        text=words.text,
        about=f"sign-in:{sign_in_id}",
        keep_days=CODE_LIFE.total_seconds() / DAY_SECONDS,
    )
    return True
