"""The indicators service on a database of its own, with the deal loaded, and the services that it asks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from services.contracts.deal import Deal
from services.indicators.definitions.loading import load_deal
from services.indicators.main import create_app
from services.kit.database import Database as ServiceDatabase
from services.kit.deal_files import read_deal
from services.kit.settings import Settings
from tests.indicators.neighbours import Neighbours, neighbours
from tests.indicators.refreshing import refreshed
from tests.postgres import Database
from tests.serving import browsing, settings_for
from tests.tokens import trusting

DEAL = Path(__file__).parents[2] / "deal" / "den-haag-zuidwest"


@pytest.fixture(scope="session")
def deal() -> Deal:
    return read_deal(DEAL)


@pytest.fixture(scope="session")
def running_neighbours() -> Iterator[Neighbours]:
    with neighbours() as world:
        yield world


@pytest.fixture
def world(running_neighbours: Neighbours) -> Neighbours:
    """The other services, healthy and empty."""
    fresh = Neighbours(addresses=running_neighbours.addresses)
    running_neighbours.__dict__.update(fresh.__dict__)
    return running_neighbours


@pytest.fixture
def settings(database: Database, world: Neighbours) -> Settings:
    urls = {f"{name}_url": address for name, address in world.addresses.items()}
    return settings_for("indicators", database, version_age_ms=0, **urls)


@pytest.fixture
def own_database(settings: Settings) -> Iterator[ServiceDatabase]:
    """What the worker has: the service's database, by the service's own role."""
    database = ServiceDatabase(settings.database_url.get_secret_value(), pool_size=2)
    database.open()
    yield database
    database.close()


@pytest.fixture
def loaded(own_database: ServiceDatabase, deal: Deal) -> ServiceDatabase:
    with own_database.writing() as session:
        load_deal(session, deal)
    return own_database


@pytest.fixture
def client(settings: Settings) -> Iterator[httpx.Client]:
    with browsing(trusting(create_app(settings))) as browser:
        yield browser


@pytest.fixture
def count_again(loaded: ServiceDatabase, settings: Settings) -> Callable[[], dict[str, Any]]:
    """Does one refresh, and gives its row."""
    return lambda: refreshed(loaded, settings)


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.url, autocommit=True) as connection:
        yield connection
