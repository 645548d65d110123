"""The databases that tests get: migrated, apart from each other, each service in its own schema."""

import psycopg
import pytest

from tests.postgres import Database

OTHERS = {"identity": "projects", "projects": "indicators", "indicators": "participation", "participation": "identity"}


@pytest.mark.parametrize("service", OTHERS)
def test_a_service_reads_its_own_schema_and_no_other(database: Database, service: str) -> None:
    with psycopg.connect(database.url_for(service)) as connection:
        connection.execute(f"SELECT version_num FROM {service}.alembic_version".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"SELECT version_num FROM {OTHERS[service]}.alembic_version".encode())


def test_two_databases_do_not_meet(database: Database, empty_database: str) -> None:
    with psycopg.connect(empty_database) as connection:
        row = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'participation'").fetchone()
    assert row == (0,)
