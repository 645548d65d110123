"""A deal year that was played once, and the indicators service beside it: what the tests of reports look at."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from services.contracts.deal import Deal
from services.indicators.definitions.loading import load_deal as load_indicators
from services.indicators.main import create_app as indicators_app
from services.kit.database import Database as Connections
from services.projects.main import create_app
from tests.postgres import Database, database_name, new_database
from tests.serving import browsing, served, settings_for
from tests.tokens import trusting


@dataclass(frozen=True)
class Office:
    """The programme office at work: its service, the database under it, and the address of the indicators service."""

    client: httpx.Client
    database: Database
    indicators: str


@pytest.fixture(scope="module")
def office(server_url: str, template_with_deal: Database, real_deal: Deal) -> Iterator[Office]:
    with new_database(server_url, template=database_name(template_with_deal.url)) as url:
        database = Database(url, template_with_deal.role_prefix)
        connections = Connections(database.url_for("indicators"), 1)
        with connections.writing() as session:
            load_indicators(session, real_deal)
        connections.close()
        with served(trusting(indicators_app(settings_for("indicators", database)))) as indicators:
            settings = settings_for("projects", database, version_age_ms=0, indicators_url=indicators)
            with browsing(trusting(create_app(settings))) as client:
                yield Office(client, database, indicators)


@pytest.fixture
def alone(with_deal: Database) -> Iterator[httpx.Client]:
    """The same office while the indicators service is away."""
    settings = settings_for("projects", with_deal, version_age_ms=0, indicators_url="http://127.0.0.1:9")
    with browsing(trusting(create_app(settings))) as client:
        yield client
