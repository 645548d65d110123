"""A survey is checked whole: every problem with its row, column and value, before anything is kept."""

from pathlib import Path

import polars as pl
import pytest

from services.contracts.deal import Deal
from services.indicators.datasets import reading
from services.indicators.datasets.problems import Cell
from services.indicators.datasets.reading import open_rows
from services.indicators.datasets.taking_in import Refused
from services.indicators.datasets.worlds import Known
from tests.indicators.datasets.surveys import GOOD, ITEMS, METADATA, cells, known_in, metadata, taken, written


@pytest.fixture(scope="module")
def known(deal: Deal) -> Known:
    return known_in(deal, "social-cohesion", "feeling-unsafe")


def test_a_good_file_is_taken_in_without_its_respondents(tmp_path: Path, known: Known) -> None:
    found = taken(written(tmp_path / "a.csv", list(GOOD)), metadata(), known)
    assert set(found.kept.columns) == {"weight", "fpc", "stratum", "area", *ITEMS}
    assert found.kept["know-each-other"].to_list() == [4, None, 0]
    assert found.kept["area"].to_list() == ["moerwijk", "elsewhere", "bouwlust"]
    assert found.report == {
        "rows": 3,
        "rowsPerArea": {"bouwlust": 1, "elsewhere": 1, "moerwijk": 1},
        "weights": {"sum": 4.5, "least": 1.0, "most": 2.0, "designEffect": pytest.approx(3 * 7.25 / 4.5**2)},
        "strata": 2,
        "notAnswered": {item: int(item == "know-each-other") for item in ITEMS},
        "warnings": [
            "One unit only in stratum b: its spread is unknown; the rule “adjust” is used.",
            "Fewer than 30 respondents in bouwlust (1), vrederust (0), morgenstond (0), moerwijk (1).",
        ],
    }


WRONG = [
    "1,veel,a,50,moerwijk,5,4,3,2,1",
    "1,-2,a,50,Loosduinen,7,4,3,2,1",
    ",0,,0,,5,,3,2,1",
    "4,inf,a,50,moerwijk,5,4,3,2,1",
]
WRONG_CELLS = [
    Cell(2, "gewicht", "veel", "is no number (write 1.25)"),
    Cell(2, "nr", "1", "is there more than once: everybody answers once"),
    Cell(3, "gewicht", "-2", "is not above zero"),
    Cell(3, "nr", "1", "is there more than once: everybody answers once"),
    Cell(3, "q1", "7", "has an answer that no code explains"),
    Cell(3, "wijk", "Loosduinen", "is not one of bouwlust, vrederust, morgenstond, moerwijk, elsewhere"),
    Cell(4, "gewicht", "0", "is not above zero"),
    Cell(4, "nr", None, "is empty: every row needs its respondent"),
    Cell(4, "pop", "0", "is below one"),
    Cell(4, "q2", None, "is empty, and no code says what empty means"),
    Cell(4, "stratum", None, "is empty: every row needs its stratum"),
    Cell(4, "wijk", None, "is empty: name the area, or “elsewhere” for the rest of the city"),
    Cell(5, "gewicht", "inf", "is no finite number"),
]


@pytest.mark.parametrize("at_a_time", [1, 3, 100])
def test_every_problem_is_told_with_row_column_and_value(
    tmp_path: Path, known: Known, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    """However many rows are looked at at a time."""
    monkeypatch.setattr(reading, "ROWS", at_a_time)
    assert cells(written(tmp_path / "a.csv", WRONG), metadata(), known) == WRONG_CELLS


def test_ten_thousand_wrong_cells_are_counted_and_the_first_thousand_told(tmp_path: Path, known: Known) -> None:
    file = written(tmp_path / "a.csv", [f"{n},1,a,20000,moerwijk,8,4,3,2,1" for n in range(10_000)])
    with pytest.raises(Refused) as refused:
        taken(file, metadata(), known)
    found = refused.value.problems
    assert found.counts == {("q1", "has an answer that no code explains"): 10_000}
    assert [cell.row for cell in found.first()] == list(range(2, 1002))


def test_buurten_of_cbs_become_wijken_of_the_deal(tmp_path: Path, known: Known) -> None:
    lines = [f"{n},1,a,50,{code},5,4,3,2,1" for n, code in enumerate(("BU05183620", "BU05180170", "WK051836"))]
    of = metadata(area="cbs-buurt")
    wrong = cells(written(tmp_path / "a.csv", lines), of, known)
    assert wrong == [Cell(4, "wijk", "WK051836", "is no CBS buurt of this city")]
    found = taken(written(tmp_path / "b.csv", lines[:2]), of, known)
    assert found.kept["area"].to_list() == ["moerwijk", "elsewhere"]


def test_the_population_of_a_stratum_is_one_number_and_large_enough(tmp_path: Path, known: Known) -> None:
    lines = [*GOOD[:2], "3,1,a,51,bouwlust,1,1,1,1,1", "4,1,b,1,bouwlust,1,1,1,1,1", "5,1,b,1,bouwlust,1,1,1,1,1"]
    assert cells(written(tmp_path / "a.csv", lines), metadata(), known) == [
        Cell(None, "pop", "stratum b: 1 < 2", "is smaller than the sample of its stratum"),
        Cell(None, "pop", "stratum a: 50 to 51", "must be one number per stratum"),
    ]


def test_columns_that_are_not_there_and_files_without_rows(tmp_path: Path, known: Known) -> None:
    of = metadata(columns={"psu": "blok"})
    (missing,) = cells(written(tmp_path / "a.csv", list(GOOD)), of, known)
    assert missing == Cell(
        None, "blok", None, "is not in the file; it has nr, gewicht, stratum, pop, wijk, q1, q2, q3, q4, veilig"
    )
    assert cells(written(tmp_path / "b.csv", []), metadata(), known) == [Cell(None, None, None, "the file has no rows")]


def test_labels_of_answers_are_codes_too(tmp_path: Path, known: Known) -> None:
    """In a file of SPSS that labels its numbers; in a CSV they are the answers themselves."""
    codes = {"eens": 4, "oneens": 0, "weigert": "missing", "1": 1, "2": 0}
    lines = ["1,1,a,50,moerwijk,eens,oneens,eens,weigert,1", "2,1,a,50,moerwijk,weigert,eens,eens,eens,2"]
    kept = taken(written(tmp_path / "a.csv", lines), metadata(codes=codes), known).kept
    assert kept["feel-at-home"].to_list() == [None, 4]
    assert METADATA["codes"] != codes
    assert open_rows(tmp_path / "a.csv").labels == {}
    assert kept.schema["feel-at-home"] == pl.Int8
