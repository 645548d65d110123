"""Our figures beside those of R's `survey` on its own data, made here and now."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from services.indicators.estimation.student import t_quantile

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
    "waves": f"{STRATIFIED} --y api00 --versus apisrs.csv",
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
    words = [str(folder / word) if word.endswith(".csv") else word for word in question.split()]
    done = CliRunner().invoke(app, ["estimate", *words])
    assert done.exit_code == 0, done.output
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


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
