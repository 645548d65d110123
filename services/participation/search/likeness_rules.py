"""Which word in use somebody meant with one that nobody uses."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from math import log2

LIKE_ENOUGH = 0.72
SHORT, SHORT_LIKE_ENOUGH = 4, 0.75
"""Words of so few letters have many neighbours."""
SURELY = 0.9
BEGUN = 0.8
WRITTEN_TOGETHER = 0.88
ENDING, WHOLE_WORD = 2, 6
"""Forms of one word differ in so many letters at the end; words shorter than this are too often alike by chance."""


@dataclass(frozen=True)
class Candidate:
    """A word in use, how it sounds, and in how many activities it stands (0: only the deal's lists know it)."""

    word: str
    sound: str
    uses: int


def distance(one: str, other: str) -> int:
    """Letters to add, drop, replace or swap with their neighbour (Damerau–Levenshtein, optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def nearness(one: str, other: str) -> float:
    """1 for the same, 0 for nothing in common."""
    longest = max(len(one), len(other))
    return 1 - distance(one, other) / longest if longest else 1.0


def likeness(typed: str, heard: str, candidate: Candidate) -> float:
    """How much the candidate looks or sounds like what was typed; words in use come a little before others."""
    looks = nearness(typed, candidate.word)
    found = max(looks, (looks + nearness(heard, candidate.sound)) / 2)
    if len(typed) >= SHORT and candidate.word.startswith(typed):
        found = max(found, BEGUN + 0.15 * len(typed) / len(candidate.word))
    same_start = 0.03 if candidate.word[:1] == typed[:1] else 0.0
    in_use = min(0.06, 0.03 + 0.005 * log2(candidate.uses)) if candidate.uses else 0.0
    return found + same_start + in_use


def is_a_form_of(one: str, other: str) -> bool:
    """ "zelfgemaakte" and "zelfgemaakt", not "vechten" and "rechten"."""
    same = sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False)))
    return min(len(one), len(other)) >= WHOLE_WORD and max(len(one), len(other)) - same <= ENDING


def meant_by(
    typed: str,
    heard: str,
    candidates: Iterable[Candidate],
    halves: Iterable[str] = (),
    compound: bool = False,
    spelt_right: bool = False,
) -> str | None:
    """The word (or the two words, of `halves`) that comes nearest, or None when nothing does.

    A `compound` of known words ("zwemfeest") is only another word when that is very near; a word that is `spelt_right`
    ("vechten") is no other word at all, however near.
    """
    if spelt_right:
        candidates = [each for each in candidates if is_a_form_of(typed, each.word)]
    scored = [(likeness(typed, heard, each), each.uses, each.word) for each in candidates]
    scored += [(WRITTEN_TOGETHER + 0.01 * min(map(len, both.split())), 1, both) for both in halves]
    best = max(scored, default=None)
    if compound:
        return best[2] if best and best[0] >= SURELY else None
    enough = LIKE_ENOUGH if len(typed) > SHORT else SHORT_LIKE_ENOUGH
    return best[2] if best and best[0] >= enough else None
