"""The running house, whole before each fault and whole after it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.faults.knocking import coordinator_at, wait_until_whole
from tests.house import RunningHouse


@pytest.fixture(scope="session")
def _signed_in(running_house: RunningHouse) -> Iterator[httpx.Client]:
    """Somebody at the desk of a house that is whole."""
    with coordinator_at(running_house) as client:
        wait_until_whole(client)
        yield client


@pytest.fixture
def coordinator(_signed_in: httpx.Client) -> Iterator[httpx.Client]:
    """Somebody who is signed in while things break, and stays so."""
    yield _signed_in
    wait_until_whole(_signed_in)
