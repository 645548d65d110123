"""One world for all tests of this folder, which only read: a survey with hidden figures, a register with rounded ones,
and counts, published together; then the counts went on."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import psycopg
import pytest

from services.contracts.deal import Deal
from services.indicators.definitions.loading import load_deal
from services.kit.database import Database as ServiceDatabase
from tests.indicators.conftest import FILLED, settings_of
from tests.indicators.neighbours import Neighbours
from tests.indicators.refreshing import refreshed
from tests.indicators.releases.publishing import cohesion, published
from tests.indicators.results.test_storing import AUTUMN_2023, NOW, figure, stored
from tests.postgres import Database

ROUNDED = {
    "indicator_id": "problematic-debt",
    "unit": "procent van de huishoudens",
    "uncertainty": {"kind": "rounding", "roundedTo": 5},
    "comparability_group": None,
    "level": None,
    "se": None,
    "df": None,
    "respondents": None,
}
BROKEN = {
    "area_kind": "deal",
    "area_label": "Zuidwest",
    "wijk": None,
    "measure": "change",
    "period": AUTUMN_2023,
    "status": "not-comparable",
    "status_reason": "Andere vragen dan in 2019.",
}


@pytest.fixture(scope="package")
def house(
    kept_database: Database, running_client: httpx.Client, running_neighbours: Neighbours, deal: Deal
) -> Iterator[httpx.Client]:
    with psycopg.connect(kept_database.url, autocommit=True) as owner:
        owner.execute(f"TRUNCATE {', '.join(FILLED)}".encode())
    world = running_neighbours
    vars(world).update(vars(Neighbours(addresses=world.addresses)))
    settings = settings_of(kept_database, world)
    own = ServiceDatabase(settings.database_url.get_secret_value(), pool_size=2)
    own.open()
    with own.writing() as session:
        load_deal(session, deal)
    world.projects["taal"] = "running"
    world.places["De Wissel"] = ("moerwijk", ["taal"])
    refreshed(own, settings)
    stored(own, *cohesion(), figure("den-haag-zuidwest", None, **BROKEN))
    stored(own, figure("moerwijk", 12.3, **ROUNDED), now=NOW + timedelta(hours=1))
    published(running_client, indicators=["social-cohesion", "problematic-debt"], notes="Met uitleg.")
    world.places["De Kamer"] = ("moerwijk", [])
    refreshed(own, settings)
    yield running_client
    own.close()
