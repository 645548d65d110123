"""The embedded PostgreSQL: starts, keeps data, heals after a crash, lives in awkward folders."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cli.postgres import Postgres, answers, refusal, serving
from cli.postgres_files import LONGEST_SOCKET_FOLDER, running_pid, socket_folder
from cli.unprivileged import ServerUser, server_user
from tests.postgres import in_memory

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server to another user")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="zw-open-", dir=in_memory()) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """The home of a cluster that was made and never started; copying it takes a tenth of making one."""
    with tempfile.TemporaryDirectory(prefix="zw-made-", dir=in_memory()) as folder:
        Path(folder).chmod(0o755)
        Postgres(Path(folder) / "postgres").prepare()
        yield Path(folder) / "postgres"


@pytest.fixture
def server(open_folder: Path, made: Path) -> Iterator[Postgres]:
    subprocess.run(["cp", "-a", str(made), str(open_folder)], check=True)
    server = Postgres(open_folder / "postgres")
    yield server
    server.stop()
    server.remove()


def ask(url: str, statement: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row[0]


def test_the_owner_may_make_roles_and_databases_but_is_no_superuser(server: Postgres) -> None:
    url = server.start(fsync=False)
    rights = "SELECT array[rolsuper, rolcreaterole, rolcreatedb] FROM pg_roles WHERE rolname = current_user"
    assert ask(url, rights) == [False, True, True]
    assert (
        ask(url, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'zuidwest'") == "bC.UTF-8"
    )
    assert ask(url, "SHOW server_encoding") == "UTF8"


def test_it_listens_on_no_network_address_and_asks_a_password(server: Postgres) -> None:
    url = server.start(fsync=False)
    assert ask(url, "SHOW listen_addresses") == ""
    password = (server.home / "owner-password").read_text().strip()
    assert not answers(url.replace(password, "wrong"))
    assert stat.S_IMODE((server.home / "owner-password").stat().st_mode) == 0o600


def test_a_second_start_finds_the_data_of_the_last(server: Postgres) -> None:
    with psycopg.connect(server.start(fsync=False)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    server.stop()
    assert not server.running()
    with serving(server.home, fsync=False) as url:
        assert ask(url, "SELECT answer FROM kept") == 42


def test_it_starts_again_after_a_crash(server: Postgres) -> None:
    server.start(fsync=False)
    pid = running_pid(server.data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert ask(server.start(fsync=False), "SELECT 1") == 1


def test_a_pid_file_that_names_another_process_does_not_block_the_start(server: Postgres) -> None:
    server.start(fsync=False)
    left_behind = (server.data / "postmaster.pid").read_text()
    server.stop()
    reused = left_behind.replace(left_behind.split("\n", 1)[0], str(os.getppid()), 1)
    (server.data / "postmaster.pid").write_text(reused)
    assert not server.running()
    assert ask(server.start(fsync=False), "SELECT 1") == 1


def test_a_running_server_is_shared_and_left_running(server: Postgres) -> None:
    url = server.start(fsync=False)
    with serving(server.home) as same:
        assert same == url
    assert answers(url)


def test_serving_stops_what_it_started(open_folder: Path) -> None:
    home = open_folder / "postgres"
    with serving(home, fsync=False) as url:
        assert answers(url)
    assert not Postgres(home).running()


def test_a_deep_folder_gets_a_short_socket_path(open_folder: Path) -> None:
    server = Postgres(open_folder.joinpath(*["a-rather-long-name"] * 8))
    try:
        assert len(str(socket_folder(server.lodging))) <= LONGEST_SOCKET_FOLDER
        assert ask(server.start(fsync=False), "SELECT 1") == 1
    finally:
        server.stop()
        server.remove()
    assert not socket_folder(server.lodging).exists()


@as_root
def test_as_root_the_server_runs_as_an_unprivileged_user(server: Postgres) -> None:
    server.start(fsync=False)
    pid = running_pid(server.data)
    assert Path(f"/proc/{pid}").stat().st_uid == server_user().uid != 0


@as_root
def test_a_private_folder_is_left_private_and_the_cluster_lodges_elsewhere(open_folder: Path) -> None:
    private = open_folder / "private"
    private.mkdir(mode=0o700)
    server = Postgres(private / "clone" / "var" / "postgres")
    try:
        with psycopg.connect(server.start(fsync=False)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        server.stop()
        assert not server.lodging.is_relative_to(private)
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        with serving(server.home, fsync=False) as url:
            assert ask(url, "SELECT answer FROM kept") == 42
    finally:
        server.stop()
        server.remove()
    assert not server.lodging.exists()


@as_root
def test_programs_that_the_user_can_not_reach_are_copied(server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = server.binaries
    reach = ServerUser.can_enter
    monkeypatch.setattr(ServerUser, "can_enter", lambda user, folder: folder != packaged and reach(user, folder))
    assert server.binaries.is_relative_to(server.lodging)
    assert ask(server.start(fsync=False), "SELECT 1") == 1


def test_the_server_ends_when_its_process_is_killed(server: Postgres) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from cli.postgres import Postgres;"
        "Postgres(Path(sys.argv[1])).start(fsync=False); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(server.home)], check=False)
    assert killed.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 15
    while server.running() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.running()


def test_a_database_of_another_encoding_is_refused(server: Postgres) -> None:
    url = server.start(fsync=False)
    assert refusal(url) is None
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE old TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
        )
    assert refusal(url.replace("@/zuidwest?", "@/old?")) == "the database's encoding is SQL_ASCII, and must be UTF8"
