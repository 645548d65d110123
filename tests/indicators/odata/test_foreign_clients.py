"""Clients that others wrote, as they are, read every page and the numbers that the JSON says."""

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest

from cli.assets import AssetsFailed, find_node, install_packages
from services.kit.database import Database
from tests.indicators.foreign import python_with, unless_ci
from tests.indicators.neighbours import Neighbours
from tests.indicators.releases.publishing import cohesion, published
from tests.indicators.results.test_storing import stored

FOREIGN = Path(__file__).parent / "foreign"
PLACES = 120
Numbers = dict[int, float | None]


@pytest.fixture(scope="session")
def foreign_python() -> Path:
    return python_with(FOREIGN / "requirements.txt")


@pytest.fixture
def pages(
    client: httpx.Client, world: Neighbours, loaded: Database, count_again: Callable[[], dict[str, Any]]
) -> httpx.Client:
    """More figures than fit on a page."""
    world.projects["taal"] = "running"
    world.places |= {f"Plek {number}": ("moerwijk", ["taal"][: number % 2]) for number in range(PLACES)}
    count_again()
    stored(loaded, *cohesion())
    published(client)
    return client


def released(client: httpx.Client) -> Numbers:
    items = client.get("/v1/releases/1/measurements.json").json()["items"]
    return {item["cell"]: item["value"] for item in items}


def public_now(client: httpx.Client) -> Numbers:
    found, address = released(client), "/v1/measurements?pageSize=100"
    while address:
        page = client.get(address).json()
        found |= {item["cell"]: item["value"] for item in page["items"]}
        address = page["next"]
    return found


def read_by(*command: object) -> Numbers:
    """Their warnings are not our errors."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    rows = json.loads(done.stdout.strip().splitlines()[-1])
    assert len(rows) == len({key for key, _ in rows})
    return dict(rows)


@pytest.mark.parametrize("script", ["with_python_odata.py", "with_odatapy.py"])
def test_odata_clients_of_python(pages: httpx.Client, foreign_python: Path, script: str) -> None:
    expected = public_now(pages)
    assert len(expected) > 2 * PLACES
    assert read_by(foreign_python, FOREIGN / script, f"{pages.base_url}/odata/v4/") == expected


def test_the_odata_client_of_node(pages: httpx.Client) -> None:
    node = find_node()
    try:
        install_packages(FOREIGN, node)
    except AssetsFailed as error:
        unless_ci(f"the client can't be installed: {error}")
    assert read_by(node.node, FOREIGN / "with_odata_client.mjs", f"{pages.base_url}/odata/v4/") == public_now(pages)


def test_readers_of_the_files(pages: httpx.Client, foreign_python: Path) -> None:
    address = f"{pages.base_url}/v1/releases/1/measurements"
    assert read_by(foreign_python, FOREIGN / "with_pandas.py", f"{address}.csv") == released(pages)
    table = pl.read_parquet(BytesIO(httpx.get(f"{address}.parquet").content))
    assert dict(zip(table["cell"], table["value"], strict=True)) == released(pages)
