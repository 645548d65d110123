"""When the figures are counted again without anybody asking."""

from datetime import datetime, timedelta

EVERY = timedelta(minutes=10)
KEPT = timedelta(days=30)
"""How long a refresh stays that no measurement came from."""


def is_due(last_done: datetime | None, now: datetime) -> bool:
    """Ten minutes after the last time that it worked: so after a failure it is due again at once."""
    return last_done is None or now - last_done >= EVERY
