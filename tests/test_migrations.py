"""Every chain of migrations goes up, down and up again, and says the same as the tables in code."""

import psycopg
import pytest
from alembic.script import ScriptDirectory

from cli.migrate import alembic_config, check, migrate
from services.kit.migration_heads import head_revision
from services.kit.settings import SERVICES
from tests.migrating import go_to
from tests.postgres import SECRET, Database


def shape(database: Database, service: str) -> list[tuple[object, ...]]:
    """Every column, constraint, index, trigger and function of a service's schema."""
    with psycopg.connect(database.url) as connection:
        return connection.execute(
            """
            SELECT 'column', table_name, column_name, data_type, is_nullable || coalesce(column_default, '')
              FROM information_schema.columns WHERE table_schema = %(schema)s
            UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), ''
              FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace AND conrelid <> 0
            UNION ALL SELECT 'index', tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = %(schema)s
            UNION ALL SELECT 'trigger', event_object_table, trigger_name, event_manipulation, action_statement
              FROM information_schema.triggers WHERE trigger_schema = %(schema)s
            UNION ALL SELECT 'function', proname, pg_get_functiondef(oid), '', ''
              FROM pg_proc WHERE pronamespace = %(schema)s::regnamespace
            ORDER BY 1, 2, 3, 4, 5
            """,
            {"schema": service},
        ).fetchall()


@pytest.mark.parametrize("service", SERVICES)
def test_up_down_up(database: Database, service: str) -> None:
    first = shape(database, service)
    go_to(database, service, "base")
    assert {str(row[1]).removeprefix(f"{service}.") for row in shape(database, service)} == {"alembic_version"}
    go_to(database, service, "head")
    assert shape(database, service) == first


def test_tasks_that_were_written_as_text_become_data_and_text_again(database: Database) -> None:
    go_to(database, "participation", "0005")
    with psycopg.connect(database.url) as connection:
        connection.execute(
            "INSERT INTO participation.place_kind (id, position, labels) VALUES ('k', 1, '{\"nl\": \"K\"}')"
        )
        connection.execute("INSERT INTO participation.wijk (id, position, name, cbs_wijk) VALUES ('w', 1, 'W', 'WK1')")
        columns = "id, name, sort_name, kind, wijk, street_address, postcode, city, tasks_taken_over"
        for number, tasks in ((1, "Het rooster."), (2, None)):
            values = (f"{number:032}", f"P{number}", f"p{number}", "k", "w", "S 1", "2531 PE", "Den Haag", tasks)
            connection.execute(
                f"INSERT INTO participation.place ({columns}) VALUES ({', '.join(['%s'] * 9)})".encode(), values
            )
    go_to(database, "participation", "head")

    def kept() -> list[object]:
        with psycopg.connect(database.url) as connection:
            rows = connection.execute(b"SELECT tasks_taken_over FROM participation.place ORDER BY name").fetchall()
        return [row[0] for row in rows]

    by = "residents-and-volunteers"
    assert kept() == [[{"by": by, "task": "Het rooster.", "since": None, "evidence": []}], []]
    go_to(database, "participation", "0005")
    assert kept() == ["Het rooster.", None]


def test_tables_in_code_and_in_migrations_are_the_same(database: Database) -> None:
    check(database.url)


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = {service: shape(database, service) for service in SERVICES}
    migrate(database.url, database.role_prefix, SECRET)
    assert {service: shape(database, service) for service in SERVICES} == before


@pytest.mark.parametrize("service", SERVICES)
def test_a_chain_is_one_line_numbered_from_one(service: str) -> None:
    revisions = [step.revision for step in ScriptDirectory.from_config(alembic_config(service)).walk_revisions()]
    assert revisions[::-1] == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert head_revision(service) == revisions[0]


@pytest.mark.parametrize("service", SERVICES)
def test_the_file_of_a_migration_begins_with_its_number(service: str) -> None:
    for step in ScriptDirectory.from_config(alembic_config(service)).walk_revisions():
        assert step.module.__name__.startswith(f"{step.revision}_")


@pytest.mark.parametrize("service", SERVICES)
def test_constraints_have_the_names_that_the_tables_in_code_say(database: Database, service: str) -> None:
    """Alembic does not compare names of checks, and its naming convention would put `ck_<table>_` before them twice."""
    in_database = {str(row[2]) for row in shape(database, service) if row[0] == "constraint"}
    assert not [name for name in in_database if "_ck_" in name]
