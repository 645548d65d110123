"""What is looked for, by what is known of the typed words."""

from collections.abc import Sequence
from dataclasses import replace

from services.participation.search.answering import RELATED, SOME_WORDS, attempts
from services.participation.search.best import CANDIDATES, IN_A_WIJK, bound
from services.participation.search.meaning_rules import (
    CATEGORY,
    CIRCUMSTANCE,
    FARTHER,
    SKIP,
    SUBJECT,
    WIDER,
    WIDER_CATEGORY,
    Span,
    cut,
    is_one_word,
    moments,
    sought,
    unexplained_parts,
)

NOTHING = frozenset[str]()


def span(word: str, first: int = 1, concept: str = "", stem: str | None = "", uses: int = 1) -> Span:
    concepts, kinds = ((concept,), (SUBJECT,)) if concept else ((), ())
    return Span(first, 1, word, word if stem == "" else stem, uses, 0.5, False, (), concepts, kinds, (), True)


def joined(words: Sequence[Span], uses: int) -> Span:
    return replace(span("".join(word.word for word in words), uses=uses), length=len(words))


def test_two_words_that_say_nothing_are_no_word_that_somebody_uses() -> None:
    words = [span("met", stem=None), span("een", 2, stem=None)]
    assert not is_one_word(joined(words, uses=3), {1: words[0], 2: words[1]})
    assert [piece.word for piece in cut([joined(words, uses=3), *words])] == ["met", "een"]


def test_words_that_are_one_word_here_are_joined() -> None:
    words = [span("naai"), span("les", 2)]
    alone = {1: words[0], 2: words[1]}
    assert is_one_word(joined(words, uses=3), alone)
    assert not is_one_word(joined(words, uses=0), alone)
    assert is_one_word(replace(joined(words, uses=0), concepts=("sewing",), kinds=(SUBJECT,)), alone)


def test_longer_pieces_are_better_wherever_they_begin() -> None:
    """ "gratis | kleren voor kinderen", not "gratis kleren | voor | kinderen", which begins with a longer one."""
    words = [span(word, n) for n, word in enumerate(("gratis", "kleren", "voor", "kinderen"), start=1)]
    begins = replace(joined(words[:2], uses=0), concepts=("clothes",), kinds=(SUBJECT,))
    longest = replace(joined(words[1:], uses=0), first=2, length=3, concepts=("clothes",), kinds=(SUBJECT,))
    assert [piece.word for piece in cut([begins, words[0], longest, *words[1:]])] == ["gratis", "klerenvoorkinderen"]
    assert [piece.word for piece in cut([begins, *words])] == ["gratiskleren", "voor", "kinderen"]
    assert cut([]) == []


def test_known_wants_only_what_we_know_the_meaning_of() -> None:
    asked = sought([span("naaien", concept="sewing"), span("blauw", 2)])
    assert "c:sewing" in asked.known
    assert "blauw" not in asked.known
    assert "blauw" in asked.loose
    strange = sought([span("blauw")])
    assert strange.known == strange.loose


def test_a_wider_concept_counts_less_the_farther_it_is_but_a_category_does_not() -> None:
    futsal = replace(span("futsal", concept="football"), wider=("ball-sports", "sport"))
    ranks = dict(sought([futsal]).ranks)
    assert ranks["'k:football'"] == CATEGORY
    assert ranks["'c:ball-sports'"] == WIDER
    assert ranks["'c:sport'"] == WIDER * FARTHER
    assert ranks["'k:ball-sports'"] == ranks["'k:sport'"] == WIDER_CATEGORY


def test_what_is_known_is_tried_before_what_is_only_related() -> None:
    asked = sought([replace(span("naaien", concept="sewing"), wider=("crafts",)), span("blauw", 2)])
    tried = [(attempt.query, attempt.reason) for attempt in attempts(asked, NOTHING)]
    assert tried.index((asked.known, SOME_WORDS)) < tried.index((asked.wider, RELATED))
    assert len(set(tried)) == len(tried)


def test_in_one_wijk_fewer_are_looked_at() -> None:
    assert bound(frozenset({"q", "wijk"})) == IN_A_WIJK < CANDIDATES == bound(frozenset({"q"}))


def test_a_word_known_only_beside_others_may_be_another_word() -> None:
    """ "bloemstukje" stands in "bloemstukje maken" only: it may be "bloemstukjes", which is in use."""
    assert replace(span("bloemstukje", uses=0), known=True).is_strange
    assert not replace(span("naaien", concept="sewing", uses=0), known=True).is_strange
    assert not span("bloemstukjes", uses=1).is_strange


def test_joined_words_mean_what_the_compounds_among_them_are_made_of() -> None:
    words = [replace(span("kinderkook", uses=0), parts=("kinder", "kok")), span("club", 2, stem=None)]
    both = joined(words, uses=2)
    assert unexplained_parts([both], [both, *words]) == ["kinder", "kok"]
    assert unexplained_parts([both]) == []
    parts = [span("kinder", concept="children"), span("kok", 2, concept="cooking")]
    asked = sought([both, *words], parts)
    assert {"'c:children'", "'c:cooking'"} <= dict(asked.ranks).keys()
    assert "c:children" in asked.wider and "c:cooking" in asked.wider
    assert "c:children" not in sought([both, *words]).wider


def test_a_moment_is_no_subject_and_little_words_beside_it_are_not_looked_for() -> None:
    morning = replace(span("ochtend", 2, concept="morning"), kinds=(CIRCUMSTANCE,))
    assert moments([span("naaien", concept="sewing"), morning]) == ["morning"]
    assert "morning" not in sought([span("naaien", concept="sewing"), morning]).whole
    little = span("iets", stem="iets", concept="no-time")
    skipped = replace(little, kinds=(SKIP,))
    assert sought([skipped, morning]).whole == ""
    assert sought([skipped]).whole != ""


def test_a_moment_is_left_out_before_what_was_chosen() -> None:
    asked = sought([span("naaien", concept="sewing")])
    filters = [attempt.given for attempt in attempts(asked, frozenset({"q", "weekday"}), frozenset({"hours"}))]
    assert filters[0] == {"q", "weekday", "hours"}
    assert filters.index(frozenset({"q", "weekday"})) < filters.index(frozenset({"q"}))


def test_a_word_may_say_both_what_and_when() -> None:
    """ "na school": for children, in the afternoon."""
    both = replace(
        span("naschool", concept="afternoon"), concepts=("afternoon", "children"), kinds=(CIRCUMSTANCE, SUBJECT)
    )
    assert moments([both]) == ["afternoon"]
    assert "'c:children'" in sought([both]).whole
    assert "afternoon" not in sought([both]).whole


def test_older_people_are_welcome_where_everyone_is() -> None:
    old = replace(span("ouderen", 2, concept="seniors"), kinds=(CIRCUMSTANCE,))
    women = replace(span("vrouwen", 2, concept="women"), kinds=(CIRCUMSTANCE,))
    dance = span("dansen", concept="dance")
    assert "'c:everyone'" in sought([dance, old]).open
    assert "'c:everyone'" not in sought([dance, old]).loose + sought([dance, women]).open
