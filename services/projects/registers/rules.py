"""What an entry of a register says: what its register asks, and no more (Art. 4.3)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.contracts.projects import RegisterEntryInput
from services.kit.wrong_fields import wrong

ASKED = ("sector", "places", "squareMetres", "rule")
"""What a register can ask beside title, date and status."""


def wrong_entry(given: RegisterEntryInput, asks: Sequence[str], today: date) -> Iterator[dict[str, Any]]:
    """`asks` is what the deal's files say that this register asks."""
    if given.on > today:
        yield wrong("on", "in-the-future", "An entry is of a day that has come.")
    said = given.model_dump(by_alias=True)
    for field in ASKED:
        if field in asks and said[field] is None:
            yield wrong(field, "missing", "This register asks for it (Art. 4.3).")
        elif field not in asks and said[field] is not None:
            yield wrong(field, "not-asked", "This register does not ask for it.")
