"""Two times (Art. 7): `asOf` is what was known then, `until` what counts up to then."""

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Query

from services.kit.problems import bad_request, wrong

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SENTENCE = "Write a day as 2021-03-31, or a moment as 2021-03-31T12:00."


def moment_of(text: str) -> datetime:
    """The end of a day, or a moment; without a zone it is Dutch time. Raises ValueError."""
    if DAY.fullmatch(text):
        midnight = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(0), ZONE)
        return midnight - timedelta(microseconds=1)
    if not DAY.match(text):
        raise ValueError(SENTENCE)
    found = datetime.fromisoformat(text.replace(" ", "+"))
    if not 2000 <= found.year < 2100:
        raise ValueError(SENTENCE)
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def as_of_asked(
    as_of: Annotated[
        str | None, Query(alias="asOf", max_length=40, description="What was known then: " + SENTENCE)
    ] = None,
) -> datetime | None:
    """Raises a 400 for what is no moment."""
    if as_of is None:
        return None
    try:
        return moment_of(as_of)
    except (ValueError, OverflowError):
        raise bad_request([wrong("asOf", "no-moment", SENTENCE, where="query")]) from None


AsOf = Annotated[datetime | None, Depends(as_of_asked)]
Until = Annotated[
    date | None, Query(ge=date(2000, 1, 1), le=date(2099, 12, 31), description="Only what counts up to this day.")
]


def day_of(moment: datetime) -> date:
    """The day that it is here at a moment."""
    return moment.astimezone(ZONE).date()
