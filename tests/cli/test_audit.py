"""`zuidwest audit verify` on a real database."""

import psycopg
import pytest
from typer.testing import CliRunner

from cli.main import app
from services.kit import audit
from services.kit.database import Database as Connections
from services.projects import tables
from tests.postgres import SECRET, Database


@pytest.fixture
def installation(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", database.role_prefix)
    connections = Connections(database.url_for("projects"), 1)
    for word in ("a", "b"):
        with connections.writing() as session:
            audit.record(session, tables.metadata, "office", "change", "project", word)
    connections.close()
    return database


def test_a_whole_audit_is_said_to_be_whole(installation: Database) -> None:
    said = CliRunner().invoke(app, ["audit", "verify"])
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "✓ 2 rows, each follows from the one before it.")


def test_what_was_tampered_with_is_named_and_ends_badly(installation: Database) -> None:
    with psycopg.connect(installation.url) as owner:
        owner.execute("UPDATE projects.audit SET who = 'nobody' WHERE position = 1")
    said = CliRunner().invoke(app, ["audit", "verify"])
    assert said.exit_code == 1
    assert "Row 1 was changed, or the row before it was taken out." in said.output
