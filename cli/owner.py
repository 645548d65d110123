"""Who owns the database, and through whom each service's part is reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.kit.database import Database, role_url

ZONE = ZoneInfo("Europe/Amsterdam")


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

    @contextmanager
    def writing(self, service: str) -> Iterator[Session]:
        """One transaction as the service."""
        with self.database_of(service) as database, database.writing() as session:
            yield session


def today() -> date:
    return datetime.now(ZONE).date()
