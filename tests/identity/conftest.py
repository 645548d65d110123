"""A running identity service with its demo clients."""

from collections.abc import Iterator

import httpx
import pytest

from services.identity.main import create_app
from tests.postgres import Database
from tests.serving import browsing, settings_for


@pytest.fixture
def identity(database: Database) -> Iterator[httpx.Client]:
    with browsing(create_app(settings_for("identity", database))) as client:
        yield client
