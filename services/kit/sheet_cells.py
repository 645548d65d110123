"""What stands in a cell, read as people write it. Each raises ValueError with a sentence."""

import re
from collections.abc import Mapping
from datetime import date

from services.kit.sheet_rows import folded

_DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def day(text: str) -> date:
    found = _DUTCH_DATE.fullmatch(text)
    year, month, of_month = (found[3], found[2], found[1]) if found else (text[:4], text[5:7], text[8:])
    if found or re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date(int(year), int(month), int(of_month))
        except ValueError:
            pass
    raise ValueError("Write a day as 2026-12-01 or 1-12-2026.")


def word_of(text: str, words: Mapping[str, str]) -> str:
    """The slug; `words` gives it by slug and by label, folded."""
    found = words.get(folded(text))
    if found is None:
        choice = ", ".join(sorted(set(words.values())))
        raise ValueError(f"“{text}” is not one of the words we use here. Choose from: {choice}.")
    return found
