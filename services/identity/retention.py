"""What is kept of people who sign in no longer than it takes: codes and their letters ten minutes, visits a day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy.orm import Session

from services.identity.sign_in.queries import forget_over
from services.identity.tables import metadata
from services.kit.idempotency import KEPT_DAYS, forget_keys
from services.kit.outbox import forget_letters
from services.kit.rate_limits import forget_rates


def forget_all(writing: Callable[[], AbstractContextManager[Session]], now: datetime) -> int:
    """How many rows are gone; can run again at any time."""
    with writing() as session:
        return (
            forget_over(session, now)
            + forget_letters(session, metadata, now)
            + forget_rates(session, metadata, now)
            + forget_keys(session, metadata, now, KEPT_DAYS)
        )
