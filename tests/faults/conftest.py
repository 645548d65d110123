"""The running house, whole before each fault and whole after it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.faults.knocking import coordinator_at, wait_until_whole
from tests.house import RunningHouse


@pytest.fixture
def coordinator(running_house: RunningHouse) -> Iterator[httpx.Client]:
    """Somebody who is signed in while things break."""
    with coordinator_at(running_house) as client:
        wait_until_whole(client)
        yield client
        wait_until_whole(client)
