"""The words of letters: one TOML file per language in `words/`; adding a language is adding a file.

What a resident or a moderator wrote stays as it was typed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
DUTCH = "nl"


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


def said(language: str, letter: str, /, **gaps: str) -> Text:
    """A letter such as `wish-refused` with its gaps filled. In Dutch for who reads a language without a file."""
    words = words_in(language)[letter]
    return Text(words["subject"].format(**gaps), words["text"].format(**gaps))


def sentence(language: str, group: str, code: str) -> str:
    """A fixed sentence by its code, such as why something was refused."""
    return words_in(language)[group][code]


@cache
def languages() -> frozenset[str]:
    return frozenset(file.stem for file in FOLDER.glob("*.toml"))


def words_in(language: str) -> Mapping[str, Mapping[str, str]]:
    return _read(language if language in languages() else DUTCH)


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
