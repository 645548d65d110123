"""A service on a database of its own that the next test uses again, as long as nobody wrote anything."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import psycopg
from fastapi import FastAPI

from tests.postgres import Database, database_name, new_database
from tests.serving import browsing

Made = Callable[[Database], FastAPI]
NEWEST = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
"""The number that the server's next transaction gets; what only reads gets none."""


class Kept:
    """`template` is copied for the first test, and again after each test that wrote: starting costs a third of a
    second, and most tests only read, or are refused."""

    def __init__(self, server_url: str, template: Database, made: Made) -> None:
        self.server_url = server_url
        self.template = template
        self.made = made
        self.stack = ExitStack()
        self.found: Database | None = None
        self.browser: httpx.Client | None = None
        self.mark = ""

    def database(self, *, untouched: bool = False) -> Database:
        """As the template; asked once for each test, before it begins. A service that starts may write: `untouched`
        is for who wants a database in which none did."""
        served = untouched and self.browser is not None
        if self.found is None or served or self.mark != self._newest():
            self.close()
            name = database_name(self.template.url)
            url = self.stack.enter_context(new_database(self.server_url, template=name))
            self.found = Database(url, self.template.role_prefix)
            self.mark = self._newest()
        return self.found

    def client(self) -> httpx.Client:
        """Of the service on this test's database."""
        assert self.found is not None
        if self.browser is None:
            before = self._newest()
            self.browser = self.stack.enter_context(browsing(self.made(self.found)))
            if self.mark == before:
                self.mark = self._newest()
        self.browser.cookies.clear()
        return self.browser

    def close(self) -> None:
        self.found = self.browser = None
        self.stack.close()

    def _newest(self) -> str:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            row = connection.execute(NEWEST).fetchone()
        assert row is not None
        return str(row[0])


@contextmanager
def kept(server_url: str, template: Database, made: Made) -> Iterator[Kept]:
    holder = Kept(server_url, template, made)
    try:
        yield holder
    finally:
        holder.close()
