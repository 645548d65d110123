"""Whether a translation is of the Dutch text that it stands with, or of an earlier one.

A translation that says nothing of it is of the Dutch text beside it. One that lags behind is kept with two marks:
`outdated`, and `madeOf`, the checksum of the Dutch text it was made of; when that text comes back, both go.
What is judged is an activity as JSON, whole or not: parts of a wrong shape are passed over, as the shape names them.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

TEXTS = ("title", "summary", "description")
MARKS = frozenset({"outdated", "madeOf"})
Told = Mapping[Any, Any]
"""Title, summary, description and translations."""


def followed(now: Told, before: Told | None) -> Any:
    """The translations of `now`, marked where they were made of another Dutch text than that of `now`.

    What stands there as it stood `before` is of the Dutch text that it was of then; all else is written anew.
    """
    given, kept = now.get("translations"), (before or {}).get("translations")
    if not isinstance(given, Mapping):
        return given
    there = kept if isinstance(kept, Mapping) else {}
    return {language: followed_one(texts, there.get(language), now, before or {}) for language, texts in given.items()}


def followed_one(texts: Any, kept: Any, now: Told, before: Told) -> Any:
    if not isinstance(texts, Mapping):
        return texts
    bare, present = unmarked(texts), checksum(now)
    if not isinstance(kept, Mapping) or not same_texts(texts, kept):
        return bare
    made_of = str(kept.get("madeOf") or checksum(before))
    return bare if made_of == present else {**bare, "outdated": True, "madeOf": made_of}


def checked(translations: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Somebody looked: the one in this language says what the Dutch says now."""
    return {code: unmarked(texts) if code == language else texts for code, texts in translations.items()}


def without_marks(translations: Any) -> Any:
    """As people write translations."""
    if not isinstance(translations, Mapping):
        return translations
    return {code: unmarked(texts) if isinstance(texts, Mapping) else texts for code, texts in translations.items()}


def outdated(translations: Any) -> list[str]:
    """Languages whose translation lags behind."""
    there = translations if isinstance(translations, Mapping) else {}
    return sorted(code for code, texts in there.items() if isinstance(texts, Mapping) and texts.get("outdated") is True)


def unmarked(texts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in texts.items() if name not in MARKS}


def same_texts(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(plain(one.get(name)) == plain(other.get(name)) for name in TEXTS)


def checksum(told: Told) -> str:
    """Of the Dutch text: sixteen hexadecimal digits."""
    return sha256("\n".join(plain(told.get(name)) for name in TEXTS).encode(errors="replace")).hexdigest()[:16]


def plain(text: object) -> str:
    """Other spaces and ends of lines are no other text."""
    return " ".join(str(text or "").split())
