"""When the figures are counted again without anybody asking."""

from datetime import datetime, timedelta

EVERY = timedelta(minutes=10)
KEPT = timedelta(days=30)
"""How long a refresh stays that no measurement came from."""


def is_due(last_begun: datetime | None, now: datetime) -> bool:
    """Ten minutes after the last that worked, or that still runs: so after a failure it is due again at once."""
    return last_begun is None or now - last_begun >= EVERY
