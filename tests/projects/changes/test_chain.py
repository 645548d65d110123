"""The chain in the database: in commit order, out of reach of the service's own role, and each tampering is found."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import text

from cli.audit import checked
from services.kit import audit
from services.kit.database import Database as Connections
from services.projects import tables
from services.projects.changes.chain import audit_head, seal
from services.projects.changes.chain_rules import START
from tests.postgres import Database

HOUSE_TRIGGERS = "ALTER TABLE projects.audit {} TRIGGER USER"


def record(connections: Connections, *words: str) -> None:
    with connections.writing() as session:
        for word in words:
            audit.record(session, tables.metadata, "office", "change", "project", word, {"title": [None, "Zuidéén €"]})


@pytest.fixture
def service(database: Database) -> Iterator[Connections]:
    made = Connections(database.url_for("projects"), 4)
    made.open()
    yield made
    made.close()


@pytest.fixture
def chained(service: Connections) -> Connections:
    """Five rows in three transactions, the third sealed."""
    record(service, "a", "b")
    record(service, "c")
    with service.writing() as session:
        assert seal(session, "report 2020")[0] == 3
    record(service, "d", "e")
    return service


def found(connections: Connections) -> list[tuple[str, tuple[int, ...]]]:
    return [(finding.kind, finding.rows) for finding in checked(connections)[1]]


def tamper(database: Database, *statements: str) -> None:
    """As the owner, who can do everything; the chain's own triggers are out of the way."""
    with psycopg.connect(database.url) as owner:
        owner.execute("ALTER TABLE projects.audit DISABLE TRIGGER USER")
        for statement in statements:
            owner.execute(statement.encode())
        owner.execute("ALTER TABLE projects.audit ENABLE TRIGGER USER")


def test_a_whole_chain_is_worked_out_the_same_outside_the_database(chained: Connections) -> None:
    assert checked(chained) == (5, [])
    with chained.writing() as session:
        count, ends = audit_head(session)
        rows = session.execute(text("SELECT position, hash FROM projects.audit ORDER BY id")).all()
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    assert (count, ends) == (5, rows[-1].hash)


def test_an_empty_chain_has_its_beginning_as_its_end(service: Connections) -> None:
    assert checked(service) == (0, [])
    with service.writing() as session:
        assert audit_head(session) == (0, START)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE projects.audit SET who = 'nobody' WHERE position = 2", [("changed", (2,))]),
        ("UPDATE projects.audit SET at = at + interval '1 microsecond' WHERE position = 4", [("changed", (4,))]),
        ("UPDATE projects.audit SET change = '{\"title\": [null, 1]}' WHERE position = 5", [("changed", (5,))]),
        ("UPDATE projects.audit SET reason = '' WHERE position = 1", [("changed", (1,))]),
        ("DELETE FROM projects.audit WHERE position = 2", [("deleted", (2,))]),
        (
            "INSERT INTO projects.audit (who, action, object_type, object_id) VALUES ('x', 'change', 'project', 'x')",
            [("inserted", (6,))],
        ),
        ("DELETE FROM projects.audit WHERE position > 3", [("cut-off", (4, 5))]),
    ],
)
def test_what_was_tampered_with_is_found(
    database: Database, chained: Connections, statement: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    tamper(database, statement)
    assert found(chained) == expected


def test_a_row_put_in_between_is_found(database: Database, chained: Connections) -> None:
    tamper(
        database,
        "UPDATE projects.audit SET position = position + 100 WHERE position > 2",
        "UPDATE projects.audit SET position = position - 99 WHERE position > 100",
        "INSERT INTO projects.audit (who, action, object_type, object_id, position) VALUES ('x', 'y', 'z', 'x', 3)",
        "UPDATE projects.audit AS strange SET hash = projects.audit_hash(before.hash, strange) "
        "FROM projects.audit AS before WHERE before.position = 2 AND strange.position = 3",
    )
    assert ("inserted", (6,)) in found(chained)


def test_two_swapped_rows_are_found(database: Database, chained: Connections) -> None:
    tamper(
        database,
        "UPDATE projects.audit AS one SET object_id = other.object_id, at = other.at FROM projects.audit AS other "
        "WHERE (one.position, other.position) IN ((1, 4), (4, 1))",
    )
    assert found(chained) == [("swapped", (1, 4))]


def test_a_tail_cut_off_together_with_the_head_is_found_by_what_was_published(
    database: Database, chained: Connections
) -> None:
    tamper(
        database,
        "DELETE FROM projects.audit WHERE position > 2",
        "UPDATE projects.audit_head SET count = 2, hash = (SELECT hash FROM projects.audit WHERE position = 2)",
    )
    (finding,) = checked(chained)[1]
    assert finding.sentence == "report 2020 carries 3 rows, 2 are left: the end is cut off."


def test_a_chain_that_the_owner_worked_out_anew_is_found_by_what_was_published(
    database: Database, chained: Connections
) -> None:
    tamper(
        database,
        "UPDATE projects.audit SET who = 'nobody' WHERE position = 2",
        "UPDATE projects.audit SET hash = NULL, position = NULL",
        f"UPDATE projects.audit_head SET count = 0, hash = '{START}'",
        "SELECT projects.chain_all_audit()",
    )
    assert [kind for kind, _ in found(chained)] == ["rewritten"]


def test_the_services_own_role_can_not_say_where_a_row_stands(database: Database, service: Connections) -> None:
    with psycopg.connect(database.url_for("projects")) as role:
        role.execute(
            "INSERT INTO projects.audit (at, who, action, object_type, object_id, position, hash) "
            "VALUES ('2001-01-01', 'x', 'y', 'z', 'x', 99, 'made up')"
        )
    assert checked(service) == (1, [])
    with psycopg.connect(database.url_for("projects"), autocommit=True) as role:
        for statement in (
            "UPDATE projects.audit_head SET count = 0",
            "DELETE FROM projects.audit_head",
            "UPDATE projects.audit_seal SET hash = ''",
            "DELETE FROM projects.audit_seal",
            "SELECT projects.chain_all_audit()",
            "ALTER TABLE projects.audit DISABLE TRIGGER chain_audit",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                role.execute(statement.encode())


def test_many_at_once_make_one_chain(service: Connections) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: record(service, f"{number}a", f"{number}b"), range(24)))
    assert checked(service) == (48, [])


def test_what_is_rolled_back_leaves_no_gap(service: Connections) -> None:
    record(service, "a")
    with pytest.raises(RuntimeError), service.writing() as session:
        audit.record(session, tables.metadata, "office", "change", "project", "lost", {})
        raise RuntimeError
    record(service, "b")
    assert checked(service) == (2, [])
