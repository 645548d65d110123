"""A Dutch text as sentences, words and syllables. Places are offsets in the text, so that a page can mark them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from services.participation.readability.plain_words import ABBREVIATIONS

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}", re.IGNORECASE)
"""Addresses of pages and mail: nobody reads them as words."""
SHORT = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ABBREVIATIONS)) + r"|(?:[a-z]\.){2,})(?!\w)", re.IGNORECASE)
"""Abbreviations: those that we know, and everything like “q.x.z.”."""
NUMBERING = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•–])\s+")
ENDS = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
VOWELS = re.compile(
    r"eau|aai|ooi|oei|eeu|ieu|e(?=um\b)|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|y(?![aeiou])|[aeiouàáâäèéêëìíîïòóôöùúûü]"
)
LINKS = ("", "s", "e", "en", "n")
"""What stands between the parts of a Dutch compound: dorp-s-huis, zonn-e-scherm, kind-er-…"""
SHORTEST_PART = 3
LONGEST_COMPOUND = 45


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    text: str


def sentences(text: str) -> list[Span]:
    """What stands between full stops, question marks or new lines and has a word in it."""
    return [
        Span(start, end, text[start:end])
        for line in re.finditer(r"[^\r\n]+", text)
        for start, end in _of_line(text, line.start(), line.end())
        if WORD.search(text, start, end)
    ]


def _of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    numbering = NUMBERING.match(text, start, end)
    begin = numbering.end() if numbering else start
    abbreviated = {found.end() for found in SHORT.finditer(text, begin, end)}
    for found in ENDS.finditer(text, begin, end):
        if found.end() in abbreviated and found.end() < end:
            continue
        yield _trimmed(text, begin, found.end())
        begin = found.end()
    yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def words(text: str) -> list[Span]:
    """Words as written, without numbers, addresses of pages and mail."""
    masked = NO_WORDS.sub(lambda found: " " * len(found[0]), text)
    return [Span(found.start(), found.end(), found[0]) for found in WORD.finditer(masked)]


def syllables(word: str) -> int:
    """By groups of vowels; at least one. Right for nearly all Dutch words, not for all loan words (“station”)."""
    return max(1, len(VOWELS.findall(word.lower().replace("qu", "kw"))))


def is_known(word: str, ranks: Mapping[str, int], up_to: int) -> bool:
    """A word that is in much use, or is made of such words: “koffieochtend”."""
    bare = word.lower().replace("’", "'")
    return all(_in_use(part, ranks, up_to) or _made_of(part, ranks, up_to) for part in re.split(r"[-']", bare) if part)


def _in_use(word: str, ranks: Mapping[str, int], up_to: int) -> bool:
    return len(word) <= SHORTEST_PART or ranks.get(word, up_to + 1) <= up_to


def _made_of(word: str, ranks: Mapping[str, int], up_to: int) -> bool:
    """Two parts or more, each in use, with a linking letter between them or none."""
    if len(word) > LONGEST_COMPOUND:
        return False

    @cache
    def rest_fits(begin: int) -> bool:
        for end in range(begin + SHORTEST_PART, len(word) + 1):
            if begin == 0 and end == len(word):
                return False
            if ranks.get(word[begin:end], up_to + 1) > up_to:
                continue
            if end == len(word):
                return True
            if any(word.startswith(link, end) and rest_fits(end + len(link)) for link in LINKS):
                return True
        return False

    return rest_fits(0)
