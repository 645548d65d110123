"""pgbench gets the statement that the service runs, with its values as bound parameters."""

from pathlib import Path

from benchmarks.pgbench import environment, prepared


def test_placeholders_become_variables(tmp_path: Path) -> None:
    statement = "SELECT '100%%', %(language)s::text WHERE %(wijk)s = %(language)s"
    values = {"language": "nl", "wijk": "moerwijk", "not_used": 1}
    ready = prepared(Path("pgbench"), "postgresql://", "", tmp_path / "script.sql", statement, values)
    assert ready.script.read_text() == "SELECT '100%', :language::text WHERE :wijk = :language;\n"
    assert ready.variables == ("language=nl", "wijk=moerwijk")


def test_an_address_becomes_environment_and_no_password_stands_in_the_command() -> None:
    given = environment("postgresql://role:p%40ss@/base?host=%2Frun%2Fsocket")
    assert given == {"PGHOST": "/run/socket", "PGUSER": "role", "PGPASSWORD": "p@ss", "PGDATABASE": "base"}
