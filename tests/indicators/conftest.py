"""The indicators service with the deal loaded, and the services that it asks. Starting them takes a second, emptying
them some milliseconds: so they are started once for all tests of a process."""

from collections.abc import Callable, Iterator
from datetime import date
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
from services.projects.deal.load import load_deal as load_registry
from services.projects.main import create_app as registry_app
from tests.indicators.neighbours import Neighbours, neighbours
from tests.indicators.refreshing import refreshed
from tests.postgres import Database, database_name, new_database
from tests.serving import browsing, settings_for
from tests.tokens import trusting

DEAL = Path(__file__).parents[2] / "deal" / "den-haag-zuidwest"
EMPTIED = (
    "audit",
    "cell",
    "dataset",
    "dataset_definition",
    "dataset_part",
    "deal",
    "definition",
    "indicator",
    "measurement",
    "refresh",
    "release",
    "release_cell",
    "release_file",
    "unusable_baseline",
    "upload",
    "upload_part",
)
FILLED = (
    *(f"indicators.{table}" for table in EMPTIED),
    *(f"indicators_jobs.procrastinate_{table}" for table in ("jobs", "workers", "periodic_defers", "events")),
)


@pytest.fixture(scope="session")
def deal() -> Deal:
    return read_deal(DEAL)


@pytest.fixture(scope="session")
def running_neighbours() -> Iterator[Neighbours]:
    with neighbours() as world:
        yield world


@pytest.fixture(scope="session")
def kept_database(server_url: str, migrated_template: Database) -> Iterator[Database]:
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        yield Database(url, migrated_template.role_prefix)


@pytest.fixture(scope="session")
def running_client(kept_database: Database, running_neighbours: Neighbours) -> Iterator[httpx.Client]:
    with browsing(trusting(create_app(settings_of(kept_database, running_neighbours)))) as browser:
        yield browser


@pytest.fixture
def owner(kept_database: Database) -> Iterator[psycopg.Connection]:
    """Who owns the tables, on a database that is empty when the test begins."""
    with psycopg.connect(kept_database.url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {', '.join(FILLED)}".encode())
        yield connection


@pytest.fixture
def world(running_neighbours: Neighbours) -> Neighbours:
    """The other services, healthy and empty."""
    vars(running_neighbours).update(vars(Neighbours(addresses=running_neighbours.addresses)))
    return running_neighbours


@pytest.fixture
def settings(owner: psycopg.Connection, kept_database: Database, world: Neighbours) -> Settings:
    return settings_of(kept_database, world)


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
def client(owner: psycopg.Connection, running_client: httpx.Client) -> httpx.Client:
    return running_client


@pytest.fixture
def count_again(loaded: ServiceDatabase, settings: Settings) -> Callable[[], dict[str, Any]]:
    """Does one refresh, and gives its row."""
    return lambda: refreshed(loaded, settings)


def settings_of(database: Database, world: Neighbours) -> Settings:
    urls = {f"{name}_url": address for name, address in world.addresses.items()}
    return settings_for("indicators", database, version_age_ms=0, **urls)


@pytest.fixture(scope="session")
def registered(server_url: str, migrated_template: Database, deal: Deal) -> Iterator[Database]:
    """A database whose registry knows the deal."""
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        made = Database(url, migrated_template.role_prefix)
        connections = ServiceDatabase(made.url_for("projects"), 1)
        with connections.writing() as session:
            load_registry(session, deal, date(2026, 3, 1))
        connections.close()
        yield made


@pytest.fixture
def registry(server_url: str, registered: Database, client: httpx.Client) -> Iterator[httpx.Client]:
    """The registry, which asks these indicators for the figures of its reports."""
    with new_database(server_url, template=database_name(registered.url)) as url:
        database = Database(url, registered.role_prefix)
        settings = settings_for("projects", database, version_age_ms=0, indicators_url=str(client.base_url))
        with browsing(trusting(registry_app(settings))) as made:
            yield made
