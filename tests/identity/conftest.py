"""A running identity service with its demo clients."""

from collections.abc import Iterator

import httpx
import pytest

from services.identity.main import create_app
from tests.kept import Kept, kept
from tests.postgres import Database
from tests.serving import settings_for


@pytest.fixture(scope="session")
def _kept(server_url: str, migrated_template: Database) -> Iterator[Kept]:
    with kept(server_url, migrated_template, lambda found: create_app(settings_for("identity", found))) as holder:
        yield holder


@pytest.fixture
def database(_kept: Kept) -> Database:
    """A migrated database without data."""
    return _kept.database()


@pytest.fixture
def identity(database: Database, _kept: Kept) -> httpx.Client:
    return _kept.client()
