"""Refreshes of the figures of a running house, asked as the demo analyst would."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.house import RunningHouse

REFRESH_SECONDS = 60
Refresh = dict[str, Any]


@contextmanager
def analyst_at(house: RunningHouse) -> Iterator[httpx.Client]:
    """Asks the indicators with an analyst's token."""
    headers = {"Authorization": f"Bearer {house.token('demo-analyst')}"}
    with httpx.Client(base_url=house.addresses["indicators"], headers=headers, timeout=15) as client:
        yield client


def ask_for_refresh(analyst: httpx.Client) -> str:
    """The id of the refresh that will start now."""
    return str(analyst.post("/v1/refreshes").raise_for_status().json()["id"])


def state_of(analyst: httpx.Client, refresh_id: str) -> Refresh:
    state: Refresh = analyst.get(f"/v1/refreshes/{refresh_id}").raise_for_status().json()
    return state


def wait_for(analyst: httpx.Client, refresh_id: str, *statuses: str) -> Refresh:
    """The refresh as soon as it has one of these statuses."""
    deadline = time.monotonic() + REFRESH_SECONDS
    while (state := state_of(analyst, refresh_id))["status"] not in statuses:
        assert time.monotonic() < deadline, state
        time.sleep(0.05)
    return state


def refresh_figures(house: RunningHouse) -> None:
    """One refresh of the indicators, asked by an analyst and done by the worker."""
    with analyst_at(house) as analyst:
        state = wait_for(analyst, ask_for_refresh(analyst), "done", "failed")
    assert state["status"] == "done", state
