"""What makes a text hard, on texts as people in a wijk write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.participation.readability.completeness_rules import USEFUL, completeness
from services.participation.readability.hints import HINTS, LABELS, hint_text
from services.participation.readability.plain_words import ABBREVIATIONS, PLAIN_WORDS
from services.participation.readability.rules import POINTS, findings, score, verdict
from services.participation.readability.text_rules import words
from services.participation.readability.word_list import ranks

EASY = (
    "Kom gezellig koffie drinken met uw buren. Iedereen is welkom. De koffie is gratis. U hoeft niet te bellen.",
    "Naailes voor beginners. U leert een broek korter maken. Neem zelf een broek mee. De les kost 2 euro per keer.",
    "Taalcafé: oefen Nederlands praten. Vrijwilligers helpen u. U hoeft geen boek mee te nemen. Bel Fatima Öztürk.",
    "Wandelen in het park met de buurtsportcoach. We lopen een uur. Daarna drinken we thee in het buurthuis.",
    "Elke woensdag koken wij eten uit een ander land. Kinderen zijn welkom met een ouder. Daarna eten we samen.",
)
HARD = (
    "Het participatietraject beoogt de zelfredzaamheid en sociale cohesie van bewoners te bevorderen door middel van "
    "laagdrempelige activiteiten, waarbij deelnemers gezamenlijk worden begeleid door professionals i.s.m. partners.",
    "KOM NAAR DE OPEN DAG! Wij bieden multidisciplinaire ondersteuning ten behoeve van mantelzorgers.",
    "Gelieve u voorafgaand aan te melden o.v.v. uw gegevens, e.e.a. conform de vigerende huisregels.",
)


def points(text: str) -> int:
    return score(findings(text, ranks()), len(words(text)))


def codes(text: str) -> list[tuple[str, str, str | None]]:
    return [(each.code, each.found, each.suggestion) for each in findings(text, ranks())]


@pytest.mark.parametrize("text", EASY)
def test_easy_texts_read_well(text: str) -> None:
    assert verdict(points(text)) == "good"


@pytest.mark.parametrize("text", HARD)
def test_texts_of_offices_are_hard(text: str) -> None:
    assert verdict(points(text)) == "hard"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U dient te bellen.", ("office-word", "dient te", "moet")),
        ("In het kader van de week.", ("office-word", "In het kader van", "voor")),
        ("Er is koffie, thee enz. voor u.", ("abbreviation", "enz.", "en meer")),
        ("Bel x.y.z. voor hulp.", ("abbreviation", "x.y.z.", None)),
        ("De koffie wordt geschonken.", ("passive", "wordt", None)),
        ("De spullen worden opgehaald.", ("passive", "worden", None)),
        ("Kom naar het FEEST.", ("capitals", "FEEST", "Feest")),
        ("Dit is sesquipedaal.", ("hard-word", "sesquipedaal", None)),
        ("Kom voor de schuldhulpverlening.", ("long-word", "schuldhulpverlening", None)),
    ],
)
def test_the_exact_word_is_named_with_a_plain_one_where_we_know_it(
    text: str, expected: tuple[str, str, str | None]
) -> None:
    assert codes(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Oma wordt 80 jaar.",
        "Wij schenken koffie.",
        "Bel Zwaantje Kwakkelstein.",
        "Open op de A4 en in het WMO-huis.",
        "Mail inschrijvingsformulierencommissie@example.org.",
        "De activiteiten zijn gratis.",
        "Wij drinken thee-met-men-samen.",
        "Een boek van Mustafa Yıldırım.",
    ],
)
def test_what_is_no_problem_is_not_named(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("many", "expected"), [(10, []), (11, ["long-sentence"]), (15, ["long-sentence"]), (16, ["very-long-sentence"])]
)
def test_how_long_a_sentence_may_be(many: int, expected: list[str]) -> None:
    assert [code for code, *_ in codes("en " * many + ".")] == expected


def test_a_hint_names_its_sentence_and_place() -> None:
    text = "Kom langs. U dient te bellen."
    (found,) = findings(text, ranks())
    assert (found.sentence, text[found.start : found.end]) == ("U dient te bellen.", "dient te")
    assert hint_text(found) == "“dient te” is een woord van kantoor. Probeer: “moet”."


def test_the_same_word_is_named_once() -> None:
    assert len(codes("Indien u komt. Indien u belt. Indien u wilt.")) == 1


def test_a_long_word_in_a_short_title_is_no_disaster() -> None:
    assert verdict(points("Hulp bij schuldhulpverlening")) == "good"


def test_every_finding_has_words_and_points_and_nothing_claims_a_level() -> None:
    assert HINTS.keys() == POINTS.keys()
    said = " ".join([*HINTS.values(), *LABELS.values()])
    assert not {"A1", "A2", "B1", "B2", "C1"} & set(said.split())


def test_what_we_suggest_is_no_office_word_itself() -> None:
    for better in (*PLAIN_WORDS.values(), *ABBREVIATIONS.values()):
        assert [each for each in codes(better) if each[0] in ("office-word", "abbreviation")] == [], better


@given(some.lists(some.sampled_from([*EASY, *HARD, "Indien", "i.v.m.", "\n", "KOM NU", "x" * 50, "é-’"]), max_size=6))
def test_the_score_is_from_0_to_100_and_found_texts_are_there(parts: list[str]) -> None:
    text = " ".join(parts)
    found = findings(text, ranks())
    assert 0 <= score(found, len(words(text))) <= 100
    assert all(text[each.start : each.end] == each.found and each.found in each.sentence for each in found)


@given(some.sampled_from(EASY), some.sampled_from(["Dit wordt gedaan.", "Derhalve indien.", "NU DOEN!"]))
def test_something_hard_never_makes_a_text_better(easy: str, worse: str) -> None:
    assert score(findings(f"{easy} {worse}", ranks()), 60) <= score(findings(easy, ranks()), 60)


@pytest.mark.parametrize("piece", ["a", "a@", "a.", "i.v.m. ", "A ", "enen", "s-", "worden ge", "1. ", "(", "- "])
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 8000)[:8000]
    begin = time.perf_counter()
    findings(text, ranks())
    assert time.perf_counter() - begin < 2


def test_completeness_is_a_hundred_when_nothing_is_lacking() -> None:
    assert completeness({each.field: True for each in USEFUL}) == (100, [])
    assert completeness({})[0] == 100
    assert sum(each.weight for each in USEFUL) == 100


@given(some.dictionaries(some.sampled_from([each.field for each in USEFUL]), some.booleans()))
def test_each_thing_that_is_known_makes_it_more_complete(known: dict[str, bool]) -> None:
    whole, lacking = completeness(known)
    assert 0 <= whole <= 100
    assert {each.field for each in lacking} == {field for field, there in known.items() if not there}
    weights = [each.weight for each in lacking]
    assert weights == sorted(weights, reverse=True)
    for each in lacking:
        assert completeness(known | {each.field: True})[0] > whole
