"""What people read. Every sentence is short, and none says more than the figures do."""

from dataclasses import replace
from datetime import date

import pytest

from services.indicators.assessments.chances import Amount, exactly
from services.indicators.assessments.gap_rules import GapJudgement, judge_gap
from services.indicators.assessments.rules import Agreement, Judgement, Measured, judge
from services.indicators.assessments.words import Told, number, percent, words

BASELINE, FINAL = date(2019, 11, 30), date(2023, 11, 30)
AGREED = Agreement("up", "change", 0.5, "between-seasons", date(2019, 9, 1), FINAL)
THEN = Measured(Amount(5.0, 5.0, 5.0, 0.1, 200), BASELINE, "a")
LONGEST_SENTENCE = 16


def told(
    latest: Measured | None, agreed: Agreement = AGREED, baseline: Measured | None = THEN, **given: object
) -> Told:
    return replace(
        Told(
            agreed,
            judge(agreed, latest, baseline),
            "0,5 punt hoger tussen najaar 2019 en najaar 2023",
            "",
            "punt",
            1,
            latest.amount if latest else None,
            baseline.amount if baseline else None,
        ),
        **given,  # type: ignore[arg-type]
    )


def now(value: float, group: str = "a", ends: date = FINAL) -> Measured:
    return Measured(Amount(value, value, value, 0.1, 200), ends, group)


def test_what_was_reached() -> None:
    assert words(told(now(5.8))) == (
        "Het cijfer is nu 5,8. Het komt uit een steekproef. Het echte cijfer ligt waarschijnlijk tussen 5,6 en 6,0. "
        "Bij de nulmeting was het 5,0. Afgesproken is: 0,5 punt hoger tussen najaar 2019 en najaar 2023. "
        "Het is 0,8 punt hoger dan bij de nulmeting. Dat is gelukt. De kans daarop is ongeveer 98 procent."
    )


def test_a_break_is_said_and_no_change_is() -> None:
    said = words(told(now(5.8, "b")))
    assert "niet te vergelijken" in said
    assert "hoger dan" not in said


@pytest.mark.parametrize(
    ("value", "sentence"),
    [(5.5, "Of dat is gelukt, is niet zeker."), (5.0, "Dat is nog niet bereikt."), (5.8, "Dat is gelukt.")],
)
def test_the_end(value: float, sentence: str) -> None:
    assert sentence in words(told(now(value)))


def test_a_chance_of_failing_is_not_given_as_a_chance_of_success() -> None:
    assert "kans" not in words(told(now(4.8)))


def test_on_the_way() -> None:
    halfway = date(2021, 11, 30)
    assert "Tot nu toe gaat het zoals is afgesproken." in words(told(now(5.6, ends=halfway)))
    assert "Tot nu toe gaat het minder snel dan is afgesproken." in words(told(now(4.8, ends=halfway)))


def test_a_count_has_no_margin_and_no_chance() -> None:
    persons = Agreement("up", "at-least", 500, "window", date(2019, 9, 1), date(2023, 12, 31))
    latest = Measured(exactly(1512), date(2023, 12, 31))
    said = words(told(latest, persons, None, target="500 personen", unit="personen", decimals=0))
    assert said == "Het aantal personen is nu 1.512. Afgesproken is: 500 personen. Dat is gelukt."


def test_rounding_is_no_sample() -> None:
    latest = Measured(Amount(1250, 1245, 1255), date(2023, 12, 31))
    said = words(told(latest, Agreement("down", "less", None, "open"), None, unit="huishoudens", decimals=0))
    assert "De bron rondt af: het ligt tussen 1.245 en 1.255." in said
    assert "steekproef" not in said
    assert "geen nulmeting die wij kunnen gebruiken" in said


def test_without_a_figure() -> None:
    assert words(told(None, baseline=None)) == "Er is nog geen cijfer."
    assert words(told(None)) == "Er is alleen een nulmeting. Een volgende meting is er nog niet."


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (GapJudgement("smaller", None, None, 0.95), "Dat verschil is waarschijnlijk kleiner geworden."),
        (GapJudgement("smaller"), "Dat verschil is kleiner geworden."),
        (GapJudgement("uncertain", None, None, 0.5), "Of dat verschil kleiner is geworden, is niet zeker."),
        (judge_gap(now(1, "b"), now(1)), "De manier van meten is veranderd."),
    ],
)
def test_the_gap_to_the_city(gap: GapJudgement, sentence: str) -> None:
    arrears = Amount(0.7, 0.7, 0.7, 0.1, 100)
    said = words(told(now(5.8), compared_with="het gemiddelde in Rivierstad", arrears=arrears, gap=gap))
    assert "Het verschil met het gemiddelde in Rivierstad is 0,7 punt." in said
    assert sentence in said


def test_who_is_ahead_has_no_arrears() -> None:
    said = words(told(now(5.8), compared_with="de stad", arrears=exactly(-0.2), gap=GapJudgement("smaller")))
    assert said.endswith("Het is hier niet minder goed dan de stad.")


def test_sentences_are_short() -> None:
    for latest in (None, now(5.8), now(5.2), now(4.8), now(5.8, "b")):
        for sentence in words(told(latest)).split(". "):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_no_word_judges_anybody() -> None:
    for verdict in ("off-track", "uncertain"):
        for final in (True, False):
            said = words(replace(told(now(5.0)), judgement=Judgement(verdict, final=final))).lower()
            assert not {"mislukt", "gefaald", "onvoldoende", "slecht"} & set(said.replace(".", "").split())


def test_numbers_as_the_dutch_write_them() -> None:
    assert [number(1234567.891, 1), number(-0.5, 1), number(500, 0)] == ["1.234.567,9", "-0,5", "500"]
    assert [percent(0.999), percent(0.001), percent(0.5)] == [
        "meer dan 99 procent", "minder dan 1 procent", "ongeveer 50 procent",
    ]  # fmt: skip
