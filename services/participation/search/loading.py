"""The deal's words for searching, brought into the tables as a difference; what was written by them is written anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.contracts.deal import Deal
from services.participation.search.rebuilding import rebuild_in
from services.participation.tables import search_concept, search_term

Term = tuple[str, str, str]
"""Concept, language, words."""


@dataclass
class Concept:
    kind: str
    within: list[str]


def load_search_words(session: Session, deal: Deal) -> int:
    """Gives how many concepts and terms changed; when any did, all activities are written anew for the search."""
    changed = save_concepts(session, concepts_of(deal)) + save_terms(session, sorted(terms_of(deal)))
    if changed:
        rebuild_in(session)
    return changed


def concepts_of(deal: Deal) -> dict[str, Concept]:
    found = {each.slug: Concept("subject", []) for each in (*deal.categories, *deal.place_kinds)}
    found |= {each.slug: Concept("circumstance", []) for each in deal.for_whom if each.slug not in found}
    found |= {f"spoken-{each.slug}": Concept("circumstance", []) for each in deal.languages}
    found |= {f"step-{each.slug}": Concept("manner", []) for each in deal.steps}
    found |= {f"wijk-{each.slug}": Concept("circumstance", []) for each in deal.wijken.wijken}
    found |= {each.concept: Concept(each.kind, each.within) for each in deal.search_words}
    return {name: Concept(each.kind, wider_than(name, found)) for name, each in found.items()}


def wider_than(name: str, concepts: dict[str, Concept]) -> list[str]:
    """All that a concept is within, the nearest first, however far; a circle ends where it began."""
    found: list[str] = []
    ahead = list(concepts[name].within)
    while ahead:
        if (wider := ahead.pop(0)) not in (name, *found):
            found.append(wider)
            ahead += concepts[wider].within
    return found


def terms_of(deal: Deal) -> Iterator[Term]:
    for prefix, words in (
        ("", deal.categories),
        ("", deal.place_kinds),
        ("", deal.for_whom),
        ("spoken-", deal.languages),
        ("step-", deal.steps),
    ):
        for each in words:
            yield from ((prefix + each.slug, language, label) for language, label in each.labels.items())
    yield from ((f"wijk-{each.slug}", "nl", each.name) for each in deal.wijken.wijken)
    for group in deal.search_words:
        for language, words_of_it in group.words.items():
            yield from ((group.concept, language, word.strip()) for word in words_of_it.split(","))


def save_concepts(session: Session, wanted: dict[str, Concept]) -> int:
    gone = session.execute(
        delete(search_concept).where(search_concept.c.id.not_in(list(wanted))).returning(search_concept.c.id)
    ).all()
    given = upsert(search_concept).values(
        [{"id": id_, "kind": each.kind, "within": each.within} for id_, each in wanted.items()]
    )
    same = tuple_(search_concept.c.kind, search_concept.c.within)
    saved = session.execute(
        given.on_conflict_do_update(
            index_elements=["id"],
            set_={"kind": given.excluded.kind, "within": given.excluded.within},
            where=same.is_distinct_from(tuple_(given.excluded.kind, given.excluded.within)),
        ).returning(search_concept.c.id)
    ).all()
    return len(gone) + len(saved)


KEYED = text(
    "SELECT DISTINCT ON (key, language, concept, written) key, concept, language, text, folded, written FROM ("
    "  SELECT coalesce(participation.search_stem(joined), joined) AS key, concept, language, text, folded,"
    "   joined AS written"
    "  FROM unnest(CAST(:concepts AS text[]), CAST(:languages AS text[]), CAST(:texts AS text[]))"
    "  AS given(concept, language, text)"
    "  CROSS JOIN LATERAL (SELECT participation.search_words(text) AS words) cut"
    "  CROSS JOIN LATERAL (SELECT array_to_string(words, '') AS joined, array_to_string(words, ' ') AS folded) written"
    ") keyed WHERE key <> '' ORDER BY key, language, concept, written, text"
)


def save_terms(session: Session, terms: list[Term]) -> int:
    concepts, languages, texts = (list(column) for column in zip(*terms, strict=True))
    given = {"concepts": concepts, "languages": languages, "texts": texts}
    wanted = {tuple(row) for row in session.execute(KEYED, given)}
    there = {tuple(row) for row in session.execute(select(*_columns()))}
    t = search_term.c
    for _, concept, language, *_, written in there - wanted:
        session.execute(delete(search_term).where(t.concept == concept, t.language == language, t.written == written))
    if new := wanted - there:
        columns = zip(*sorted(new), strict=True)
        session.execute(ADD, dict(zip(COLUMNS, map(list, columns), strict=True)))
    return len(wanted ^ there)


COLUMNS = ("key", "concept", "language", "text", "folded", "written")
ADD = text(
    "INSERT INTO participation.search_term (key, concept, language, text, folded, written) SELECT * FROM unnest("
    "CAST(:key AS text[]), CAST(:concept AS text[]), CAST(:language AS text[]), CAST(:text AS text[]),"
    " CAST(:folded AS text[]), CAST(:written AS text[]))"
)


def _columns() -> list[Any]:
    return [search_term.c[name] for name in COLUMNS]
