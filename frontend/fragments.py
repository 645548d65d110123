"""Parts of pages that are made once and used again: a card stands in many lists, the foot on each page.

A part is kept under all that it shows, so that it is never wrong; the language and the day belong to every part.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date

from markupsafe import Markup

from frontend.texts import language

MOST_CHARACTERS = 8_000_000
"""Of all that is kept; what was used longest ago goes first."""


class Fragments:
    """In a template: `{% call made_once("card", …) %}…{% endcall %}`, with everything that the part shows."""

    def __init__(self, today: Callable[[], date], most: int = MOST_CHARACTERS) -> None:
        self.today, self.most, self.size = today, most, 0
        self.parts: OrderedDict[tuple[Hashable, ...], Markup] = OrderedDict()

    def __call__(self, *shown: Hashable, caller: Callable[[], Markup]) -> Markup:
        key = (language.get(), self.today(), *shown)
        if (found := self.parts.get(key)) is not None:
            self.parts.move_to_end(key)
            return found
        made = self.parts[key] = caller()
        self.size += len(made)
        while self.size > self.most:
            _, gone = self.parts.popitem(last=False)
            self.size -= len(gone)
        return made
