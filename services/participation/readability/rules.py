"""What makes a text hard to read, after the advice for A2 of Stichting Lezen en Schrijven.

Short sentences, daily words, no abbreviations, say who does it. We count what can be counted: that says where a text
can be easier, never that it "is" A2 or B1.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from services.contracts.participation.readability import BEST_SENTENCE
from services.participation.readability.plain_words import ABBREVIATIONS, PLAIN_WORDS, WELL_KNOWN
from services.participation.readability.text_rules import SHORT, WORD, Span, is_known, sentences, syllables, words

Code = Literal[
    "long-sentence",
    "very-long-sentence",
    "office-word",
    "abbreviation",
    "hard-word",
    "long-word",
    "passive",
    "capitals",
]
Verdict = Literal["good", "could-be-easier", "hard"]

POINTS: Mapping[Code, int] = {
    "long-sentence": 2,
    "very-long-sentence": 9,
    "office-word": 6,
    "abbreviation": 5,
    "hard-word": 5,
    "long-word": 4,
    "passive": 4,
    "capitals": 8,
}
"""What each thing costs, of the hundred points of a text of a hundred words."""
LEAST_WORDS = 30
"""A shorter text is judged as one of so many words: one long word in a title is no disaster."""
GOOD, EASIER = 80, 50
"""Points from which a text reads well, and from which it could be easier."""

LONGEST_SENTENCE = 15
"""Words: ten is good (`BEST_SENTENCE`), more than fifteen is too many."""
LONG_WORD, MANY_SYLLABLES = 15, 6
IN_USE = 20_000
"""Rank up to which a word counts as in use."""
EVERYDAY = 2_000
"""Words up to this rank are never too long: everybody has seen them."""
RARE, RARE_SYLLABLES = 12_000, 4
"""A word in less use is only hard when it is long, too."""

_OFFICE = re.compile(
    r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(PLAIN_WORDS, key=len, reverse=True))) + r")(?![\w-])",
    re.IGNORECASE,
)
REPLACED: tuple[tuple[re.Pattern[str], Code, Mapping[str, str]], ...] = (
    (SHORT, "abbreviation", ABBREVIATIONS),
    (_OFFICE, "office-word", PLAIN_WORDS),
)
_BECOMES = re.compile(r"\b(?:wordt|worden|werd|werden)\b", re.IGNORECASE)
_DONE = re.compile(r"(?:ge|be|ver|ont|her)\w{3,}(?:d|t|en)|(?:aan|af|op|uit|in|mee|voor|toe|bij)ge\w{2,}(?:d|t|en)")
_SHOUTING = re.compile(r"\b[^\W\d_a-zà-ÿ]{2,}(?:\s+[^\W\d_a-zà-ÿ]{2,})+\b|\b[^\W\d_a-zà-ÿ]{5,}\b")
"""Two words in a row, or one of five letters or more: shorter ones are names of roads and rules."""


@dataclass(frozen=True)
class Finding:
    """Something that makes a text harder, and where. `suggestion` is None where we know none."""

    code: Code
    start: int
    end: int
    found: str
    sentence: str
    suggestion: str | None = None
    count: int | None = None
    """Words of a long sentence, letters of a long word."""


def findings(text: str, ranks: Mapping[str, int]) -> list[Finding]:
    """In the order of the text; the same word once."""
    found: list[Finding] = []
    named: set[tuple[Code, str]] = set()
    for sentence in sentences(text):
        for each in _of_sentence(sentence, ranks):
            key = (each.code, each.found.lower())
            if key not in named:
                named.add(key)
                found.append(each)
    return sorted(found, key=lambda each: (each.start, -each.end))


def _of_sentence(sentence: Span, ranks: Mapping[str, int]) -> Iterator[Finding]:
    yield from _length(sentence)
    taken: list[tuple[int, int]] = []
    for pattern, code, better in REPLACED:
        for match in pattern.finditer(sentence.text):
            if not _within(match.start(), taken):
                taken.append(match.span())
                yield _at(sentence, code, *match.span(), suggestion=better.get(match[0].lower()) or None)
    for match in _SHOUTING.finditer(sentence.text):
        yield _at(sentence, "capitals", *match.span(), suggestion=match[0].capitalize())
    if (passive := _passive(sentence.text)) is not None:
        yield _at(sentence, "passive", *passive)
    for word in words(sentence.text):
        if not _within(word.start, taken) and (why := hard(word.text, ranks)):
            yield _at(sentence, why, word.start, word.end, count=len(word.text))


def _within(at: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in taken)


def _length(sentence: Span) -> Iterator[Finding]:
    many = len(words(sentence.text))
    if many > BEST_SENTENCE:
        code: Code = "very-long-sentence" if many > LONGEST_SENTENCE else "long-sentence"
        yield _at(sentence, code, 0, len(sentence.text), count=many)


def _passive(sentence: str) -> tuple[int, int] | None:
    """ "De koffie wordt geschonken": a form of “worden” with a word that says what is done."""
    becomes = _BECOMES.search(sentence)
    if becomes and any(_DONE.fullmatch(word[0].lower()) for word in WORD.finditer(sentence)):
        return becomes.span()
    return None


def hard(word: str, ranks: Mapping[str, int]) -> Code | None:
    """Whether a word is hard by itself: not in much use, or very long. A word with a capital may be a name."""
    rank = ranks.get(word.lower())
    if word.lower() in WELL_KNOWN or (rank is not None and rank <= EVERYDAY):
        return None
    perhaps_a_name = word[0].isupper() and not word.isupper()
    if rank is None or rank > IN_USE:
        if not perhaps_a_name and not is_known(word, ranks, IN_USE):
            return "hard-word"
    elif rank > RARE and syllables(word) >= RARE_SYLLABLES:
        return "hard-word"
    longest = max(word.split("-"), key=len)
    return "long-word" if len(longest) >= LONG_WORD or syllables(longest) >= MANY_SYLLABLES else None


def _at(
    sentence: Span, code: Code, start: int, end: int, suggestion: str | None = None, count: int | None = None
) -> Finding:
    first = sentence.start
    return Finding(code, first + start, first + end, sentence.text[start:end], sentence.text, suggestion, count)


def score(found: list[Finding], how_many_words: int) -> int:
    """From 0 to 100: what is left of a hundred points, by a text of a hundred words."""
    lost = sum(POINTS[each.code] for each in found) * 100 / max(how_many_words, LEAST_WORDS)
    return max(0, round(100 - lost))


def verdict(points: int) -> Verdict:
    if points >= GOOD:
        return "good"
    return "could-be-easier" if points >= EASIER else "hard"
