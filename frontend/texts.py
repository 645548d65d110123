"""The words of the interface: one TOML file per language in `locales/`; adding a language is adding a file."""

import tomllib
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

LOCALES = Path(__file__).parent / "locales"
DEFAULT = "nl"
language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def texts_of(code: str) -> dict[str, str]:
    """All texts of a language by dotted key. Raises FileNotFoundError for a language without a file."""
    return dict(_flat(tomllib.loads((LOCALES / f"{code}.toml").read_text(encoding="utf-8"))))


def _flat(table: dict[str, Any], start: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs.extend(_flat(value, f"{start}{key}."))
        else:
            pairs.append((f"{start}{key}", str(value)))
    return pairs


def say(key: str, count: int | None = None, **values: Any) -> str:
    """The text for a key in the language of this request, else in Dutch; `count` picks `.one`, `.few`, … or `.many`.

    Raises KeyError for a key that no file has: a forgotten text must not reach a reader unseen.
    """
    spoken = language.get()
    if count is not None:
        key = counted_key(key, count, spoken)
        values["count"] = count
    text = texts_of(spoken).get(key)
    if text is None:
        text = texts_of(DEFAULT)[key]
    return text.format(**values) if values else text


def counted_key(key: str, count: int, code: str) -> str:
    """A language has as many forms of a count as CLDR says; a form that its file does not have is that of many."""
    found = f"{key}.{plural_form(code, count)}"
    return found if found in texts_of(code) else f"{key}.many"


@lru_cache(4096)
def plural_form(code: str, count: int) -> str:
    return str(Locale.parse(code).plural_form(count))


def label(group: str, slug: str, otherwise: str | None = None) -> str:
    """What a slug of the data is called, such as `label("category", "food")`; the slug itself when nobody knows."""
    for code in (language.get(), DEFAULT):
        if found := texts_of(code).get(f"{group}.{slug}"):
            return found
    return otherwise or slug


@cache
def slugs(group: str) -> tuple[str, ...]:
    """The slugs that a group of labels has, in the order of the file."""
    start = f"{group}."
    return tuple(key.removeprefix(start) for key in texts_of(DEFAULT) if key.startswith(start))
