"""`zuidwest import dataset`: the whole problem list as a table, or a data set with its report."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner

from cli.main import app
from services.kit.database import Database as ServiceDatabase
from tests.indicators.datasets.surveys import METADATA, SOME, written
from tests.postgres import SECRET, Database

TOML = """
kind = "survey"
source = "Integrale Veiligheidsmonitor"
period = "2019-najaar"
definitionVersions = { feeling-unsafe = 1 }
fieldwork = { start = 2019-09-15, end = 2019-11-20 }
codes = { "1" = 1, "2" = 0 }
[columns]
respondent = "nr"
weight = "gewicht"
stratum = "stratum"
fpc = "pop"
wijk = "wijk"
answers = { feels-unsafe = "veilig" }
"""


@pytest.fixture
def run(loaded: ServiceDatabase, kept_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("DATABASE_URL", kept_database.url)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", kept_database.role_prefix)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)

    def running(lines: list[str], metadata: str, name: str = "m.toml") -> tuple[int, str]:
        (tmp_path / name).write_text(metadata)
        file = written(tmp_path / "a.csv", lines)
        done = CliRunner().invoke(app, ["import", "dataset", str(file), "--metadata", str(tmp_path / name)])
        return done.exit_code, done.output

    return running


def test_a_file_is_taken_in_and_told(run: Any, owner: psycopg.Connection) -> None:
    code, said = run(SOME, TOML)
    assert code == 0, said
    assert "Keeping 120 rows and measuring" in said
    assert "Fewer than 30 respondents in vrederust (0), morgenstond (0)." in said
    assert owner.execute("SELECT uploaded_by, rows FROM indicators.dataset").fetchall() == [("zuidwest import", 120)]
    code, said = run(SOME, TOML)
    assert (code, "taken in before" in said) == (0, True)


def test_problems_are_a_table_and_nothing_is_stored(run: Any, owner: psycopg.Connection) -> None:
    code, said = run([*SOME, "0,1,a,900,mordor,8,8,8,8,1"], json.dumps(METADATA), "m.json")
    assert code == 1
    for part in ("mordor", "122", "is there more than once", "7 problems. Nothing was stored."):
        assert part in said, said
    assert owner.execute("SELECT count(*) FROM indicators.dataset").fetchone() == (0,)


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        (TOML.replace('"survey"', '"poll"'), "kind"),
        (TOML.replace("feeling-unsafe = 1", "feeling-unsafe = 9"), "there is no such version"),
        (TOML.replace("[columns]", "[columns"), "can't be read"),
    ],
)
def test_wrong_metadata_are_told(run: Any, metadata: str, said: str) -> None:
    code, output = run(SOME, metadata)
    assert (code, said in output) == (1, True), output
