"""ETags: of items by row version, of lists by a data version that follows commit order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from services.kit.database import Database as Connections
from services.kit.etags import DataVersion
from tests.postgres import Database
from tests.tokens import bearer

INSERT = "INSERT INTO projects.note (id, title) VALUES (%s, 'a note')"


@pytest.fixture
def version(with_notes: Database) -> Iterator[DataVersion]:
    connections = Connections(with_notes.url_for("projects"))
    connections.open()
    yield DataVersion(connections, "projects", age_ms=0)
    connections.close()


def writer(database: Database) -> Connection[TupleRow]:
    return psycopg.connect(database.url_for("projects"))


def test_every_commit_gives_another_version(version: DataVersion, with_notes: Database) -> None:
    seen = [version.now()]
    with writer(with_notes) as connection:
        for _ in range(3):
            connection.execute(INSERT, (uuid4(),))
            connection.commit()
            seen.append(version.now())
    assert seen == sorted(set(seen))


def test_updates_and_deletes_count_too(version: DataVersion, with_notes: Database) -> None:
    with writer(with_notes) as connection:
        connection.execute(INSERT, (uuid4(),))
        connection.commit()
        seen = [version.now()]
        for statement in (b"UPDATE projects.note SET title = 'other'", b"DELETE FROM projects.note"):
            connection.execute(statement)
            connection.commit()
            seen.append(version.now())
    assert len(set(seen)) == 3


def test_nothing_changes_before_the_commit_or_after_a_rollback(version: DataVersion, with_notes: Database) -> None:
    before = version.now()
    with writer(with_notes) as connection:
        connection.execute(INSERT, (uuid4(),))
        assert version.now() == before
        connection.rollback()
    assert version.now() == before


def test_a_writer_that_began_earlier_and_commits_later_changes_it_again(
    version: DataVersion, with_notes: Database
) -> None:
    with writer(with_notes) as slow, writer(with_notes) as quick:
        slow.execute(INSERT, (uuid4(),))
        quick.execute(INSERT, (uuid4(),))
        quick.commit()
        between = version.now()
        slow.commit()
        assert version.now() > between


def test_many_rows_in_one_transaction_are_one_change(version: DataVersion, with_notes: Database) -> None:
    before = version.now()
    with writer(with_notes) as connection:
        for _ in range(50):
            connection.execute(INSERT, (uuid4(),))
    assert version.now() == before + 1


def test_a_change_after_a_savepoint_that_failed_still_counts(version: DataVersion, with_notes: Database) -> None:
    before = version.now()
    with writer(with_notes) as connection:
        with pytest.raises(psycopg.errors.NotNullViolation), connection.transaction():
            connection.execute("INSERT INTO projects.note (id, title) VALUES (%s, NULL)", (uuid4(),))
        connection.execute(INSERT, (uuid4(),))
    assert version.now() > before


def test_an_open_transaction_keeps_no_other_writer_waiting(version: DataVersion, with_notes: Database) -> None:
    with writer(with_notes) as open_one:
        open_one.execute(INSERT, (uuid4(),))
        for _ in range(40):
            with writer(with_notes) as other:
                other.execute("SET lock_timeout = 500")
                other.execute(INSERT, (uuid4(),))
    assert version.now() >= 41


def test_no_commit_is_lost_among_many_writers(version: DataVersion, with_notes: Database) -> None:
    def write(_: int) -> None:
        with writer(with_notes) as connection:
            for _ in range(10):
                connection.execute(INSERT, (uuid4(),))
                connection.commit()

    before = version.now()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    assert version.now() == before + 60


def test_a_service_can_not_set_the_version_itself(with_notes: Database) -> None:
    with writer(with_notes) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE projects.data_version SET changes = 0")


def test_a_reader_that_asked_before_a_write_does_not_bring_the_old_version_back(with_notes: Database) -> None:
    connections = Connections(with_notes.url_for("projects"))
    version = DataVersion(connections, "projects", age_ms=10_000)

    class OvertakenByAWrite:
        def execute(self, _: bytes) -> "OvertakenByAWrite":
            version.forget()
            return self

        def fetchone(self) -> tuple[int]:
            return (7,)

    assert version.now(cast(Connection[TupleRow], OvertakenByAWrite())) == 7
    assert version.fresh() is None
    connections.close()


def test_a_list_has_one_tag_until_something_changes(notes: httpx.Client) -> None:
    first = notes.get("/v1/notes")
    again = notes.get("/v1/notes", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    notes.post("/v1/notes", json={"title": "new"}, headers=bearer("editor"))
    changed = notes.get("/v1/notes", headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.json()["total"]) == (200, 1)


@pytest.mark.parametrize("given", ['W/"1"', '"0", "1"', '"0",W/"1"', "*"])
def test_if_none_match_knows_weak_tags_lists_and_stars(notes: httpx.Client, given: str) -> None:
    note_id = notes.post("/v1/notes", json={"title": "new"}, headers=bearer("editor")).json()["id"]
    assert notes.get(f"/v1/notes/{note_id}", headers={"If-None-Match": given}).status_code == 304


def test_an_edit_needs_the_version_it_is_about(notes: httpx.Client) -> None:
    path = "/v1/notes/" + notes.post("/v1/notes", json={"title": "new"}, headers=bearer("editor")).json()["id"]
    tag = notes.get(path).headers["etag"]

    def change(**headers: str) -> int:
        return notes.put(path, json={"title": "changed"}, headers=bearer("editor") | headers).status_code

    assert change() == 428
    assert change(**{"If-Match": '"99"'}) == 412
    assert change(**{"If-Match": tag}) == 200
    assert change(**{"If-Match": tag}) == 412
    assert change(**{"If-Match": "*"}) == 200


def test_a_tag_that_a_proxy_weakened_by_compressing_is_good_for_an_edit(notes: httpx.Client) -> None:
    path = "/v1/notes/" + notes.post("/v1/notes", json={"title": "new"}, headers=bearer("editor")).json()["id"]
    headers = bearer("editor") | {"If-Match": "W/" + notes.get(path).headers["etag"]}
    assert notes.put(path, json={"title": "changed"}, headers=headers).status_code == 200
