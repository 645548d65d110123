"""A survey is checked whole: every problem with its row, column and value, before anything is kept."""

from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest

from services.contracts.datasets import DatasetMetadata
from services.contracts.deal import Deal
from services.contracts.deal_indicators import IndicatorDefinition
from services.indicators.datasets.problems import Cell, Problems
from services.indicators.datasets.reading import Unreadable, read_rows
from services.indicators.datasets.surveys import Areas, check_survey, prepared, report_of, wanted_columns

HEADER = "nr,gewicht,stratum,pop,wijk,q1,q2,q3,q4,veilig"
ITEMS = ("know-each-other", "pleasant-contact", "solidarity", "feel-at-home", "feels-unsafe")
METADATA: dict[str, Any] = {
    "kind": "survey",
    "source": "Integrale Veiligheidsmonitor",
    "period": "2019-najaar",
    "definitionVersions": {"social-cohesion": 1, "feeling-unsafe": 1},
    "fieldwork": {"start": "2019-09-15", "end": "2019-11-20"},
    "columns": {
        "respondent": "nr",
        "weight": "gewicht",
        "stratum": "stratum",
        "fpc": "pop",
        "wijk": "wijk",
        "answers": dict(zip(ITEMS, ("q1", "q2", "q3", "q4", "veilig"), strict=True)),
    },
    "codes": {"5": 4, "4": 3, "3": 2, "2": 1, "1": 0, "9": "missing"},
}
GOOD = ("1,1.5,a,50,moerwijk,5,4,3,2,1", "2,2,a,50,elsewhere,9,4,3,2,2", "3,1,b,40,bouwlust,1,1,1,1,1")


@pytest.fixture(scope="module")
def definitions(deal: Deal) -> list[IndicatorDefinition]:
    return [each for each in deal.indicators if each.id in ("social-cohesion", "feeling-unsafe")]


@pytest.fixture(scope="module")
def areas(deal: Deal) -> Areas:
    wijken = deal.wijken.wijken
    return Areas([each.slug for each in wijken], {b.code: each.slug for each in wijken for b in each.buurten}, "GM0518")


def metadata(**changes: Any) -> DatasetMetadata:
    columns = {**METADATA["columns"], **changes.pop("columns", {})}
    return DatasetMetadata.model_validate(METADATA | {"columns": columns} | changes)


def rows_of(path: Path, lines: list[str], of: DatasetMetadata) -> pl.DataFrame:
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    return read_rows(path, wanted_columns(of))


def problems(
    path: Path, lines: list[str], definitions: list[IndicatorDefinition], areas: Areas, **changes: Any
) -> Problems:
    of = metadata(**changes)
    return check_survey(rows_of(path / "survey.csv", lines, of), of, definitions, areas)


def test_a_good_file_has_no_problems_and_keeps_no_respondents(
    tmp_path: Path, definitions: list[IndicatorDefinition], areas: Areas
) -> None:
    assert problems(tmp_path, list(GOOD), definitions, areas).total == 0
    sample = prepared(rows_of(tmp_path / "a.csv", list(GOOD), metadata()), metadata(), areas)
    assert set(sample.columns) == {"weight", "fpc", "stratum", "area", *ITEMS}
    assert sample["know-each-other"].to_list() == [4, None, 0]
    assert report_of(sample, metadata()) == {
        "rows": 3,
        "rowsPerArea": {"bouwlust": 1, "elsewhere": 1, "moerwijk": 1},
        "weights": {"sum": 4.5, "least": 1.0, "most": 2.0},
        "notAnswered": {item: int(item == "know-each-other") for item in ITEMS},
    }


def test_every_problem_is_told_with_row_column_and_value(
    tmp_path: Path, definitions: list[IndicatorDefinition], areas: Areas
) -> None:
    lines = [
        "1,veel,a,50,moerwijk,5,4,3,2,1",
        "1,-2,a,50,Loosduinen,7,4,3,2,1",
        ",1,,0,,5,,3,2,1",
        "4,inf,a,50,moerwijk,5,4,3,2,1",
    ]
    found = problems(tmp_path, lines, definitions, areas)
    assert found.first() == [
        Cell(2, "gewicht", "veel", "is no number (write 1.25)"),
        Cell(2, "nr", "1", "is there more than once: everybody answers once"),
        Cell(3, "gewicht", "-2", "is below zero"),
        Cell(3, "nr", "1", "is there more than once: everybody answers once"),
        Cell(3, "q1", "7", "has an answer that no code explains"),
        Cell(3, "wijk", "Loosduinen", "is not one of bouwlust, vrederust, morgenstond, moerwijk, elsewhere"),
        Cell(4, "nr", None, "is empty: every row needs its respondent"),
        Cell(4, "pop", "0", "is below one"),
        Cell(4, "q2", None, "is empty, and no code says what empty means"),
        Cell(4, "stratum", None, "is empty: every row needs its stratum"),
        Cell(4, "wijk", None, "is empty: name the area, or “elsewhere” for the rest of the city"),
        Cell(5, "gewicht", "inf", "is no finite number"),
    ]
    assert found.total == 12


