"""Our figures beside those of R's `survey` on its own data, made here and now."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from cli.main import app
from services.indicators.estimation.student import t_quantile

pytestmark = pytest.mark.xdist_group("survey of R")
Figures = dict[str, list[float]]
STRATIFIED = "apistrat.csv --weight pw --stratum stype --fpc fpc"
QUESTIONS = {
    "mean": f"{STRATIFIED} --y api00",
    "total": f"{STRATIFIED} --y enroll --total",
    "domain": f"{STRATIFIED} --y api00 --domain sch.wide=Yes",
    "gap": f"{STRATIFIED} --y api00 --domain sch.wide=Yes --minus-all",
    "share": f"{STRATIFIED} --y comp.imp --proportion Yes",
    "clusters": "apiclus1.csv --y api00 --weight pw --psu dnum --fpc fpc",
    "cluster-domain": "apiclus1.csv --y api00 --weight pw --psu dnum --fpc fpc --domain stype=H",
    "nested": "apistrat.csv --y api00 --weight pw --stratum stype --psu dnum",
    "nested-domain": "apistrat.csv --y api00 --weight pw --stratum stype --psu dnum --domain comp.imp=Yes",
    "nested-total": "apistrat.csv --y enroll --total --weight pw --stratum stype --psu dnum",
    "domain-total": f"{STRATIFIED} --y enroll --total --domain sch.wide=Yes",
    "share-domain": f"{STRATIFIED} --y comp.imp --proportion Yes --domain sch.wide=Yes",
    "waves": f"{STRATIFIED} --y api00 --versus apisrs.csv",
    "waves-domain": f"{STRATIFIED} --y api00 --domain sch.wide=Yes --versus apisrs.csv",
    "gap-change": f"{STRATIFIED} --y api00 --domain sch.wide=Yes --minus-all --versus apisrs.csv",
    **{
        f"lonely-{rule}": f"lonely.csv --y api00 --weight pw --stratum stype --fpc fpc --lonely {rule}"
        for rule in ("remove", "certainty", "adjust", "average")
    },
}
PUBLISHED = {
    "mean": (662.287363159, 9.408940803),
    "domain": (676.5304437, 10.5203892),
    "gap": (14.243080497, 4.024265312),
    "share": (0.6556490119, 0.0337254958),
    "clusters": (644.16939891, 23.54224069),
    "waves": (5.702363159, 13.19414737),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("survey")


@pytest.fixture(scope="module")
def of_r(folder: Path) -> Figures:
    program = shutil.which("Rscript")
    if program is None and os.environ.get("CI") != "true":
        pytest.skip("did not run: R with its survey package (Debian: r-cran-survey) is not here")
    assert program, "CI must have R with its survey package (Debian: r-cran-survey)"
    script = Path(__file__).with_name("survey.R")
    done = subprocess.run([program, script, folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    return {name: [float(each) for each in numbers] for name, *numbers in lines}


def ask(folder: Path, question: str) -> dict[str, float]:
    answer: dict[str, float] = json.loads(asked(folder, question))
    return answer


def asked(folder: Path, question: str) -> str:
    words = [str(folder / word) if word.endswith((".csv", ".parquet")) else word for word in question.split()]
    done = CliRunner().invoke(app, ["estimate", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_same_as_r(name: str, folder: Path, of_r: Figures) -> None:
    ours = ask(folder, QUESTIONS[name])
    shown = [ours[key] for key in ("estimate", "se", "df", "ciLower", "ciUpper")]
    assert shown == pytest.approx(of_r[name], rel=1e-8, abs=0)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_figures_that_were_promised(name: str, folder: Path, of_r: Figures) -> None:
    assert of_r[name][:2] == pytest.approx(PUBLISHED[name], rel=1e-8)


def test_a_lonely_stratum_is_refused_unless_a_rule_is_chosen(folder: Path, of_r: Figures) -> None:
    options = QUESTIONS["lonely-remove"].removesuffix(" --lonely remove").split()[1:]
    words = ["estimate", str(folder / "lonely.csv"), *options]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert "Stratum M has one unit" in done.stderr


def test_quantiles_of_student(of_r: Figures) -> None:
    ours = [t_quantile(0.975, 1), t_quantile(0.9, 3), t_quantile(0.995, 197)]
    assert ours == pytest.approx(of_r["t"][:3], rel=1e-12)


def test_quantiles_of_many_degrees_of_freedom(of_r: Figures) -> None:
    asked_for = [(0.975, 1000), (0.975, 1001), (0.95, 5000), (0.995, 1e5), (0.9, 1e7)]
    assert [t_quantile(*each) for each in asked_for] == pytest.approx(of_r["many"], rel=1e-12)


def test_a_line_for_each_group(folder: Path, of_r: Figures) -> None:
    lines = [json.loads(line) for line in asked(folder, f"{STRATIFIED} --y api00 --by stype").splitlines()]
    assert [line["by"] for line in lines] == [{"stype": each} for each in "EHM"]
    for line, each in zip(lines, "EHM", strict=True):
        shown = [line[key] for key in ("estimate", "se", "df", "ciLower", "ciUpper")]
        assert shown == pytest.approx(of_r[f"by-{each}"], rel=1e-8)


def test_parquet_gives_what_csv_gives(folder: Path, of_r: Figures) -> None:
    pl.read_csv(folder / "apistrat.csv", null_values="NA").write_parquet(folder / "apistrat.parquet")
    for name in ("mean", "gap", "share"):
        of_parquet = ask(folder, QUESTIONS[name].replace(".csv", ".parquet"))
        assert of_parquet == pytest.approx(ask(folder, QUESTIONS[name]), rel=1e-12)


def test_the_other_wave_has_its_own_design(folder: Path, of_r: Figures) -> None:
    both = f"{STRATIFIED} --y api00 --versus apistrat.csv --versus-stratum stype"
    same = ask(folder, both)
    assert same["estimate"] == 0
    assert same["se"] == pytest.approx(of_r["mean"][1] * 2**0.5, rel=1e-10)
    unlike = ask(folder, f"{STRATIFIED} --y api00 --versus apiclus1.csv --versus-psu dnum --versus-fpc fpc")
    assert unlike["se"] == pytest.approx((of_r["mean"][1] ** 2 + of_r["clusters"][1] ** 2) ** 0.5, rel=1e-8)
    assert unlike["df"] == of_r["mean"][2] + of_r["clusters"][2]
