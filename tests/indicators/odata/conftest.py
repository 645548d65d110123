"""A world with counts and a release, as pollers find it."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from services.kit.database import Database
from tests.indicators.neighbours import Neighbours
from tests.indicators.releases.publishing import cohesion, published
from tests.indicators.results.test_storing import stored


@pytest.fixture
def served(
    client: httpx.Client, world: Neighbours, loaded: Database, count_again: Callable[[], dict[str, Any]]
) -> httpx.Client:
    """Five figures of a survey, two of them hidden, and counts of one place, frozen and going on."""
    world.projects["taal"] = "running"
    world.places["De Wissel"] = ("moerwijk", ["taal"])
    count_again()
    stored(loaded, *cohesion())
    published(client)
    return client
