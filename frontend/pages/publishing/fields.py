"""The fields of the form as they were typed, read one by one, with a sentence for every mistake."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.datastructures import FormData

from frontend.texts import say

LISTS = ("languages", "for_whom", "days", "nth", "not_in")
Parsed = TypeVar("Parsed")


def typed(data: FormData) -> dict[str, Any]:
    """By field name: text trimmed and without the character that no page can show, several choices as a list."""
    texts = [(name, value.replace("\0", "").strip()) for name, value in data.multi_items() if isinstance(value, str)]
    single = {name: value for name, value in texts if name not in LISTS}
    return single | {name: [value for each, value in texts if each == name] for name in LISTS}


@dataclass
class Reading:
    """Reads fields one by one and remembers, in the order of the form, what is wrong."""

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)

    def wrong(self, name: str, error: str, **details: Any) -> None:
        self.errors.setdefault(name, say(f"form.error.{error}", field=say(f"form.{name}"), **details))

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def required(self, name: str, error: str = "missing") -> str:
        if not self.text(name):
            self.wrong(name, error)
        return self.text(name)

    def parsed(self, name: str, parse: Callable[[str], Parsed], error: str, *, required: bool) -> Parsed | None:
        if not self.text(name) and not required:
            return None
        try:
            return parse(self.text(name))
        except ValueError:
            self.wrong(name, error)
            return None
