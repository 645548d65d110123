"""A running service that is made with the kit."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from tests.kit.notes import lay_notes, notes_app
from tests.postgres import Database
from tests.serving import browsing, settings_for
from tests.tokens import trusting


@pytest.fixture
def with_notes(database: Database) -> Database:
    lay_notes(database.url)
    return database


@pytest.fixture
def app(with_notes: Database) -> FastAPI:
    return trusting(notes_app(settings_for("projects", with_notes)))


@pytest.fixture
def notes(app: FastAPI) -> Iterator[httpx.Client]:
    with browsing(app) as client:
        yield client
