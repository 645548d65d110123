"""One schema and one role per service: nobody reads or writes another's tables."""

import psycopg
import pytest
from psycopg import sql

from services.kit.settings import SERVICES
from tests.boundaries.powers import too_much
from tests.postgres import Database

DOINGS = ("SELECT FROM {}", "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}")
CHANGES_OF_THE_HOUSE = (
    "UPDATE {schema}.audit SET who = 'nobody'",
    "DELETE FROM {schema}.audit",
    "TRUNCATE {schema}.audit",
    "UPDATE {schema}.alembic_version SET version_num = '9999'",
    "CREATE TABLE {schema}.own (id int)",
    "CREATE TABLE public.own (id int)",
    "CREATE SCHEMA own",
    "DROP TABLE {schema}.audit",
    "ALTER TABLE {schema}.audit ADD COLUMN own int",
    "ALTER TABLE {schema}.audit DISABLE TRIGGER ALL",
    "CREATE ROLE own",
)


def tables_of(database: Database, service: str) -> list[tuple[str, str]]:
    with psycopg.connect(database.url) as owner:
        return owner.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN (%s, %s)", (service, f"{service}_jobs")
        ).fetchall()


def test_no_role_has_a_power_too_many(database: Database) -> None:
    with psycopg.connect(database.url) as owner:
        assert too_much(owner, database.role_prefix) == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_denied_every_table_of_every_other(database: Database, service: str) -> None:
    with psycopg.connect(database.url_for(service), autocommit=True) as connection:
        for other in set(SERVICES) - {service}:
            tables = tables_of(database, other)
            assert len(tables) >= 4
            for statement in DOINGS:
                for table in tables:
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(sql.SQL(statement).format(sql.Identifier(*table)))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_can_not_change_the_house(database: Database, service: str) -> None:
    with psycopg.connect(database.url_for(service), autocommit=True) as connection:
        for statement in CHANGES_OF_THE_HOUSE:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL(statement).format(schema=sql.Identifier(service)))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_adds_to_its_audit_and_reads_it(database: Database, service: str) -> None:
    with psycopg.connect(database.url_for(service)) as connection:
        audit = sql.Identifier(service, "audit")
        connection.execute(
            sql.SQL("INSERT INTO {} (who, action, object_type, object_id) VALUES ('a', 'b', 'c', 'd')").format(audit)
        )
        assert connection.execute(sql.SQL("SELECT who FROM {}").format(audit)).fetchone() == ("a",)


def test_planted_indicators_reading_a_table_of_participation_is_found(database: Database) -> None:
    role = sql.Identifier(f"{database.role_prefix}_indicators")
    with psycopg.connect(database.url) as owner:
        owner.execute(sql.SQL("GRANT USAGE ON SCHEMA participation TO {}").format(role))
        owner.execute(sql.SQL("GRANT SELECT ON participation.audit TO {}").format(role))
        owner.commit()
        assert too_much(owner, database.role_prefix) == [
            "indicators may SELECT participation.audit",
            "indicators may look into participation",
        ]
    with psycopg.connect(database.url_for("indicators")) as connection:
        connection.execute("SELECT FROM participation.audit")


@pytest.mark.parametrize(
    ("grant", "found"),
    [
        ("GRANT UPDATE (who) ON projects.audit TO {role}", "projects may UPDATE its own audit"),
        ("GRANT CREATE ON SCHEMA projects TO {role}", "projects may create in projects"),
        ("GRANT UPDATE ON projects.data_version TO {role}", "projects may change its own data_version"),
        ("GRANT DELETE ON indicators_jobs.procrastinate_jobs TO {role}", "projects may DELETE indicators_jobs."),
    ],
)
def test_planted_a_power_too_many_is_found(database: Database, grant: str, found: str) -> None:
    role = sql.Identifier(f"{database.role_prefix}_projects")
    with psycopg.connect(database.url) as owner:
        owner.execute(sql.SQL(grant).format(role=role))
        assert any(power.startswith(found) for power in too_much(owner, database.role_prefix))
