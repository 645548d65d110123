"""How readable the texts of the site are, in Dutch and English: no long sentences, few long words.

A sentence of a page for everybody has at most so many words (B1: short sentences, one message each), and long words are
words that people here use. What is over the limit fails `make check`: rewrite it, do not raise the limit.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from frontend.texts import texts_of

LANGUAGES = ("nl", "en")
MOST_WORDS = 14
LONGEST_WORD = 14
MOST_MEAN = 6.0
KNOWN_LONG = frozenset(
    {
        "accessibility",
        "agenda-abonnement",
        "agenda-accounts",
        "autoriteit",
        "bedrijfsverzamelgebouw",
        "demo-coordinator",
        "neighbourhoods",
        "ontmoetingsplek",
        "persoonsgegevens",
        "programma-organisatie",
        "schoolvakanties",
        "slechthorenden",
        "telefoonnummer",
        "toegankelijkheid",
        "toegankelijkheidsverklaring",
    }
)
"""What things are called here, by law or by everybody."""
FOR_THE_MACHINE = ("plan.read.",)
"""Lists of words that are understood, not texts that people read."""
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÀ-Ý“{])|\n+")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
HOLE = re.compile(r"\{[^}]*\}")
NAMES = re.compile(r"(?:[A-Z][\w’'-]+(?:, | en | and | |\b)){3,}")


@dataclass(frozen=True)
class Finding:
    """One thing to rewrite."""

    language: str
    key: str
    what: str


def sentences(text: str) -> list[str]:
    """A filled-in value counts as one word, a row of names too."""
    plain = NAMES.sub("Namen ", HOLE.sub("waarde", text))
    return [part for part in SENTENCE_END.split(plain) if WORD.search(part)]


def findings(language: str) -> Iterator[Finding]:
    for key, text in read_by_people(language).items():
        for sentence in sentences(text):
            count = len(WORD.findall(sentence))
            if count > MOST_WORDS:
                yield Finding(language, key, f"a sentence of {count} words: {sentence}")
        for word in WORD.findall(HOLE.sub("", text)):
            if len(word) > LONGEST_WORD and word.lower() not in KNOWN_LONG:
                yield Finding(language, key, f"a long word: {word}")


def read_by_people(language: str) -> dict[str, str]:
    return {key: text for key, text in texts_of(language).items() if not key.startswith(FOR_THE_MACHINE)}


def words_a_sentence(language: str) -> float:
    return mean(len(WORD.findall(each)) for text in read_by_people(language).values() for each in sentences(text))


def main() -> int:
    """The number of findings, with the measure of each language."""
    found = [each for language in LANGUAGES for each in findings(language)]
    for each in found:
        print(f"{each.language} {each.key}: {each.what}")
    for language in LANGUAGES:
        average = words_a_sentence(language)
        print(f"{language}: {average:.1f} words a sentence in {len(read_by_people(language))} texts")
        if average > MOST_MEAN:
            found.append(Finding(language, "", "sentences are too long on the whole"))
    return len(found)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
