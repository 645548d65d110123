"""Who handles a report, when the owner is asked because of several, and how long words are kept."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from services.kit.who import Who
from services.kit.wrong_fields import wrong
from services.participation.activities.rules import may_change

ENOUGH = 3
"""So many people who do not know of each other are believed."""
TOGETHER = timedelta(days=14)
"""Reports count together as long as they are not older than this."""
QUIET = timedelta(days=7)
"""Who was asked so lately is not asked again: three strangers can't fill a mailbox."""
KEPT_OPEN = timedelta(days=60)
"""What nobody handled by then is forgotten, too."""
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def may_handle(who: Who, place_id: uuid.UUID, wijk: str) -> bool:
    return "moderator" in who.roles or may_change(who, place_id, wijk)


def ask_early(origins: int, last_asked: date | None, today: date) -> bool:
    """`origins`: from how many addresses it was said that a listing is wrong, of late."""
    return origins >= ENOUGH and (last_asked is None or last_asked <= today - QUIET)


def forgotten_before(now: datetime, days: int) -> tuple[datetime, datetime]:
    """Words of reports that were resolved before the first moment, or written before the second, are wiped."""
    return now - timedelta(days=days), now - KEPT_OPEN


def wrong_fields(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the shape alone can't see, in a report as JSON."""
    found = []
    if bool(body.get("activityId")) == bool(body.get("placeId")):
        found.append(wrong("activityId", "one", "Say which activity or which place it is about, not both."))
    said = body.get("text", "")
    if body.get("what") == "other" and isinstance(said, str) and not said.strip():
        found.append(wrong("text", "missing", "Tell us what is wrong."))
    return found


def is_mail(contact: str) -> bool:
    return bool(_MAIL.fullmatch(contact))
