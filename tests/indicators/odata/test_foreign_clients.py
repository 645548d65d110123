"""Clients that others wrote, as they are, read every page and the numbers that the JSON says."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import httpx
import polars as pl
import pytest

from cli.assets import AssetsFailed, find_node, install_packages
from tests.indicators.foreign import python_with, unless_ci
from tests.indicators.odata.conftest import PLACES

FOREIGN = Path(__file__).parent / "foreign"
Numbers = dict[int, float | None]


@pytest.fixture(scope="session")
def foreign_python() -> Path:
    return python_with(FOREIGN / "requirements.txt")


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
def test_odata_clients_of_python(served: httpx.Client, foreign_python: Path, script: str) -> None:
    expected = public_now(served)
    assert len(expected) > 2 * PLACES
    assert read_by(foreign_python, FOREIGN / script, f"{served.base_url}/odata/v4/") == expected


def test_the_odata_client_of_node(served: httpx.Client) -> None:
    node = find_node()
    try:
        install_packages(FOREIGN, node)
    except AssetsFailed as error:
        unless_ci(f"the client can't be installed: {error}")
    assert read_by(node.node, FOREIGN / "with_odata_client.mjs", f"{served.base_url}/odata/v4/") == public_now(served)


def test_readers_of_the_files(served: httpx.Client, foreign_python: Path) -> None:
    address = f"{served.base_url}/v1/releases/1/measurements"
    assert read_by(foreign_python, FOREIGN / "with_pandas.py", f"{address}.csv") == released(served)
    table = pl.read_parquet(BytesIO(httpx.get(f"{address}.parquet").content))
    assert dict(zip(table["cell"], table["value"], strict=True)) == released(served)