def test_ten_thousand_wrong_cells_are_counted_and_the_first_thousand_told(
    tmp_path: Path, definitions: list[IndicatorDefinition], areas: Areas
) -> None:
    found = problems(tmp_path, [f"{n},1,a,20000,moerwijk,8,4,3,2,1" for n in range(10_000)], definitions, areas)
    assert found.counts == {("q1", "has an answer that no code explains"): 10_000}
    assert [cell.row for cell in found.first()] == list(range(2, 1002))


def test_buurten_of_cbs_become_wijken_of_the_deal(
    tmp_path: Path, definitions: list[IndicatorDefinition], areas: Areas
) -> None:
    lines = [
        "1,1,a,50,BU05183620,5,4,3,2,1",
        "2,1,a,50,BU05180170,5,4,3,2,1",
        "3,1,a,50,WK051836,5,4,3,2,1",
    ]
    found = problems(tmp_path, lines, definitions, areas, area="cbs-buurt")
    assert found.first() == [Cell(4, "wijk", "WK051836", "is no CBS buurt of this city")]
    of = metadata(area="cbs-buurt")
    sample = prepared(rows_of(tmp_path / "a.csv", lines[:2], of), of, areas)
    assert sample["area"].to_list() == ["moerwijk", "elsewhere"]


def test_the_population_of_a_stratum_is_one_number_and_large_enough(
    tmp_path: Path, definitions: list[IndicatorDefinition], areas: Areas
) -> None:
    lines = [*GOOD[:2], "3,1,a,51,bouwlust,1,1,1,1,1", "4,1,b,1,bouwlust,1,1,1,1,1", "5,1,b,1,bouwlust,1,1,1,1,1"]
    assert problems(tmp_path, lines, definitions, areas).first() == [
        Cell(None, "pop", "stratum b: 1 < 2", "is smaller than the sample of its stratum"),
        Cell(None, "pop", "stratum a: 50 to 51", "must be one number per stratum"),
    ]


def test_questions_and_codes_must_fit_the_definitions(
    tmp_path: Path, definitions: list[IndicatorDefinition], areas: Areas
) -> None:
    answers = {"know-each-other": "q1", "pleasant-contact": "q2", "solidarity": "q3", "likes-cats": "q4"}
    codes = METADATA["codes"] | {"5": 5}
    found = problems(tmp_path, [GOOD[0], GOOD[2]], definitions, areas, columns={"answers": answers}, codes=codes)
    assert [(cell.value, cell.rule) for cell in found.cells] == [
        ("feels-unsafe", "feeling-unsafe needs the answers to feels-unsafe"),
        ("feel-at-home", "social-cohesion needs the answers to feel-at-home"),
        ("likes-cats", "is a question of none of the named definitions"),
        ("5 = 5", "a code is from 0 to 4, or missing"),
    ]


def test_all_kinds_of_files_give_the_same_rows(tmp_path: Path) -> None:
    of = metadata()
    csv = rows_of(tmp_path / "a.csv", list(GOOD), of)
    typed = csv.with_columns(pl.col("nr", "gewicht", "pop", "q1", "q2", "q3", "q4", "veilig").cast(pl.Float64))
    typed.write_parquet(tmp_path / "a.parquet")
    pyreadstat.write_sav(typed, str(tmp_path / "a.sav"))
    (tmp_path / "semi.csv").write_text((tmp_path / "a.csv").read_text().replace(",", ";"))
    for name in ("a.parquet", "a.sav", "semi.csv"):
        assert read_rows(tmp_path / name, wanted_columns(of)).equals(csv), name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 hello", "no CSV"),
        (b"PAR1garbage", "can't be read"),
        (b"PK\x03\x04zip", "no CSV"),
    ],
)
def test_a_file_that_is_not_what_it_says(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        read_rows(tmp_path / "a.csv", ["x"])
