"""What stands in a cell, read as people write it. Each raises ValueError with a sentence."""

import re
from collections.abc import Mapping
from datetime import time

from services.kit.sheet_cells import day as day
from services.kit.sheet_cells import word_of as word_of
from services.kit.sheet_rows import folded

YES = frozenset({"yes", "ja", "y", "j", "true", "waar", "x", "1"})
NO = frozenset({"no", "nee", "n", "false", "onwaar", "0"})
UNKNOWN = frozenset({"unknown", "onbekend", "?"})
DUTCH_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
JOINING = {"walk-in": "walk-in", "inloop": "walk-in", "per-date": "per-date", "per keer": "per-date"} | {
    "series": "series",
    "reeks": "series",
}
STATUS = {each: each for each in ("draft", "published", "paused", "ended")} | {
    "concept": "draft",
    "gepubliceerd": "published",
    "gepauzeerd": "paused",
    "afgelopen": "ended",
}
TAKEN_OVER_BY = {each: each for each in ("residents", "volunteers", "residents-and-volunteers")} | {
    "bewoners": "residents",
    "vrijwilligers": "volunteers",
    "bewoners en vrijwilligers": "residents-and-volunteers",
}
HOLIDAYS = {each: each for each in ("public-holidays", "school-holidays", "ramadan")} | {
    "feestdagen": "public-holidays",
    "schoolvakanties": "school-holidays",
}
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?(?: ?(?:uur|u))?")


def yes_or_no(text: str) -> bool:
    word = folded(text)
    if word in YES or word in NO:
        return word in YES
    raise ValueError("Write yes or no (ja of nee).")


def answer(text: str) -> str:
    """Of accessibility: an empty cell is unknown."""
    word = folded(text)
    if not word or word in UNKNOWN:
        return "unknown"
    if word in YES or word in NO:
        return "yes" if word in YES else "no"
    raise ValueError("Write yes, no or unknown (ja, nee of onbekend).")


def whole(text: str) -> int:
    if re.fullmatch(r"-?\d{1,9}([.,]0+)?", text):
        return int(re.split("[.,]", text)[0])
    raise ValueError("Write a whole number.")


def decimal(text: str) -> float:
    if re.fullmatch(r"-?\d{1,9}([.,]\d{1,12})?", text):
        return float(text.replace(",", "."))
    raise ValueError("Write a number, such as 52.04956.")


def clock(text: str) -> time:
    found = _CLOCK.fullmatch(folded(text))
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise ValueError("Write a time as 09:30.")


def several(text: str) -> list[str]:
    return [part for each in re.split(r"[,;\n]", text) if (part := each.strip())]


def numbers(text: str) -> list[int]:
    return [whole(each) for each in several(text)]


def weekdays(text: str) -> list[int]:
    """1 (Monday) to 7; also `ma`, `wo` or `woensdag`."""
    found = []
    for each in several(text):
        number = _weekday(folded(each))
        if number is None:
            raise ValueError(f"“{each}” is not a day of the week: write 1 (Monday) to 7, or ma, di, wo …")
        found.append(number)
    return sorted(set(found))


def _weekday(word: str) -> int | None:
    if word in ("1", "2", "3", "4", "5", "6", "7"):
        return int(word)
    if len(word) < 2:
        return None
    return next((number for number, name in enumerate(DUTCH_DAYS, start=1) if name.startswith(word)), None)


def words_of(text: str, words: Mapping[str, str]) -> list[str]:
    return [word_of(each, words) for each in several(text)]
