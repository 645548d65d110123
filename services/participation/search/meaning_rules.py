"""What is to be found for what somebody typed: each word or group of words, and what else is called so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.participation.search import moment_rules

SUBJECT, CIRCUMSTANCE, MANNER, SKIP = "subject", "circumstance", "manner", "skip"
DOUBLE = re.compile(r"([^0-9])\1")
ORDER = (SUBJECT, CIRCUMSTANCE, MANNER, SKIP)
WEIGHT = {SUBJECT: 1.0, CIRCUMSTANCE: 0.5, MANNER: 0.2, SKIP: 0.1}
"""A subject is what it is about, a circumstance for whom, when or where; a manner ("les") only helps to rank."""
RARE, LEAST, MOST = 0.02, 0.4, 1.5
"""What the very word adds where the same is meant already: it depends on its share of all activities."""
LITERALLY = 0.3
"""How much less the words in it count where we know what the whole means: "taal" in "taalles"."""
CATEGORY = 0.5
"""What it adds to be of the category of this name: running a business is more than a business that helps."""
EVERYONE, SENIORS = "everyone", "seniors"
"""Audiences as the deal calls them (for_whom.toml)."""
WIDER, FARTHER = 0.5, 0.7
"""What it adds to be of the wider concepts too, each farther one less: a coffee morning is a meeting, a sewing class
with coffee is not."""
WIDER_CATEGORY = 0.7
"""What it adds to be of a category among them, however far that is: football is sport before it is anything else."""


@dataclass(frozen=True)
class Span:
    """One to four typed words in a row, written together, and what is known of them.

    `stem` is None for a word that says nothing; `uses` is in how many activities the word stands, `share` of them all.
    """

    first: int
    length: int
    word: str
    stem: str | None
    uses: int
    share: float
    known: bool
    parts: tuple[str, ...]
    concepts: tuple[str, ...]
    kinds: tuple[str, ...]
    wider: tuple[str, ...]
    dutch: bool
    """Whether what is meant by it is so in Dutch."""

    @property
    def kind(self) -> str:
        if self.concepts:
            return min(self.kinds, key=ORDER.index)
        return SKIP if self.stem is None or self.word.isdigit() else SUBJECT

    @property
    def is_a_moment(self) -> bool:
        """It says when, and no more than that; the dates tell better than texts what is on then."""
        return bool(self.concepts) and moment_rules.CONCEPTS.issuperset(self.concepts)

    @property
    def about(self) -> tuple[str, ...]:
        """What is meant by it but the moment: "na school" is for children, in the afternoon."""
        return tuple(each for each in self.concepts if each not in moment_rules.CONCEPTS) or self.concepts

    @property
    def is_a_word_here(self) -> bool:
        """It may be a Dutch word or a name too: "kas" is a house in Papiamento, and a greenhouse here."""
        return not self.concepts or (not self.dutch and self.uses > 0 and self.stem == DOUBLE.sub(r"\1", self.word))

    @property
    def says_something(self) -> bool:
        return bool(self.concepts or self.uses)

    @property
    def is_strange(self) -> bool:
        """A word that we know only from what stands next to it ("bloemstukje maken") means nothing by itself either."""
        return not self.says_something and self.kind != SKIP


@dataclass(frozen=True)
class Sought:
    """What is looked for, as PostgreSQL's text queries; an empty text looks for nothing.

    `whole` wants everything that was said but the moment, and not only in passing; `loose` also in passing; `open`
    takes what is for everyone too; `known` wants only that of which we know what it means; `wider` takes wider concepts
    for it too; `core` wants the subjects only, `any` one of them. `ranks` are queries with what each weighs.
    """

    whole: str
    loose: str
    open: str
    known: str
    wider: str
    core: str
    any: str
    ranks: tuple[tuple[str, float], ...]


def cut(spans: Sequence[Span]) -> list[Span]:
    """The typed words in pieces that mean something, the longer the better: the sum of the squares of their lengths is
    the greatest; of what is as good, the longest from the left."""
    alone = {span.first: span for span in spans if span.length == 1}
    best: dict[int, tuple[int, list[Span]]] = {len(alone) + 1: (0, [])}
    for at in range(len(alone), 0, -1):
        pieces = [span for span in spans if span.first == at and (span.length == 1 or is_one_word(span, alone))]
        options = [(each.length**2 + best[at + each.length][0], [each, *best[at + each.length][1]]) for each in pieces]
        best[at] = max(options, key=lambda option: (option[0], option[1][0].length))
    return best[1][1]


def is_one_word(joined: Span, alone: Mapping[int, Span]) -> bool:
    """Two words that say nothing make no word that somebody uses: "met een" is not "meteen"."""
    words = [alone[joined.first + n] for n in range(joined.length)]
    return bool(joined.concepts) or (joined.uses > 0 and any(word.kind != SKIP for word in words))


@dataclass(frozen=True)
class MadeOf:
    """What joined words and compounds are made of: the typed words by their place, parts of compounds by their stem."""

    typed: Mapping[int, Span]
    parts: Mapping[str, Span]

    def words(self, piece: Span) -> list[Span]:
        if piece.length > 1:
            return [self.typed[piece.first + n] for n in range(piece.length)]
        return [self.parts[part] for part in piece.parts if part in self.parts]

    def in_the_end(self, piece: Span) -> list[Span]:
        """Of joined words ("kinderkook club") also those that the compounds among them are made of."""
        return [
            each for word in self.words(piece) for each in ([word] if word.concepts else self.words(word) or [word])
        ]

    def telling(self, piece: Span) -> list[Span]:
        """Where nobody told what the whole means: the words in it that say what it is about, for whom or when."""
        if piece.concepts:
            return []
        return [word for word in self.in_the_end(piece) if word.concepts and is_wanted(word)]


def is_wanted(piece: Span) -> bool:
    """What it must be about, or for whom, or where."""
    return piece.kind in (SUBJECT, CIRCUMSTANCE) and not piece.is_a_moment


def moments(pieces: Iterable[Span]) -> list[str]:
    """The words of time among them, as concepts."""
    return [concept for piece in pieces for concept in piece.concepts if concept in moment_rules.CONCEPTS]


def unexplained_parts(pieces: Iterable[Span], spans: Sequence[Span] = ()) -> list[str]:
    """Parts of the compounds of which nobody told what they mean as a whole ("wandelcafé"), each once; `spans` are all,
    of which those in joined words count too."""
    unknown = [piece for piece in pieces if not piece.concepts]
    joined = {piece.first + n for piece in unknown for n in range(piece.length) if piece.length > 1}
    among = [span for span in spans if span.length == 1 and span.first in joined and not span.concepts]
    parts = (part for piece in (*unknown, *among) if piece.length == 1 for part in piece.parts)
    return list(dict.fromkeys(parts))


def sought(spans: Sequence[Span], parts: Iterable[Span] = ()) -> Sought:
    """`parts` are what is known of `unexplained_parts`."""
    pieces = cut(spans)
    words = MadeOf(
        {span.first: span for span in spans if span.length == 1},
        {span.word: span for span in parts if span.length == 1},
    )
    found = {kind: [piece for piece in pieces if piece.kind == kind] for kind in ORDER}
    wanted = what_is_wanted(pieces, found)
    subjects = found[SUBJECT] or wanted
    loosely = {piece: alternatives(piece, words) for piece in wanted}
    return Sought(
        whole=all_of(alternatives(piece, words, ":ABC") for piece in wanted),
        loose=all_of(loosely.values()),
        open=all_of(welcoming(piece, query) for piece, query in loosely.items()),
        known=all_of([loosely[piece] for piece in wanted if piece.concepts] or loosely.values()),
        wider=all_of(wide(piece, words) for piece in [piece for piece in wanted if piece.says_something] or wanted),
        core=all_of(loosely[piece] for piece in subjects),
        any=" | ".join(loosely[piece] for piece in subjects),
        ranks=tuple(rank for kind in ORDER for piece in found[kind] for rank in ranks(piece, words)),
    )


def what_is_wanted(pieces: Sequence[Span], found: Mapping[str, Sequence[Span]]) -> list[Span]:
    """Words that say little are all there is to go by where nothing else was said, not even when."""
    wanted = [piece for kind in (SUBJECT, CIRCUMSTANCE) for piece in found[kind] if is_wanted(piece)]
    if wanted or found[MANNER]:
        return wanted or list(found[MANNER])
    return [] if moments(pieces) else [piece for piece in found[SKIP] if piece.stem]


def all_of(queries: Iterable[str]) -> str:
    return " & ".join(f"({query})" for query in queries)


def alternatives(piece: Span, words: MadeOf, weights: str = "") -> str:
    """What is meant by it, or the word where we don't know; the words it was written as, or those it is made of.

    `weights` keep out what is meant in passing: in a description only.
    """
    either = [lexeme(f"c:{concept}") + weights for concept in piece.about if piece.kind != SKIP]
    if piece.stem and (not either or piece.is_a_word_here or 0 < piece.share <= RARE):
        either.append(lexeme(piece.stem))
    apart = [word.stem for word in words.words(piece) if word.stem] if piece.length > 1 else []
    if apart:
        either.append(f"({' & '.join(lexeme(each) + weights for each in apart)})")
    if piece.parts:
        either.append(f"({' & '.join(map(lexeme, piece.parts))})")
    if telling := words.telling(piece):
        either.append(f"({all_of(alternatives(word, words, weights) for word in telling)})")
    return " | ".join(either)


def welcoming(piece: Span, query: str) -> str:
    """Who looks for older people goes along with everyone, sooner than to something else for older people."""
    return f"{query} | {lexeme(f'c:{EVERYONE}')}" if set(piece.about) == {SENIORS} else query


def wide(piece: Span, words: MadeOf) -> str:
    wider = [lexeme(f"c:{concept}") for concept in piece.wider if concept and piece.kind == SUBJECT]
    if telling := words.telling(piece):
        wider.append(f"({all_of(wide(word, words) for word in telling)})")
    return " | ".join([alternatives(piece, words), *wider])


def ranks(piece: Span, words: MadeOf) -> Iterable[tuple[str, float]]:
    """(query, weight); each query is of one lexeme, since PostgreSQL divides a rank by their number."""
    weight = WEIGHT[piece.kind]
    yield from meant(piece, weight)
    for word in words.telling(piece):
        yield from meant(word, WEIGHT[word.kind])
    itself = weight * (MOST if piece.is_a_word_here else word_itself(piece.share))
    if piece.stem:
        yield lexeme(piece.stem), itself
    others = [word.stem for word in words.words(piece)] if piece.length > 1 else list(piece.parts)
    for other in others:
        if other:
            yield lexeme(other), itself / len(others) * (LITERALLY if piece.concepts else 1)


def meant(piece: Span, weight: float) -> Iterable[tuple[str, float]]:
    for concept in piece.about if piece.kind != SKIP else ():
        yield lexeme(f"c:{concept}"), weight
        yield lexeme(f"k:{concept}"), weight * CATEGORY
    for n, concept in enumerate(dict.fromkeys(filter(None, piece.wider))):
        yield lexeme(f"c:{concept}"), weight * WIDER * FARTHER**n
        yield lexeme(f"k:{concept}"), weight * WIDER_CATEGORY


def word_itself(share: float) -> float:
    """Rare words tell more than what they are a word for ("sieraden"), frequent ones less ("eten")."""
    return min(MOST, max(LEAST, RARE / share)) if share else LEAST


def lexeme(text: str) -> str:
    """As a tsquery has it, whatever is in it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
