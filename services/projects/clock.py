"""What day it is, for whoever stands at a door: rules get it passed in."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone(ZONE).date()
