"""`zuidwest import places` on a real database."""

from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from services.kit.database import Database as ServiceDatabase
from tests.participation.importing.test_imports import ACTIVITIES, COFFEE, EAST, PLACES
from tests.postgres import SECRET, Database


@pytest.fixture
def installation(deal_database: Database, storage: ServiceDatabase, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", deal_database.url)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", deal_database.role_prefix)
    return deal_database


def run(tmp_path: Path, kind: str, content: str, *options: str) -> Result:
    file = tmp_path / "file.csv"
    file.write_text(content, encoding="utf-8")
    return CliRunner().invoke(app, ["import", kind, str(file), *options])


def names(database: Database) -> list[str]:
    with psycopg.connect(database.url) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM participation.place ORDER BY 1").fetchall()]


def test_a_preview_shows_and_writes_nothing(installation: Database, tmp_path: Path) -> None:
    said = run(tmp_path, "places", PLACES + EAST, "--preview")
    assert (said.exit_code, "Buurtkamer Noord" in said.output, names(installation)) == (0, True, [])


def test_a_file_is_written_once_and_the_second_time_is_the_same(installation: Database, tmp_path: Path) -> None:
    assert "1 add" in run(tmp_path, "places", PLACES + EAST).output
    assert "1 same" in run(tmp_path, "places", PLACES + EAST).output
    assert names(installation) == ["Buurtkamer Noord"]
    activities = run(tmp_path, "activities", ACTIVITIES + COFFEE.replace("Buurtkamer Oost", "oost"))
    assert (activities.exit_code, "1 add" in activities.output) == (0, True)


def test_every_problem_is_told_and_nothing_written_unless_asked(installation: Database, tmp_path: Path) -> None:
    wrong = PLACES + EAST + EAST.replace("oost;Buurtkamer Noord", "b;").replace("Moerwijk", "Utrecht")
    said = run(tmp_path, "places", wrong)
    assert said.exit_code == 1
    assert "row 3, name:" in said.output and "row 3, wijk:" in said.output
    assert names(installation) == []
    assert run(tmp_path, "places", wrong, "--leave-out-wrong").exit_code == 0
    assert names(installation) == ["Buurtkamer Noord"]
    assert run(tmp_path, "places", "").exit_code == 1
