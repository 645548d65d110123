"""The sample divisions: loaded once, the newest over all that the deal brings, and nothing to warn about."""

from pathlib import Path

import httpx

from services.kit.database import Database as Connections
from services.projects.importing.demo import load_demo_bookings
from services.projects.money.demo import load_demo_allocations
from services.projects.registry.demo import load_demo_projects
from tests.projects.answers import items
from tests.projects.conftest import TODAY

DEMO = Path(__file__).parents[3] / "demo"


def test_the_samples_are_loaded_once_and_divide_all_of_it(client: httpx.Client, connections: Connections) -> None:
    with connections.writing() as session:
        load_demo_projects(session, DEMO / "projects.toml", TODAY)
        load_demo_bookings(session, DEMO / "bookings.csv")
    for expected in (2, 0):
        with connections.writing() as session:
            assert load_demo_allocations(session, DEMO / "allocations.toml") == expected
    newest, first = items(client.get("/v1/allocations"))
    assert (newest["supersedes"], newest["totalCents"]) == (first["id"], 1_500_000_000)
    assert [each["outcome"] for each in newest["reviews"] + first["reviews"]] == ["kept", "to-change"]
    division = client.get("/v1/monitoring/division").json()
    assert sum(part["shareOfAllocation"] for part in division["parts"]) == 1000
    assert division["warnings"] == []
