"""The consultation (Art. 6): who chairs next, what a meeting can become, and that it advises and decides nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

MEETING_STEPS: Mapping[str, frozenset[str]] = {
    "planned": frozenset({"held"}),
    "held": frozenset({"closed"}),
    "closed": frozenset(),
}
ARTICLE = "Art. 6.4"
ADVISES = "Art. 6.3"
DECIDING = re.compile(r"\b(besluit|besluiten|besloten|besliste?n?|stelt vast|decides?|decided)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Refused:
    code: str
    sentence: str


@dataclass(frozen=True)
class Warned:
    code: str
    text: str
    article: str


@dataclass(frozen=True)
class Earlier:
    """The meeting before: its number and the side that chaired it; empty when nobody of a side did."""

    number: int
    side: str | None


def next_side(sides: Sequence[str], earlier: Earlier | None) -> str:
    """The chair alternates: the side after the last one. The first in the deal's order begins."""
    if earlier is None or earlier.side not in sides:
        return sides[0]
    return sides[(sides.index(earlier.side) + 1) % len(sides)]


def repeated_chair(sides: Sequence[str], earlier: Earlier | None, side: str | None, article: str) -> list[Warned]:
    """The same side twice is said, not refused."""
    if earlier is None or side is None or side != earlier.side or len(sides) < 2:
        return []
    text = f"{side} chaired meeting {earlier.number} too; it is the turn of {next_side(sides, earlier)}."
    return [Warned("chair-repeated", text, article)]


def may_step(status: str, to: str, held_on: date, today: date) -> Refused | None:
    if to not in MEETING_STEPS[status]:
        following = ", ".join(sorted(MEETING_STEPS[status])) or "nothing"
        return Refused("no-such-step", f"From {status} no step leads to {to}, only to: {following} ({ARTICLE}).")
    if to == "held" and held_on > today:
        return Refused("in-future", f"It is planned for {held_on}; it has not been held yet.")
    return None


def may_be_edited(status: str) -> Refused | None:
    if status == "closed":
        return Refused("closed", f"This meeting is closed: what was noted and its papers stay as they are ({ARTICLE}).")
    return None


def may_advise(status: str) -> Refused | None:
    """A meeting gives advice, agrees how to work and shares out actions when it is held."""
    if status == "planned":
        return Refused("not-held", "This meeting has not been held yet.")
    return may_be_edited(status)


def sounds_decided(text: str) -> list[Warned]:
    """Advice is worded as advice."""
    found = DECIDING.search(text)
    if found is None:
        return []
    said = f"“{found[0]}”: the consultation advises, it decides nothing."
    return [Warned("worded-as-decision", said, ADVISES)]
