"""The score of social cohesion as the deal's footnote has it: Art. 3, note 4."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.deal_indicators import IndicatorDefinition
from services.indicators.estimation.score import NonResponse, Scale, Statement, non_response, recoded, scores
from services.kit.deal_files import read_deal
from tests.participation.conftest import DEAL

ITEMS = ("know-each-other", "pleasant-contact", "solidarity", "feel-at-home")


@pytest.fixture(scope="module")
def definition() -> IndicatorDefinition:
    return next(each for each in read_deal(DEAL).indicators if each.id == "social-cohesion")


@pytest.fixture(scope="module")
def scale(definition: IndicatorDefinition) -> Scale:
    of = definition.scale
    assert of
    statements = tuple(Statement(each.id, each.id, each.reversed) for each in of.items)
    return Scale(statements, 4, of.factor_numerator, of.factor_denominator, of.min_answered_items)


@pytest.fixture(scope="module")
def codes(definition: IndicatorDefinition) -> dict[str, int | None]:
    assert definition.scale
    return {each.answer: each.value for each in definition.scale.answers}


def answers(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=list(ITEMS), orient="row")


FULLY, AGREE, NEUTRAL, DISAGREE, FULLY_NOT = (
    "helemaal mee eens",
    "mee eens",
    "niet mee eens, niet mee oneens",
    "mee oneens",
    "helemaal mee oneens",
)


def test_the_marks_of_the_deal(scale: Scale, codes: dict[str, int | None]) -> None:
    values, problems = recoded(
        answers(
            (NEUTRAL,) * 4,
            (FULLY_NOT, FULLY, FULLY, FULLY),
            (FULLY, FULLY_NOT, FULLY_NOT, FULLY_NOT),
            (FULLY, FULLY, FULLY, FULLY),
            (FULLY_NOT, FULLY, FULLY, "geen antwoord"),
            ("weigert",) * 4,
            (AGREE, AGREE, DISAGREE, NEUTRAL),
        ),
        ITEMS,
        codes,
    )
    assert problems == []
    assert scores(values, scale).to_list() == [5.0, 10.0, 0.0, 7.5, None, None, 4.375]


def test_only_the_first_statement_is_reversed(scale: Scale) -> None:
    assert [each.id for each in scale.statements if each.reversed] == ["know-each-other"]


def test_what_is_not_answered_is_counted_per_statement(scale: Scale, codes: dict[str, int | None]) -> None:
    values, _ = recoded(
        answers((AGREE, "weigert", AGREE, AGREE), (AGREE, "geen antwoord", AGREE, "weigert")), ITEMS, codes
    )
    assert non_response(values, scale.statements) == [
        NonResponse(item, 2, missing) for item, missing in zip(ITEMS, (0, 2, 0, 1), strict=True)
    ]


def test_an_answer_that_no_code_explains_is_refused_with_its_rows(codes: dict[str, int | None]) -> None:
    _, problems = recoded(answers((AGREE, "9", AGREE, ""), ("eens", "9", AGREE, AGREE)), ITEMS, codes)
    assert [problem.sentence() for problem in problems] == [
        "Column know-each-other: has the answer eens, which no code explains, in row 3.",
        "Column pleasant-contact: has the answer 9, which no code explains, in rows 2, 3.",
        "Column feel-at-home: is empty, which no code explains, in row 2.",
    ]


def test_an_empty_cell_is_missing_where_a_code_says_so() -> None:
    values, problems = recoded(pl.DataFrame({"a": [None, "1", " 2 "]}), ["a"], {"": None, "1": 0, "2": 4})
    assert (values["a"].to_list(), problems) == ([None, 0, 4], [])


def test_numbers_are_answers_too() -> None:
    values, problems = recoded(pl.DataFrame({"a": [1, 2, 8]}), ["a"], {"1": 4, "2": 3, "8": None})
    assert (values["a"].to_list(), problems) == ([4, 3, None], [])


def scored(row: list[int | None], least: int) -> float | None:
    scale = Scale(tuple(Statement(name, name) for name in "abcd"), 4, 10, 16, least)
    frame = pl.DataFrame([row], schema=dict.fromkeys("abcd", pl.Int8), orient="row")
    found: float | None = scores(frame, scale).item()
    return found


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=4, max_size=4), st.integers(1, 4))
def test_a_score_lies_between_those_of_the_lowest_and_highest_answer(row: list[int | None], least: int) -> None:
    there = [value for value in row if value is not None]
    found = scored(row, least)
    if len(there) < least:
        assert found is None
    else:
        assert found == pytest.approx(sum(there) / len(there) * 2.5)
