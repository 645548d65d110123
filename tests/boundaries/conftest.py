"""All services on one database that holds the deal and the sample data."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from cli.access_page import service_app
from cli.house import ROOT
from cli.load import Owner, load_deal, load_demo
from services.kit.settings import SERVICES
from tests.postgres import SECRET, Database, database_name, new_database
from tests.serving import browsing, settings_for
from tests.tokens import trusting


@pytest.fixture(scope="session")
def filled(server_url: str, migrated_template: Database) -> Iterator[Database]:
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
