"""What is kept of people no longer than it takes: each slice says here how its own is forgotten.

Every function takes a transaction, the moment it is now and the days that people's data is kept after a date. It gives
how many rows it wiped, and can run again at any time.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from services.kit.idempotency import forget_keys
from services.kit.outbox import forget_letters
from services.kit.rate_limits import forget_rates
from services.participation.enrolments import forgetting as enrolments
from services.participation.importing.keeping import forget_previews
from services.participation.pathways import referring as referrals
from services.participation.reports import forgetting as reports
from services.participation.tables import metadata
from services.participation.wishes import forgetting as wishes

Forget = Callable[[Session, datetime, int], int]
FORGETTING: Mapping[str, Forget] = {
    "wishes and proposals": lambda session, now, days: wishes.forget(session, now),
    "enrolments": lambda session, now, days: enrolments.forget(session, now - timedelta(days=days)),
    "words of reports": reports.forget,
    "referrals": referrals.forget,
    "letters": lambda session, now, days: forget_letters(session, metadata, now),
    "counted calls": lambda session, now, days: forget_rates(session, metadata, now),
    "previews of imports": forget_previews,
    "keys of repeated requests": lambda session, now, days: forget_keys(session, metadata, now, days),
}


def forget_all(
    writing: Callable[[], AbstractContextManager[Session]], now: datetime, days: int
) -> Iterator[tuple[str, int]]:
    """What was forgotten and how much of it, one after the other, each in a transaction of its own."""
    for what, forget in FORGETTING.items():
        with writing() as session:
            wiped = forget(session, now, days)
        yield what, wiped
