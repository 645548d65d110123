"""Loads the deal and the sample data, each service's part as that service's own role."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.identity import demo as demo_clients
from services.kit.database import Database, role_url


class Owner:
    """From the owner's address to each service's database."""

    def __init__(self, url: str, role_prefix: str, secret: str) -> None:
        self.url = url
        self.role_prefix = role_prefix
        self.secret = secret

    def url_for(self, service: str) -> str:
        return role_url(self.url, service, self.role_prefix, self.secret)

    @contextmanager
    def database_of(self, service: str) -> Iterator[Database]:
        database = Database(self.url_for(service), pool_size=2)
        database.open()
        try:
            yield database
        finally:
            database.close()


def load_deal(owner: Owner, folder: Path) -> None:
    """Applies the deal in `folder` as a difference. Raises what names each mistake with its file and line."""


def load_demo(owner: Owner, folder: Path) -> None:
    """Adds the sample data of `folder` and the demo clients."""
    with owner.database_of("identity") as database:
        demo_clients.load(database)
