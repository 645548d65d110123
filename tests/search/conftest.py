"""The participation service with the deal and the whole sample, for reading only."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from cli.load import Owner
from cli.migrate import migrate
from services.kit.deal_files import read_deal
from services.participation.clock import today
from services.participation.demo import load_demo
from services.participation.main import create_app
from services.participation.places.deal import load_deal
from tests.demo.sample import DEMO
from tests.postgres import SECRET, Database, cluster, new_database, without_roles_afterwards
from tests.serving import browsing, settings_for
from tests.tokens import trusting

DEAL = Path(__file__).parents[2] / "deal" / "den-haag-zuidwest"


@contextmanager
def demo_service() -> Iterator[httpx.Client]:
    """With a PostgreSQL of its own, for running by hand."""
    prefix = f"zw_{secrets.token_hex(4)}"
    with cluster() as server_url, without_roles_afterwards(server_url, prefix), new_database(server_url) as url:
        migrate(url, prefix, SECRET)
        with Owner(url, prefix, SECRET).writing("participation") as session:
            load_deal(session, read_deal(DEAL))
            load_demo(session, DEMO, today())
        with browsing(trusting(create_app(settings_for("participation", Database(url, prefix))))) as client:
            yield client


@pytest.fixture(scope="session")
def sample_service(services: dict[str, httpx.Client]) -> httpx.Client:
    return services["participation"]
