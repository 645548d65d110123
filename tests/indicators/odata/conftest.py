"""A world with counts and a release, as pollers find it: made once, and only read."""

from collections.abc import Iterator

import httpx
import pytest

from services.contracts.deal import Deal
from services.indicators.definitions.loading import load_deal
from services.indicators.main import create_app
from services.kit.database import Database as ServiceDatabase
from tests.indicators.conftest import settings_of
from tests.indicators.neighbours import neighbours
from tests.indicators.refreshing import refreshed
from tests.indicators.releases.publishing import cohesion, published
from tests.indicators.results.test_storing import stored
from tests.postgres import Database, database_name, new_database
from tests.serving import browsing
from tests.tokens import trusting

PLACES = 120


@pytest.fixture(scope="package")
def odata_database(server_url: str, migrated_template: Database) -> Iterator[Database]:
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        yield Database(url, migrated_template.role_prefix)


@pytest.fixture(scope="package")
def served(odata_database: Database, deal: Deal) -> Iterator[httpx.Client]:
    """Five figures of a survey, two of them hidden, and counts of more places than fit on a page, which go on."""
    with neighbours() as world:
        world.projects["taal"] = "running"
        world.places |= {f"Plek {number}": ("moerwijk", ["taal"][: number % 2]) for number in range(PLACES)}
        settings = settings_of(odata_database, world)
        own = ServiceDatabase(settings.database_url.get_secret_value(), pool_size=2)
        own.open()
        with own.writing() as session:
            load_deal(session, deal)
        refreshed(own, settings)
        stored(own, *cohesion())
        own.close()
        with browsing(trusting(create_app(settings))) as client:
            published(client)
            yield client
