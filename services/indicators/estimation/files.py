"""Reads the columns of a design from CSV or Parquet: fast when all is well, and with every problem when it is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from services.indicators.estimation.checks import is_wrong, problems_of, problems_of_population
from services.indicators.estimation.problems import Problem, Unusable, found
from services.indicators.estimation.sample import Sample, sample_from, sample_of, strata_of, summed

EMPTY = ["", "NA"]
OUTSIDE = pl.lit(None, pl.String)
FIRST = 1000
"""Rows of which the mean is taken from every y."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which columns of a file say what. With `proportion` y is text and the share of that answer is asked."""

    y: str
    weight: str
    stratum: str | None = None
    psu: str | None = None
    fpc: str | None = None
    by: str | None = None
    domain: tuple[str, str] | None = None
    proportion: str | None = None

    @property
    def names(self) -> dict[str, str]:
        named = {"y": self.y, "weight": self.weight, "stratum": self.stratum, "psu": self.psu, "fpc": self.fpc}
        return {role: column for role, column in named.items() if column is not None}

    @property
    def numbers(self) -> set[str]:
        return {self.names[role] for role in ("y", "weight", "fpc") if role in self.names and not self._as_text(role)}

    @property
    def texts(self) -> set[str]:
        wanted = [self.stratum, self.psu, self.by, self.domain and self.domain[0], self.proportion and self.y]
        return {column for column in wanted if column}

    def _as_text(self, role: str) -> bool:
        return role == "y" and self.proportion is not None


def read_sample(path: Path, question: Question) -> Sample:
    """The sums that answer `question`. Raises Unusable with everything that is wrong with the file."""
    try:
        return _added_up(path, question) or _looked_at(path, question)
    except (PolarsError, OSError, UnicodeDecodeError) as error:
        raise Unusable([Problem(f"{path} can't be read: {str(error).splitlines()[0]}")]) from error


def _added_up(path: Path, question: Question) -> Sample | None:
    """In one pass, without ever having all rows in memory. None where something needs a closer look."""
    try:
        rows = _scan(path, question).select(_frame(question))
        shift = _near_the_mean(rows)
        if shift is None:
            return None
        sums = summed(rows, shift, *_doubts(question)).collect(engine="streaming")
    except PolarsError:
        return None
    if sums.is_empty() or sums["wrong"].any() or not (sums["asked"].any() and sums["in_domain"].any()):
        return None
    return None if any(problems_of_population(strata_of(sums), question.names)) else sample_from(sums, shift)


def _near_the_mean(rows: pl.LazyFrame) -> float | None:
    """Any number among those of y will do as a shift; the first ones are read at once. None: nobody answered yet."""
    y = pl.col("y")
    first = rows.select(y).head(FIRST).collect().select(y.filter(y.is_finite()).mean()).item()
    return None if first is None else float(first)


def _doubts(question: Question) -> list[pl.Expr]:
    """Per cell: whether a row is wrong, whether the answer that is asked for was given, whether somebody is in it."""
    asked = pl.col("y") == 1 if question.proportion is not None else pl.lit(True)
    there = pl.col("group").is_not_null()
    return [is_wrong(question.names).any().alias("wrong"), asked.any().alias("asked"), there.any().alias("in_domain")]


def _looked_at(path: Path, question: Question) -> Sample:
    """Of all rows at once. Raises Unusable with everything that is wrong; what only looked wrong is added up."""
    rows = _read(path, question)
    frame = rows.select(_frame(question))
    if problems := [*_answers_that_exist(rows, question), *problems_of(frame, question.names)]:
        raise Unusable(problems)
    return sample_of(frame)


def _frame(question: Question) -> list[pl.Expr]:
    columns = {role: pl.col(column) for role, column in question.names.items()}
    if question.proportion is not None:
        columns["y"] = (columns["y"] == question.proportion).cast(pl.Float64)
    group = pl.col(question.by) if question.by else pl.lit("")
    if question.domain:
        column, value = question.domain
        group = pl.when(pl.col(column) == value).then(group).otherwise(OUTSIDE)
    numbers = [columns[role].cast(pl.Float64).alias(role) for role in ("y", "weight", "fpc") if role in columns]
    texts = [columns[role].cast(pl.String).alias(role) for role in ("stratum", "psu") if role in columns]
    return [*numbers, *texts, group.alias("group")]


