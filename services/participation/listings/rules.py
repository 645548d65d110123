"""When a listing (an activity or a place) is asked about, doubted and hidden.

Its owner says that it is right, and that holds for some weeks. Before it lapses the owner is asked, then reminded.
After it the page says to call first; two weeks later an activity is hidden. Nothing unconfirmed is printed.
"""

from datetime import date, timedelta
from typing import Literal

Kind = Literal["activity", "place"]
Answer = Literal["still-right", "ended", "change"]
Stage = Literal["right", "ask", "remind", "call-first", "hide"]

HOLDS = {"activity": timedelta(weeks=8), "place": timedelta(weeks=26)}
"""How long "still right" holds."""
ASKED_BEFORE = timedelta(days=7)
REMINDED_BEFORE = timedelta(days=2)
HIDDEN_AFTER = timedelta(days=14)
LINK_WORKS = timedelta(days=35)
"""From the first letter on: as long as the activity could be hidden, and two weeks more."""


def check_by(kind: Kind, confirmed_on: date) -> date:
    """The day on which a confirmation lapses."""
    return confirmed_on + HOLDS[kind]


def stage(kind: Kind, lapses_on: date, today: date) -> Stage:
    """Where a listing stands. A place is never hidden: activities may still point to it."""
    if today >= lapses_on + HIDDEN_AFTER and kind == "activity":
        return "hide"
    if today >= lapses_on:
        return "call-first"
    if today >= lapses_on - REMINDED_BEFORE:
        return "remind"
    return "ask" if today >= lapses_on - ASKED_BEFORE else "right"


def may_be_printed(lapses_on: date, printed_on: date) -> bool:
    """Paper can't be mended: only what somebody has confirmed goes on it."""
    return printed_on < lapses_on


def link_works(asked_on: date, today: date) -> bool:
    return today <= asked_on + LINK_WORKS
