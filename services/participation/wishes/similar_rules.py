"""When two wishes are the same wish, and what a wish is about: own rules, meant to be read.

A word counts when it carries something: "ik wil graag een naaiclub in de buurt" is about "naaiclub".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.kit.sorting import sorting_key

LITTLE = """
    aan als ben bij ben bent daar dan dat de die dit doe doen een en er ergens ga gaan graag heb hebben hebt heel het
    hier iets ik in is je kan kunnen leuk maar meer met mij mijn misschien naar niet nog nu of om ons onze ook op over
    samen te tot u uit uw van veel voor waar wat we wel wens wij wil willen wilt worden wordt zijn zou zouden
    buurt buurten wijk mensen anderen andere iemand keer soms elke
    a about also am and any are at be can could do for from have help here i in is it like love me more my near
    neighbourhood of on or our please some somebody someone something that the there this to together us want we wish
    with would you
    bir icin ile istiyorum ve ben biz burada da de
    chcialbym chcialabym dla i jest na sie w z
    أريد في مع من على و
"""
LITTLE_WORDS = frozenset(sorting_key(LITTLE).split())
FOR_WHOM = (
    {"vrouwen", "dames", "meisjes", "meiden", "moeders", "women", "girls", "mothers"},
    {"mannen", "heren", "jongens", "vaders", "men", "boys", "fathers"},
    {"kinderen", "peuters", "kleuters", "baby", "children", "kids"},
    {"jongeren", "tieners", "studenten", "youngsters", "teenagers"},
    {"ouderen", "senioren", "opa", "oma", "bejaarden", "elderly", "seniors"},
)
"""Swimming for women and swimming for men are two wishes, however alike they look."""
ENOUGH_TRIGRAMS = 0.4
ENOUGH_WORDS = 0.5
SHORTEST_STEM = 4


@dataclass(frozen=True)
class Said:
    """A wish that can be joined: its text and how many share it."""

    id: UUID
    text: str
    supporters: int


def content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in sorting_key(text).split() if word not in LITTLE_WORDS and len(word) > 2)


def trigrams(text: str) -> frozenset[str]:
    """As PostgreSQL's pg_trgm makes them: of each word with two spaces before and one after."""
    found = (f"  {word} " for word in text.split())
    return frozenset(word[at : at + 3] for word in found for at in range(len(word) - 2))


def shared(some: frozenset[str], others: frozenset[str]) -> float:
    """Of all, the part that both have: 0 to 1 (Jaccard)."""
    return len(some & others) / len(some | others) if some and others else 0.0


def same_word(one: str, other: str) -> bool:
    """The same, or one is the beginning of the other: "naai" and "naaien"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_STEM and long.startswith(short))


def shared_words(some: frozenset[str], others: frozenset[str]) -> float:
    """Of the shorter text, the part of its words that the other has too."""
    short, long = sorted((some, others), key=len)
    return sum(any(same_word(word, other) for other in long) for word in short) / len(short) if short else 0.0


def likeness(one: str, other: str) -> float:
    """0 to 1. Two texts are alike when their words look alike *and* they share what they are about."""
    words, others = content_words(one), content_words(other)
    if for_whom(words) and for_whom(others) and for_whom(words) != for_whom(others):
        return 0.0
    if not words or not others:
        return float(one.casefold() == other.casefold())
    looks = shared(trigrams(" ".join(sorted(words))), trigrams(" ".join(sorted(others))))
    says = shared_words(words, others)
    return (looks + says) / 2 if looks >= ENOUGH_TRIGRAMS and says >= ENOUGH_WORDS else 0.0


def for_whom(words: frozenset[str]) -> frozenset[int]:
    return frozenset(number for number, names in enumerate(FOR_WHOM) if words & names)


def most_alike(text: str, candidates: Sequence[Said], most: int = 3) -> list[Said]:
    """The wishes that say the same, the most alike first; of equals the one that more people share."""
    weighed = [(likeness(text, each.text), each) for each in candidates]
    best = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: (-pair[0], -pair[1].supporters))
    return [each for _, each in best[:most]]


def guessed_category(text: str, words_of: Mapping[str, Iterable[str]]) -> str | None:
    """The category of which a label has most words of the text, when one has more than the others.

    `words_of` gives per category its labels (in every language) and synonyms.
    """
    said = content_words(text)
    scores = {name: sum(_named(label, said) for label in labels) for name, labels in words_of.items()}
    best = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    if not best or best[0][1] == 0 or (len(best) == 2 and best[1][1] == best[0][1]):
        return None
    return best[0][0]


def _named(label: str, said: frozenset[str]) -> int:
    return sum(any(same_word(word, other) for other in said) for word in content_words(label))
