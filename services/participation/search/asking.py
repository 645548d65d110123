"""Understanding what was typed, with the words in use. What people type is not kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow

from services.participation.clock import today
from services.participation.readability.word_list import ranks
from services.participation.search.likeness_rules import Candidate, meant_by
from services.participation.search.meaning_rules import Sought, Span, cut, moments, sought, unexplained_parts
from services.participation.search.moment_rules import Moment, moment_of

LOOK_UP = (
    b"SELECT first, length, word, stem, uses, share, known, parts, concepts, kinds, wider, dutch "
    b"FROM participation.search_look_up(%(q)s)"
)
ALIKE = (
    b"SELECT typed, word, sound, uses, heard FROM unnest(%(typed)s::text[]) AS typed"
    b" CROSS JOIN LATERAL participation.search_alike(typed)"
    b" WHERE uses > 0 OR EXISTS (SELECT FROM participation.search_term"
    b" WHERE key IN (participation.search_stem(word), word) AND (written = word OR language = 'nl'))"
    b" UNION ALL SELECT typed, word, NULL, uses, NULL FROM unnest(%(typed)s::text[]) AS typed"
    b" CROSS JOIN LATERAL participation.search_halves(typed)"
)
"""A word that is known only from what stands beside it is nobody's other word: it would find nothing."""
STRANGE_AT_MOST = 4
"""So many unknown words are looked for; the others stay as they are."""


@dataclass(frozen=True)
class Understood:
    """`corrected` is what we took it for, when that differs from what was typed; `moment` when it should be."""

    sought: Sought
    moment: Moment
    corrected: str | None


def understand(connection: Connection[TupleRow], typed: str) -> Understood:
    """Takes one statement, three when there are words that nobody uses, and one more for the parts of a compound."""
    spans, shown = look_up(connection, typed), None
    if mended := mend(connection, spans):
        text, shown = mended
        spans = look_up(connection, text)
    pieces = cut(spans)
    unexplained = unexplained_parts(pieces, spans)
    parts = look_up(connection, " ".join(unexplained)) if unexplained else []
    return Understood(sought(spans, parts), moment_of(moments(pieces), today()), shown)


def look_up(connection: Connection[TupleRow], typed: str) -> list[Span]:
    rows = connection.execute(LOOK_UP, {"q": typed}).fetchall()
    names = [field.name for field in fields(Span)]
    return [Span(**dict(zip(names, map(frozen, row), strict=True))) for row in rows]


def frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def mend(connection: Connection[TupleRow], spans: Sequence[Span]) -> tuple[str, str | None] | None:
    """What to look for instead, and what to tell of it; None when every word is known."""
    pieces = cut(spans)
    strange = [piece for piece in pieces if piece.is_strange]
    if not strange:
        return None
    compound = {piece.word: bool(piece.parts) for piece in strange[:STRANGE_AT_MOST]}
    known_as = meanings(connection.execute(ALIKE, {"typed": list(compound)}).fetchall(), compound)
    text = " ".join(known_as.get(piece.word) or " ".join(piece.parts) or piece.word for piece in pieces)
    shown = " ".join(known_as.get(piece.word) or as_typed(piece, spans) for piece in pieces)
    return text, shown if known_as else None


def as_typed(piece: Span, spans: Sequence[Span]) -> str:
    """Its words apart: "ik zoek", where they count as one."""
    until = piece.first + piece.length
    return " ".join(span.word for span in spans if span.length == 1 and piece.first <= span.first < until)


def meanings(rows: Sequence[tuple[Any, ...]], compound: Mapping[str, bool]) -> dict[str, str]:
    """Per typed word the word that was meant, for those that look like one."""
    candidates: dict[str, list[Candidate]] = {}
    halves: dict[str, list[str]] = {}
    heard: dict[str, str] = {}
    for typed, word, sound, uses, sounds_like in rows:
        if sound is None:
            halves.setdefault(typed, []).append(word)
        else:
            candidates.setdefault(typed, [])
            heard[typed] = sounds_like
            if word != typed:
                candidates[typed].append(Candidate(word, sound, uses))
    words = candidates.keys() | halves.keys()
    meant = {
        typed: meant_by(
            typed,
            heard.get(typed, ""),
            candidates.get(typed, ()),
            halves.get(typed, ()),
            compound[typed],
            spelt_right=typed in ranks(),
        )
        for typed in words
    }
    return {typed: word for typed, word in meant.items() if word}
