"""What time it is, for whoever stands at a door: rules get it passed in."""

from datetime import UTC, date, datetime

from services.participation.activities.filters import ZONE


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone(ZONE).date()


def now() -> datetime:
    return datetime.now(UTC)
