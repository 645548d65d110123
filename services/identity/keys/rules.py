"""When a signing key signs, is published, and goes.

A new key is published before it signs, so that whoever checks tokens knows it in time; an old one stays published
until the last token made with it has expired.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TOKEN_LIFE = timedelta(minutes=15)
SIGNS_FOR = timedelta(days=30)
PUBLISHED_BEFORE = timedelta(days=1)
"""Far longer than anybody keeps the published keys."""
CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Term:
    """From when a key signs; until the next one does. `usable` is false when its private half can't be read."""

    kid: str
    signs_from: datetime
    usable: bool = True


def signing_now(terms: Sequence[Term], now: datetime) -> Term | None:
    """The newest usable key whose time has come. It goes on when no successor is there.

    When none has begun (clocks differ between machines), the first to begin.
    """
    usable = sorted((term for term in terms if term.usable), key=lambda term: term.signs_from)
    begun = [term for term in usable if term.signs_from <= now]
    return begun[-1] if begun else next(iter(usable), None)


def new_key_signs_from(terms: Sequence[Term], now: datetime) -> datetime | None:
    """From when a key that is made now shall sign; None when none is needed yet."""
    current = signing_now(terms, now)
    if current is None:
        return now
    if any(term.usable and term.signs_from > now for term in terms):
        return None
    turn = current.signs_from + SIGNS_FOR
    return max(turn, now + PUBLISHED_BEFORE) if now >= turn - PUBLISHED_BEFORE else None


def no_longer_needed(terms: Sequence[Term], now: datetime) -> set[str]:
    """Keys of which every token has expired: their successor has signed for longer than a token lives."""
    ordered = sorted(terms, key=lambda term: term.signs_from)
    long_ago = now - TOKEN_LIFE - CLOCKS_DIFFER
    return {
        term.kid
        for place, term in enumerate(ordered)
        if any(later.usable and later.signs_from <= long_ago for later in ordered[place + 1 :])
    }
