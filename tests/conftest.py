"""Fixtures for every test: real servers, real databases."""

import gc
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import httpx
import pytest
from httpx import create_ssl_context

from cli.access_page import service_app
from cli.house import ROOT
from cli.load import Owner, load_deal, load_demo
from cli.migrate import migrate
from services.kit.settings import SERVICES
from tests.house import RunningHouse, house_in
from tests.postgres import SECRET, Database, cluster, database_name, new_database, without_roles_afterwards
from tests.serving import browsing, settings_for
from tests.tokens import trusting

HOUSE_SECONDS = 400
"""The first test that needs the running house also waits for its start."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: uses the PostgreSQL that TEST_DATABASE_URL can replace")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Marks follow from the fixtures: `database`, and one test process for all that share something dear."""
    for item in items:
        if "server_url" in item.fixturenames:
            item.add_marker("database")
        if "services" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("all services"))
        if "running_house" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("house"))
            item.add_marker(pytest.mark.timeout(HOUSE_SECONDS))
        elif (shared := shared_by(item)) and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(shared.relative_to(item.config.rootpath).as_posix()))


def shared_by(item: pytest.Function) -> Path | None:
    """The folder or the file whose tests have a fixture in common, which should not be made twice."""
    found: dict[str, Sequence[pytest.FixtureDef[object]]] = item._fixtureinfo.name2fixturedefs
    scopes = {fixture.scope for each in found.values() for fixture in each}
    if "package" in scopes:
        return item.path.parent
    return item.path if "module" in scopes else None


def pytest_collection_finish() -> None:
    """What was loaded until now stays: the search for rubbish need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Each new client of httpx would read those of all the world, which takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("httpx._transports.default.create_ssl_context", cache(create_ssl_context))
        yield


@pytest.fixture(scope="session")
def running_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """The whole house with the deal and the sample data. Tests that share it put back what they change."""
    with house_in(tmp_path_factory.mktemp("house") / "var") as house:
        yield house


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The owner's address of a PostgreSQL server of this test process."""
    with cluster() as url:
        yield url


@pytest.fixture
def empty_database(server_url: str) -> Iterator[str]:
    """The owner's address of an empty database, dropped after the test."""
    with new_database(server_url) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_template(server_url: str) -> Iterator[Database]:
    """A migrated database that tests copy; nobody connects to it."""
    role_prefix = f"zw_{secrets.token_hex(4)}"
    with without_roles_afterwards(server_url, role_prefix), new_database(server_url) as url:
        migrate(url, role_prefix, SECRET)
        yield Database(url, role_prefix)


@pytest.fixture
def database(server_url: str, migrated_template: Database) -> Iterator[Database]:
    """A migrated database without data, dropped after the test."""
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        yield Database(url, migrated_template.role_prefix)


@pytest.fixture(scope="session")
def filled(server_url: str, migrated_template: Database) -> Iterator[Database]:
    """A database that holds the deal and the sample data. Tests that share it put back what they change."""
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        owner = Owner(url, migrated_template.role_prefix, SECRET)
        load_deal(owner, ROOT / "deal/den-haag-zuidwest")
        load_demo(owner, ROOT / "demo")
        yield Database(url, migrated_template.role_prefix)


@pytest.fixture(scope="session")
def services(filled: Database) -> Iterator[dict[str, httpx.Client]]:
    """A client of each service, which believes the tests' tokens."""
    with ExitStack() as stack:
        yield {
            service: stack.enter_context(browsing(trusting(service_app(service, settings_for(service, filled)))))
            for service in SERVICES
        }
