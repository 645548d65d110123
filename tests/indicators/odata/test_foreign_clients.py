"""Clients that others wrote, as they are, read every page and the numbers that the JSON says."""

import json
import os
import shutil
import subprocess
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import httpx
import polars as pl
import pytest

from cli.assets import AssetsFailed, find_node, install_packages
from cli.house import ROOT
from tests.indicators.odata.conftest import PLACES

FOREIGN = Path(__file__).parent / "foreign"
Numbers = dict[int, float | None]


def unless_ci(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def foreign_python() -> Path:
    """A Python with the clients of the list, apart from ours: what they need is their own business."""
    wanted = FOREIGN / "requirements.txt"
    folder = ROOT / ".tools" / f"foreign-{sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python, done = folder / "bin" / "python", folder / "done"
    own = ROOT / ".tools" / "python" / "bin" / "uv"
    uv = str(own) if own.exists() else shutil.which("uv")
    if not done.exists():
        if uv is None:
            unless_ci("uv is not there to install foreign clients with")
        try:
            for command in (
                ["venv", "-q", "--clear", "--python", "3.11", str(folder)],
                ["pip", "install", "-q", "--python", str(python), "-r", str(wanted)],
            ):
                subprocess.run([str(uv), *command], check=True, capture_output=True, timeout=100)
        except subprocess.SubprocessError as error:
            unless_ci(f"foreign clients can't be installed: {error}")
        done.touch()
    return python


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
