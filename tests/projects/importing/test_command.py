"""`zuidwest import bookings`, and the sample bookings, on a real database."""

from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from services.kit.database import Database as Connections
from services.projects.importing.demo import load_demo_bookings
from services.projects.registry.demo import load_demo_projects
from tests.postgres import SECRET, Database
from tests.projects.conftest import ROOT, TODAY

SAMPLE = ROOT / "demo" / "bookings.csv"


@pytest.fixture
def installation(with_deal: Database, connections: Connections, monkeypatch: pytest.MonkeyPatch) -> Database:
    with connections.writing() as session:
        load_demo_projects(session, ROOT / "demo" / "projects.toml", TODAY)
    monkeypatch.setenv("DATABASE_URL", with_deal.url)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", with_deal.role_prefix)
    return with_deal


def run(file: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["import", "bookings", str(file), *options])


def booked(database: Database) -> tuple[int, int]:
    """How many bookings, and how many lines the audit has about them."""
    with psycopg.connect(database.url) as connection:
        counts = "SELECT (SELECT count(*) FROM projects.booking), count(*) FROM projects.audit WHERE action = 'book'"
        row = connection.execute(counts).fetchone()
    assert row is not None
    return row[0], row[1]


def test_a_file_is_shown_then_booked_once_and_as_a_whole(
    installation: Database, connections: Connections, tmp_path: Path
) -> None:
    said = run(SAMPLE, "--preview")
    assert (said.exit_code, "60 to book" in said.output, "€ 3.600.000,00" in said.output) == (0, True, True)
    assert booked(installation) == (0, 0)

    wrong = tmp_path / "wrong.csv"
    wrong.write_text(SAMPLE.read_text(encoding="utf-8").replace("412.000,00", "412.000,0x", 1), encoding="utf-8")
    refused = run(wrong)
    assert (refused.exit_code, booked(installation)) == (1, (0, 0))
    assert "row 4, amount: Write an amount" in refused.output and "1 problem; nothing was booked." in refused.output

    assert run(SAMPLE).exit_code == 0
    assert booked(installation) == (60, 60)
    assert "0 to book, 60 booked already" in run(SAMPLE).output
    assert run(SAMPLE, "--contribution", "nasa").exit_code == 0
    assert booked(installation) == (60, 60)


def test_the_sample_is_booked_once(installation: Database, connections: Connections) -> None:
    for expected in (60, 0):
        with connections.writing() as session:
            assert load_demo_bookings(session, SAMPLE) == expected
    assert booked(installation) == (60, 60)
