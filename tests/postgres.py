"""Databases for tests: a cluster per test process, a fresh database per test.

`TEST_DATABASE_URL` names an outside PostgreSQL (an address whose role may make roles and databases) to test against
instead of the embedded one.
"""

import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from cli.postgres import Postgres
from services.kit.database import role_name, role_url
from services.kit.settings import SERVICES

MEMORY = Path("/dev/shm")  # a database is some 1,400 files: copying them in memory is ten times as fast as on a disk
SECRET = "the secret of the tests, which is no secret at all"  # role passwords follow from it


@dataclass(frozen=True)
class Database:
    """One database: the owner's address and the prefix of the service roles that may use it."""

    url: str
    role_prefix: str

    def url_for(self, service: str) -> str:
        """The address with which one service comes in, as its own role."""
        return role_url(self.url, service, self.role_prefix, SECRET)


@contextmanager
def cluster() -> Iterator[str]:
    """The owner's address of a server that is there for the tests only."""
    outside = os.environ.get("TEST_DATABASE_URL")
    if outside:
        yield outside
        return
    home = Path(tempfile.mkdtemp(prefix="zw-test-", dir=in_memory()))
    home.chmod(0o755)  # the server may run as another user
    server = Postgres(home)
    try:
        yield server.start(fsync=False)
    finally:
        server.stop()
        server.remove()


def in_memory() -> Path | None:
    """A folder for what is copied often; None, for the usual one, where there is no such."""
    return MEMORY if os.access(MEMORY, os.W_OK) else None


@contextmanager
def new_database(server_url: str, template: str | None = None) -> Iterator[str]:
    """The owner's address of a database of its own, empty or a copy of `template`; dropped afterwards."""
    name = f"zw_{secrets.token_hex(6)}"
    copy = sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template)) if template else sql.SQL("")
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + copy)
    try:
        yield address_of(server_url, name)
    finally:
        _drop(server_url, name)


def _drop(server_url: str, name: str) -> None:
    """Waits while autovacuum is at work in it: only a superuser may stop that."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        for pause in (0.1, 0.2, 0.5, 1, 2, 5, 0):
            try:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
                return
            except psycopg.errors.InsufficientPrivilege:
                if not pause:
                    raise
                time.sleep(pause)


@contextmanager
def without_roles_afterwards(server_url: str, role_prefix: str) -> Iterator[None]:
    """Roles belong to the whole server: take the service roles of a dropped database along."""
    try:
        yield
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            for service in SERVICES:
                role = sql.Identifier(role_name(role_prefix, service))
                connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(role))


def address_of(server_url: str, database: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{database}"))


def database_name(url: str) -> str:
    """The name of the database in an address."""
    return urlsplit(url).path.removeprefix("/")
