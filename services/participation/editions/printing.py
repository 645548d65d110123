"""Editions as PDF: made outside every transaction, one at a time, and kept as long as the data stays the same."""

from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from services.contracts.participation.editions import EditionFormat
from services.kit.problems import Problem
from services.kit.typesetting import tagged_pdf
from services.participation.editions.composing import Stamp, composed
from services.participation.editions.content import EditionContent

TEMPLATES = Path(__file__).parent / "paper"
FORMATS: tuple[EditionFormat, ...] = ("a5", "a4", "large")
KEPT = 48
"""Some twenty megabytes."""
WAITING = 6


def pdf_of(content: EditionContent, form: EditionFormat, number: int | None) -> bytes:
    """Of a frozen edition its number, of a proof none. The same content gives the same bytes."""
    return tagged_pdf(TEMPLATES / f"{form}.typ", composed(content, Stamp(number)), content.gathered_on)


class Press:
    """Proofs that were made. Who asks for a new one waits for the press; when too many wait, the next is sent away, so
    that printing never takes the threads of all other answers."""

    def __init__(self) -> None:
        self.made: dict[Any, bytes] = {}
        self.turn = Lock()
        self.room = BoundedSemaphore(WAITING)

    def proof(self, key: Any, content: Callable[[], EditionContent], form: EditionFormat) -> bytes:
        """`key` tells apart what could differ. Raises Problem 503."""
        if (kept := self.made.get(key)) is not None:
            return kept
        if not self.room.acquire(blocking=False):
            raise Problem(503, "The press is busy. Try again in a moment.", headers={"Retry-After": "2"})
        try:
            with self.turn:
                return self.made.get(key) or self._print(key, content(), form)
        finally:
            self.room.release()

    def _print(self, key: Any, content: EditionContent, form: EditionFormat) -> bytes:
        made = pdf_of(content, form, None)
        while len(self.made) >= KEPT:
            del self.made[next(iter(self.made))]
        self.made[key] = made
        return made
