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
def database(_kept: Kept, request: pytest.FixtureRequest) -> Database:
    """A migrated database without data, or that of `identity` when the test asks for that too."""
    return _kept.database(untouched="identity" not in request.fixturenames)


@pytest.fixture
def identity(database: Database, _kept: Kept) -> httpx.Client:
    return _kept.client()
