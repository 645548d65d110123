"""What must not matter does not, and what is wrong with a file is said at once, with its rows."""

import random
from pathlib import Path

import polars as pl
import pytest

from services.indicators.estimation import figures
from services.indicators.estimation.estimates import Estimate, estimate, interval, logit_interval
from services.indicators.estimation.files import FIRST, Question, read_sample
from services.indicators.estimation.problems import Unusable

HEADER = "y,w,s,p,N,wijk"
WIJKEN = ("moerwijk", "x")
QUESTION = Question("y", "w", "s", "p", "N", domain=("wijk", "moerwijk"))


def rows(times: float = 1) -> list[str]:
    draw = random.Random(5)
    return [
        f"{draw.gauss(5, 2)},{(1 + number % 3) * times},s{number % 2},p{number % 11},40,{draw.choice(WIJKEN)}"
        for number in range(220)
    ]


def gap_of(path: Path, lines: list[str]) -> Estimate:
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    sample = read_sample(path, QUESTION)
    return estimate(sample, figures.mean(sample, figures.domain("")).less(figures.mean(sample)))


def same(one: Estimate, other: Estimate) -> bool:
    return (one.value, one.se, one.df) == pytest.approx((other.value, other.se, other.df), rel=1e-10)


def test_weights_times_a_constant_and_row_order_change_nothing(tmp_path: Path) -> None:
    plain = gap_of(tmp_path / "a.csv", rows())
    assert plain.se > 0
    assert same(gap_of(tmp_path / "b.csv", rows(times=37)), plain)
    assert same(gap_of(tmp_path / "c.csv", random.Random(1).sample(rows(), 220)), plain)


def test_a_file_that_has_to_be_looked_at_gives_the_same(tmp_path: Path) -> None:
    """A space before a number: it is not read in one pass, but as a whole. So where the first thousand said nothing."""
    plain = gap_of(tmp_path / "a.csv", rows())
    assert same(gap_of(tmp_path / "b.csv", [f" {line}" for line in rows()]), plain)
    silent = [f",1,s{number % 2},p{number % 11},40,x" for number in range(FIRST + 10)]
    whole = gap_of(tmp_path / "c.csv", [*silent, *rows()])
    assert same(gap_of(tmp_path / "d.csv", [*rows(), *silent]), whole)
    assert whole.rows == plain.rows


def test_numbers_of_a_parquet_file_are_names_too(tmp_path: Path) -> None:
    """Strata, clusters and wijken that are numbers there: as in the text of a CSV."""
    frame = pl.DataFrame({"y": [1.5, 2, 4, 8, 5, 7], "w": [1] * 6, "s": [1, 1, 1, 2, 2, 2], "wijk": [10, 20] * 3})
    frame.write_csv(tmp_path / "a.csv")
    frame.with_columns(pl.col("s").cast(pl.Float64)).write_parquet(tmp_path / "a.parquet")
    of_each = [read_sample(tmp_path / name, Question("y", "w", "s", by="wijk")) for name in ("a.csv", "a.parquet")]
    assert of_each[0].groups == of_each[1].groups == ["10", "20"]
    assert of_each[0].strata == of_each[1].strata
    one, other = (estimate(each, figures.mean(each, figures.domain("10"))) for each in of_each)
    assert same(one, other)


def test_a_share_of_an_answer_that_nobody_gave(tmp_path: Path) -> None:
    text = "y,w\nyes,1\nno,1\n"
    said = wrong(tmp_path / "a.csv", text, Question("y", "w", proportion="Yes"))
    assert said == ["Column y: no row has the value Yes; there are no, yes."]


def test_a_file_split_by_units_adds_up_to_the_whole(tmp_path: Path) -> None:
    """Sums of two files with different units are those of one file: cells are simply put together."""
    lines = rows()
    parts = [[line for line in lines if (int(line.split(",")[3][1:]) < 5) == half] for half in (True, False)]
    whole = read_sample(write(tmp_path / "all.csv", lines), QUESTION)
    halves = [read_sample(write(tmp_path / f"{n}.csv", part), QUESTION) for n, part in enumerate(parts)]
    for within in (figures.everyone, figures.domain("")):
        added = sum(figures.total(half, within).value for half in halves)
        assert added == pytest.approx(figures.total(whole, within).value, rel=1e-10)


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    return path


def wrong(path: Path, text: str, question: Question = QUESTION) -> list[str]:
    path.write_text(text)
    with pytest.raises(Unusable) as refused:
        read_sample(path, question)
    return [problem.sentence() for problem in refused.value.problems]


def test_everything_wrong_is_told_at_once_with_its_rows(tmp_path: Path) -> None:
    text = f"{HEADER}\n1,1,a,p,9,moerwijk\nmany,1,a,q,9,x\n3,-2,a,r,9,x\n4,1,,t,9,x\n"
    assert wrong(tmp_path / "a.csv", text) == [
        "Column y: has text where a number is asked in row 3.",
        "Column s: is empty in row 5.",
        "Column w: is below zero in row 4.",
    ]


def test_columns_that_are_missing(tmp_path: Path) -> None:
    said = wrong(tmp_path / "a.csv", "y,w\n1,1\n", Question("z", "weight", "w"))
    assert said == [f"Column {name}: is not in the file; it has y, w." for name in ("weight", "z")]


def test_a_population_smaller_than_its_sample(tmp_path: Path) -> None:
    text = "y,w,N\n1,1,2\n2,1,2\n3,1,2\n"
    assert wrong(tmp_path / "a.csv", text, Question("y", "w", fpc="N")) == [
        "Column N: the population is 2, smaller than its sample of 3."
    ]


def test_a_value_that_nobody_has_is_a_slip(tmp_path: Path) -> None:
    text = "y,w,d\n1,1,a\n2,1,b\n"
    question = Question("y", "w", domain=("d", "A"))
    assert wrong(tmp_path / "a.csv", text, question) == ["Column d: no row has the value A; there are a, b."]


def test_no_interval_without_spread_or_degrees_of_freedom() -> None:
    assert interval(Estimate(5, 1, 0, 1)) is None
    assert logit_interval(Estimate(1, 0, 9, 10)) is None
