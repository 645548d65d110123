"""Shows what is being done and how long it took; a spinner on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

console = Console(highlight=False, soft_wrap=True)


@contextmanager
def step(doing: str) -> Iterator[list[str]]:
    """`with step("Loading the deal") as said: said.append("3 changed")`; failures are told by whoever catches them."""
    began = time.monotonic()
    said: list[str] = []
    with console.status(f"{doing} …"):
        yield said
    took = f"{time.monotonic() - began:.1f} s"
    console.print(Text.assemble(("✓ ", "green"), f"{doing} ", (" · ".join([took, *said]), "dim")))


def note(text: str) -> None:
    console.print(Text.assemble(("! ", "yellow"), text))


def problem(text: str) -> None:
    """What is wrong, and what to do about it."""
    console.print(Text.assemble(("✗ ", "red"), text))
