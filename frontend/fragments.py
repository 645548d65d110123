"""Parts of pages that are made once and used again: a card stands in many lists, the foot on each page.

A part is kept under all that it shows, so that it is never wrong; the language and the day belong to every part.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from frontend.texts import language

MOST_CHARACTERS = 8_000_000
"""Of all that is kept."""
Parts = dict[tuple[Hashable, ...], Markup]


class Fragments:
    """In a template: `{% call made_once("card", …) %}…{% endcall %}`, with everything that the part shows."""

    def __init__(self, today: Callable[[], date], most: int = MOST_CHARACTERS) -> None:
        self.today, self.most, self.size = today, most, 0
        self.parts: Parts = {}
        self.older: Parts = {}

    def __call__(self, *shown: Hashable, caller: Callable[[], Markup]) -> Markup:
        key = (language.get(), self.today(), *shown)
        if (found := self.parts.get(key)) is not None:
            return found
        found = self.older.pop(key, None)
        return self.keep(key, caller() if found is None else found)

    def each(self, name: str, items: Sequence[Hashable], *shown: Hashable, caller: Callable[[Any], Markup]) -> Markup:
        """The same for a part that there is for each of some things: `{% call(card) each_made_once("card", …) %}`."""
        start, parts = (language.get(), self.today(), name, *shown), []
        for item in items:
            key = (*start, item)
            found = self.parts.get(key)
            if found is None:
                found = self.older.pop(key, None)
                found = self.keep(key, caller(item) if found is None else found)
            parts.append(found)
        return Markup("").join(parts)

    def keep(self, key: tuple[Hashable, ...], part: Markup) -> Markup:
        """When half of what may be kept is new, what was not asked for since the last time goes: a look at one table
        is all that a part in use costs."""
        self.parts[key] = part
        self.size += len(part)
        if self.size > self.most / 2:
            self.parts, self.older, self.size = {}, self.parts, 0
        return part
