"""A running projects service on a database that holds the real deal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from services.contracts.deal import Deal
from services.kit.database import Database as Connections
from services.kit.deal_files import read_deal
from services.projects.deal.load import load_deal
from services.projects.main import create_app
from tests.kept import Kept, kept
from tests.postgres import Database, database_name, new_database
from tests.projects.world import World
from tests.serving import browsing, settings_for
from tests.tokens import trusting

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def real_deal() -> Deal:
    return read_deal(ROOT / "deal" / "den-haag-zuidwest")


@pytest.fixture(scope="session")
def template_with_deal(server_url: str, migrated_template: Database, real_deal: Deal) -> Iterator[Database]:
    """A database with the real deal that tests copy."""
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        database = Database(url, migrated_template.role_prefix)
        connections = Connections(database.url_for("projects"), 1)
        with connections.writing() as session:
            load_deal(session, real_deal, TODAY)
        connections.close()
        yield database


@pytest.fixture(scope="session")
def _kept(server_url: str, template_with_deal: Database) -> Iterator[Kept]:
    def made(database: Database) -> FastAPI:
        return trusting(create_app(settings_for("projects", database, version_age_ms=0)))

    with kept(server_url, template_with_deal, made) as found:
        yield found


@pytest.fixture
def with_deal(_kept: Kept) -> Database:
    return _kept.database()


@pytest.fixture
def connections(with_deal: Database) -> Iterator[Connections]:
    """The service's own way into its database, for what no route does."""
    made = Connections(with_deal.url_for("projects"), 2)
    made.open()
    yield made
    made.close()


@pytest.fixture
def client(with_deal: Database, _kept: Kept) -> httpx.Client:
    """A client of the service; every answer is of the newest data."""
    return _kept.client()


@pytest.fixture(scope="module")
def world(server_url: str, template_with_deal: Database) -> Iterator[World]:
    """A service that the tests of one file share."""
    with new_database(server_url, template=database_name(template_with_deal.url)) as url:
        database = Database(url, template_with_deal.role_prefix)
        app = trusting(create_app(settings_for("projects", database, version_age_ms=0)))
        with browsing(app) as client:
            yield World(client)
