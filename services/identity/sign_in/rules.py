"""Codes to sign in with: six digits, ten minutes, five tries; a visit lasts a working day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
MOST_TRIES = 5
VISIT_LIFE = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Right:
    """This is the code."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """`left` tries remain; 0 when this was the last one."""

    left: int


def judged(matches: bool, tries: int) -> Right | Wrong:
    """`tries` is how often this code was tried, this time included. Nobody gets in with a sixth try."""
    return Right() if matches and tries <= MOST_TRIES else Wrong(max(0, MOST_TRIES - tries))


def plain_address(email: str) -> str:
    """As an address is looked up: how somebody writes capitals is no reason not to know them."""
    return email.strip().casefold()


def code_of(number: int) -> str:
    """With the zeros in front."""
    return f"{number:0{CODE_DIGITS}d}"


def code_expires(now: datetime) -> datetime:
    return now + CODE_LIFE


def visit_expires(now: datetime) -> datetime:
    return now + VISIT_LIFE
