"""A compound that nobody explained is looked for by what its parts mean."""

from services.participation.search.meaning_rules import CIRCUMSTANCE, SUBJECT, Span, sought, unexplained_parts


def span(word: str, concept: str = "", kind: str = SUBJECT, parts: tuple[str, ...] = ()) -> Span:
    concepts, kinds = ((concept,), (kind,)) if concept else ((), ())
    return Span(1, 1, word, word, 1, 0.5, False, parts, concepts, kinds, (), True)


COOKING_CLUB = span("kinderkok", parts=("kinder", "kok"))
PARTS = [span("kinder", "children", CIRCUMSTANCE), span("kok", "cooking")]


def test_only_parts_of_a_compound_without_a_meaning_of_its_own_are_looked_up() -> None:
    assert unexplained_parts([COOKING_CLUB, COOKING_CLUB]) == ["kinder", "kok"]
    assert unexplained_parts([span("kinderkok", "cooking", parts=("kinder", "kok"))]) == []


def test_what_both_parts_mean_is_looked_for_and_ranked() -> None:
    asked = sought([COOKING_CLUB], PARTS)
    assert "(('c:children') & ('c:cooking'))" in asked.loose
    assert "(('c:children':ABC) & ('c:cooking':ABC))" in asked.whole
    assert {"'c:children'", "'c:cooking'"} <= {query for query, _ in asked.ranks}


def test_without_known_parts_the_word_itself_is_looked_for() -> None:
    assert sought([COOKING_CLUB]).loose == "('kinderkok' | ('kinder' & 'kok'))"
