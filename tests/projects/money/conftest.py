"""One service for all tests of a file, with two projects to book on."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from services.projects.main import create_app
from tests.postgres import Database, database_name, new_database
from tests.serving import browsing, settings_for
from tests.tokens import bearer, trusting

OFFICE = bearer("programme", subject="office")
GARDEN = UUID("11111111-1111-4111-8111-111111111111")
GYM = UUID("22222222-2222-4222-8222-222222222222")
ADD_PROJECT = """
    INSERT INTO projects.project (id, title, sort_title, search, summary, pillar, status)
    VALUES (%s, %s, %s, '', 'Samen.', %s, 'running')
"""


@pytest.fixture(scope="module")
def money_database(server_url: str, template_with_deal: Database) -> Iterator[Database]:
    with new_database(server_url, template=database_name(template_with_deal.url)) as url:
        database = Database(url, template_with_deal.role_prefix)
        with psycopg.connect(database.url_for("projects")) as connection:
            for project_id, title, pillar in ((GARDEN, "tuin", 1), (GYM, "zaal", 2)):
                connection.execute(ADD_PROJECT, (project_id, title, title, pillar))
                connection.execute(
                    "INSERT INTO projects.project_wijk VALUES (%s, 'moerwijk', 0), (%s, 'bouwlust', 1)",
                    (project_id, project_id),
                )
        yield database


@pytest.fixture(scope="module")
def money(money_database: Database) -> Iterator[httpx.Client]:
    app = trusting(create_app(settings_for("projects", money_database, version_age_ms=0)))
    with browsing(app) as made:
        yield made


def booking(**changes: Any) -> dict[str, Any]:
    least = {"kind": "commitment", "contribution": "rijk", "projectId": str(GARDEN), "validOn": "2020-03-15"}
    return least | {"amountCents": 100_00, "description": "Aarde en planten"} | changes


def book(client: httpx.Client, **changes: Any) -> dict[str, Any]:
    answer = client.post("/v1/bookings", json=booking(**changes), headers=OFFICE | {"Idempotency-Key": str(uuid4())})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def correct(client: httpx.Client, booking_id: str, **body: Any) -> httpx.Response:
    given = {"reason": "Verkeerd bedrag"} | body
    return client.post(f"/v1/bookings/{booking_id}/corrections", json=given, headers=OFFICE)


def sums(client: httpx.Client, **query: Any) -> dict[tuple[Any, ...], int]:
    """Cents by kind and what was asked in `by`."""
    answer = client.get("/v1/bookings/sums", params=query)
    assert answer.status_code == 200, answer.text
    names = {"contribution": "contribution", "pillar": "pillar", "project": "projectId", "year": "year"}
    axes = [names[axis] for axis in answer.json()["by"]]
    return {(each["kind"], *(each[axis] for axis in axes)): each["amountCents"] for each in answer.json()["items"]}
