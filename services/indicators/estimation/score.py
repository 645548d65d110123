"""A score from several statements: per person the sum of the values × a factor (Art. 3, note 4).

Answers become values first (`recoded`): a code that nobody named is a problem with its rows, never a missing answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from services.indicators.estimation.problems import Problem, found

Codes = Mapping[str, int | None]
"""Answer as it stands in the file → its value on a statement that is not reversed; None is a missing answer. The answer
"" is an empty cell."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; `column` has its answers. Of a reversed one the value counts from the other end."""

    id: str
    column: str
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Values run from 0 to `highest`; the score is their sum × `numerator` / `denominator`.

    Who answers fewer than `min_answered` statements has no score. Where fewer than all are enough, those not answered
    count as the mean of the others.
    """

    statements: tuple[Statement, ...]
    highest: int
    numerator: int
    denominator: int
    min_answered: int


@dataclass(frozen=True, slots=True)
class NonResponse:
    """How many rows have no answer to a statement."""

    id: str
    rows: int
    missing: int


def recoded(rows: pl.DataFrame, columns: Iterable[str], codes: Codes) -> tuple[pl.DataFrame, list[Problem]]:
    """`rows` with values (Int8, null = missing) in `columns`, and a problem for each answer that is not in `codes`."""
    names = list(dict.fromkeys(columns))
    values = rows.with_columns(_values(name, codes) for name in names)
    return values, [problem for name in names for problem in _unknown(rows[name], codes)]


def _values(column: str, codes: Codes) -> pl.Expr:
    answers = _answers(pl.col(column))
    return answers.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.Int8).alias(column)


def _unknown(column: pl.Series, codes: Codes) -> list[Problem]:
    """One problem per unknown answer, those that many rows have first."""
    answers = column.to_frame().select(_answers(pl.col(column.name))).to_series()
    known = pl.Series(list(codes), dtype=pl.String)
    wrong = (~answers.is_in(known.implode())).arg_true()
    named = pl.DataFrame({"answer": answers[wrong], "row": wrong}) if len(wrong) else pl.DataFrame()
    if named.is_empty():
        return []
    by_answer = (
        named.group_by("answer")
        .agg(pl.col("row").sort())
        .sort(pl.col("row").list.len(), "answer", descending=[True, False])
    )
    return [
        problem for answer, indexes in by_answer.iter_rows() for problem in found(_rule(answer), column.name, indexes)
    ]


def _answers(column: pl.Expr) -> pl.Expr:
    return column.cast(pl.String).str.strip_chars().fill_null("")


def _rule(answer: str) -> str:
    return f"has the answer {answer}, which no code explains," if answer else "is empty, which no code explains,"


def scores(values: pl.DataFrame, scale: Scale) -> pl.Series:
    """The score of each row of `recoded` answers; null for who answered too little."""
    counted = [_counted(each, scale.highest) for each in scale.statements]
    answered = pl.sum_horizontal(each.is_not_null().cast(pl.Int64) for each in counted)
    mean = pl.sum_horizontal(each.cast(pl.Float64) for each in counted) / answered
    score = mean * len(counted) * scale.numerator / scale.denominator
    return values.select(pl.when(answered >= scale.min_answered).then(score).alias("score")).to_series()


def _counted(statement: Statement, highest: int) -> pl.Expr:
    value = pl.col(statement.column)
    return highest - value if statement.reversed else value


def non_response(values: pl.DataFrame, statements: Sequence[Statement]) -> list[NonResponse]:
    return [NonResponse(each.id, values.height, values[each.column].null_count()) for each in statements]
