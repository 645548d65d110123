"""A participation service with the real deal's words, two places, and people who may change them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from services.contracts.deal import Deal
from services.kit.database import Database as ServiceDatabase
from services.kit.deal_files import read_deal
from services.participation.clock import today
from services.participation.main import create_app
from services.participation.places.deal import load_deal
from tests.postgres import Database, database_name, new_database
from tests.serving import browsing, settings_for
from tests.tokens import bearer, trusting

DEAL = Path(__file__).parents[2] / "deal" / "den-haag-zuidwest"
ADMIN = bearer("admin", subject="an-admin")
Body = dict[str, Any]
FILLED = (
    "wish",
    "proposal",
    "undo",
    "attendance",
    "seats",
    "letter",
    "rate",
    "flow",
    "referral",
    "help_offer",
    "activity",
    "place",
    "harvest",
    "area",
    "idempotency_key",
    "import_preview",
    "audit",
)
"""Tables that a test may fill, those that refer to others first."""


@cache
def the_deal() -> Deal:
    return read_deal(DEAL)


@pytest.fixture(scope="session")
def deal_database(server_url: str, migrated_template: Database) -> Iterator[Database]:
    """A migrated database with the deal loaded, for all tests of one process."""
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        yield Database(url, migrated_template.role_prefix)


@pytest.fixture(scope="session")
def app(deal_database: Database) -> FastAPI:
    return trusting(create_app(settings_for("participation", deal_database)))


@pytest.fixture(scope="session")
def _shared_client(app: FastAPI) -> Iterator[httpx.Client]:
    with browsing(app) as client:
        storage: ServiceDatabase = app.state.database
        with storage.writing() as session:
            load_deal(session, the_deal())
        yield client


@pytest.fixture
def client(app: FastAPI, _shared_client: httpx.Client, deal_database: Database) -> httpx.Client:
    """The service without places and activities. Starting it takes a second, emptying it some milliseconds."""
    with psycopg.connect(deal_database.url) as connection:
        for table in FILLED:
            connection.execute(f"DELETE FROM participation.{table}".encode())
    app.state.version.forget()
    return _shared_client


@pytest.fixture
def storage(app: FastAPI, client: httpx.Client) -> ServiceDatabase:
    """The service's own way to its database."""
    found: ServiceDatabase = app.state.database
    return found


def place_body(**changes: Any) -> Body:
    return {
        "name": "Buurtkamer Oost",
        "kind": "meeting-place",
        "wijk": "moerwijk",
        "summary": "Een huiskamer voor de hele buurt.",
        "streetAddress": "Straat 1",
        "postcode": "2531 pe",
        "lat": 52.04,
        "lon": 4.3,
        "accessibility": {"step-free": "yes", "lift": "no"},
    } | changes


@dataclass
class World:
    """Two meeting places in Moerwijk and one in Bouwlust, with the headers of those who work there."""

    client: httpx.Client
    here: UUID
    there: UUID
    elsewhere: UUID

    @property
    def coordinator(self) -> dict[str, str]:
        return bearer("coordinator", places=[self.here], subject="a-coordinator")

    @property
    def editor(self) -> dict[str, str]:
        return bearer("editor", wijken=["moerwijk"], subject="an-editor")

    def body(self, **changes: Any) -> Body:
        return activity_body(self.here, **changes)

    def post(self, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
        return self.client.post("/v1/activities", json=self.body(**changes), headers=headers or self.coordinator)

    def added(self, **changes: Any) -> Body:
        answer = self.post(**changes)
        assert answer.status_code == 201, answer.text
        found: Body = answer.json()
        return found


@pytest.fixture
def world(client: httpx.Client) -> World:
    def add(**changes: Any) -> UUID:
        answer = client.post("/v1/places", json=place_body(**changes), headers=ADMIN)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    return World(client, add(), add(name="Buurtkamer West"), add(name="Buurthuis Zuid", wijk="bouwlust"))


def activity_body(place_id: UUID, **changes: Any) -> Body:
    """Every week on the weekday that is three days from now, 10:00–12:00 here, published."""
    start = soon(3)
    return {
        "title": "Koffieochtend",
        "summary": "Drink een kopje koffie met uw buren.",
        "description": "De koffie staat klaar. Iedereen is welkom.",
        "category": "meeting",
        "placeId": str(place_id),
        "step": "meet",
        "cost": {"free": True},
        "languages": ["nl", "tr"],
        "dutchLevel": 1,
        "forWhom": ["everyone"],
        "schedule": {"rrule": "FREQ=WEEKLY", "start": f"{start}T10:00:00", "end": f"{start}T12:00:00"},
        "status": "published",
    } | changes


def soon(days: int) -> str:
    """The day that is so many days from today, as ISO text."""
    return (today() + timedelta(days=days)).isoformat()


def wrong_names(answer: httpx.Response) -> set[str]:
    """The fields that a 400 names."""
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {error["location"]["name"] for error in answer.json()["errors"]}
