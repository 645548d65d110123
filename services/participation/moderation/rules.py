"""How long what was taken away can be put back."""

from datetime import datetime, timedelta

RESTORABLE_DAYS = 14
"""Afterwards it is deleted."""


def restorable_until(made_at: datetime) -> datetime:
    return made_at + timedelta(days=RESTORABLE_DAYS)


def may_restore(made_at: datetime, now: datetime) -> bool:
    return now < restorable_until(made_at)