def _answers_that_exist(rows: pl.DataFrame, question: Question) -> list[Problem]:
    """A value that no row has is a slip of the pen, not an empty domain."""
    asked = [question.domain] if question.domain else []
    if question.proportion is not None:
        asked.append((question.y, question.proportion))
    problems = []
    for column, value in asked:
        if rows.height and not (rows[column] == value).any():
            known = ", ".join(rows[column].drop_nulls().unique().sort().head(10).to_list())
            problems.append(Problem(f"no row has the value {value}; there are {known}", column))
    return problems


def _scan(path: Path, question: Question) -> pl.LazyFrame:
    """The wanted columns, numbers as Float64 and the others as text; a column wanted both ways is text."""
    scan = pl.scan_parquet(path) if path.suffix == ".parquet" else _scan_csv(path)
    names = scan.collect_schema()
    _refuse_missing(question.numbers | question.texts, list(names))
    if path.suffix == ".parquet":
        return scan.select(_as_asked(question, names))
    columns = sorted(question.numbers | question.texts)
    types = {name: pl.Float64 if name in question.numbers - question.texts else pl.String for name in columns}
    return _scan_csv(path, types).select(columns)


def _read(path: Path, question: Question) -> pl.DataFrame:
    try:
        return _typed(_scan(path, question).collect(), question)
    except PolarsError:
        return _typed(_scan_csv(path).select(sorted(question.numbers | question.texts)).collect(), question)


def _scan_csv(path: Path, types: Mapping[str, type[pl.DataType]] | None = None) -> pl.LazyFrame:
    """All text, but for the columns in `types`."""
    with path.open("rb") as file:
        header = file.readline()
    separator = ";" if header.count(b";") > header.count(b",") else ","
    return pl.scan_csv(
        path, separator=separator, infer_schema=False, schema_overrides=types, null_values=EMPTY, glob=False
    )


def _as_asked(question: Question, names: pl.Schema) -> list[pl.Expr]:
    """Columns of a Parquet file: whole numbers that are read as text have no decimals."""
    columns = sorted(question.numbers | question.texts)
    whole = {name for name in columns if names[name].is_float() and name in question.texts}
    texts = {name: pl.col(name).cast(pl.String) for name in question.texts} | {n: _text_of_number(n) for n in whole}
    return [texts[name].alias(name) if name in texts else pl.col(name) for name in columns]


def _text_of_number(name: str) -> pl.Expr:
    number = pl.col(name)
    whole = number == number.round()
    return pl.when(whole).then(number.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(number.cast(pl.String))


def _typed(rows: pl.DataFrame, question: Question) -> pl.DataFrame:
    """Text where text is asked. Raises Unusable where a number is asked and text is found."""
    problems = []
    for column in sorted(question.numbers):
        if rows.schema[column] == pl.String:
            numbers = rows[column].str.strip_chars().cast(pl.Float64, strict=False)
            wrong = (numbers.is_null() & rows[column].is_not_null()).arg_true().to_list()
            problems += found("has text where a number is asked", column, wrong)
    if problems:
        raise Unusable([*problems, *_of_the_rest(rows, question, problems)])
    return rows.with_columns(pl.col(column).cast(pl.String) for column in question.texts if column in rows.columns)


def _of_the_rest(rows: pl.DataFrame, question: Question, known: Iterable[Problem]) -> list[Problem]:
    """What else is wrong, once the text among the numbers is taken for empty: so that one look shows all."""
    told = {problem.column for problem in known}
    numbers = [pl.col(column).cast(pl.Float64, strict=False) for column in question.numbers - question.texts]
    frame = rows.with_columns(numbers).select(_lenient(question))
    return [each for each in problems_of(frame, question.names) if each.column not in told or "zero" in each.rule]


def _lenient(question: Question) -> list[pl.Expr]:
    casts = dict.fromkeys(("y", "weight", "fpc"), pl.Float64) | {"stratum": pl.String, "psu": pl.String}
    return [pl.col(column).cast(casts[role], strict=False).alias(role) for role, column in question.names.items()]


def _refuse_missing(wanted: set[str], there: list[str]) -> None:
    missing = sorted(wanted - set(there))
    if missing:
        columns = ", ".join(there)
        raise Unusable([Problem(f"is not in the file; it has {columns}", column) for column in missing])
