"""Validators and clients that others wrote, as they are: a release in all its forms, and tables for who knows CBS."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.indicators.foreign import python_with
from tests.indicators.statistics.reading import Numbers, in_csv, in_json_stat, in_odata, in_table

pytestmark = pytest.mark.xdist_group("statistics")
FOREIGN = Path(__file__).parent / "foreign"
FILES = ("measurements.csv", "measurements.csv-metadata.json", "measurements.json-stat", "datapackage.json")


@pytest.fixture(scope="session")
def python() -> Path:
    return python_with(FOREIGN / "requirements.txt")


@pytest.fixture
def files(house: httpx.Client, tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_bytes(house.get(f"/v1/releases/1/{name}").content)
    return tmp_path


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """Their warnings are not our errors."""
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)


def breaks(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_csvwvalidate_finds_nothing_wrong(python: Path, files: Path) -> None:
    command = (python.with_name("csvwvalidate"), "-v", files / "measurements.csv-metadata.json")
    done = run(*command)
    assert (done.returncode, "OK" in done.stdout) == (0, True), done.stdout
    breaks(files / "measurements.csv", ",published,", ",,")
    assert run(*command).returncode != 0


def test_frictionless_finds_nothing_wrong(python: Path, files: Path) -> None:
    command = (python.with_name("frictionless"), "validate", "--json", files / "datapackage.json")
    done = run(*command)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["stats"] | {"seconds": 0} == {"tasks": 1, "errors": 0, "warnings": 0, "seconds": 0}
    breaks(files / "measurements.csv", ",published,", ",fine,")
    found = {each["type"] for each in json.loads(run(*command).stdout)["tasks"][0]["errors"]}
    assert {"hash-count", "constraint-error"} <= found


def test_jsonstat_validator_finds_nothing_wrong(python: Path, files: Path) -> None:
    command = (python, FOREIGN / "with_jsonstat_validator.py", files / "measurements.json-stat")
    done = run(*command)
    assert (done.returncode, done.stderr) == (0, "")
    breaks(files / "measurements.json-stat", '"metric":["figure"]', '"metric":["nothing"]')
    assert run(*command).returncode == 1


@pytest.fixture(scope="module")
def read(house: httpx.Client, python: Path) -> dict[str, Any]:
    """What cbsodata makes of our catalogue and tables."""
    done = run(python, FOREIGN / "with_cbsodata.py", f"{house.base_url.host}:{house.base_url.port}/cbs")
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def shown(numbers: Numbers) -> Numbers:
    return {key: number for key, number in numbers.items() if number is not None}


def test_cbsodata_reads_the_same_numbers_as_csv_and_json_stat(read: dict[str, Any], house: httpx.Client) -> None:
    csv = in_csv(house.get("/v1/releases/1/measurements.csv").text)
    assert len(csv) > len(shown(csv)) > 30
    assert in_table(read["00001NED"], "untyped") == csv
    assert in_table(read["00001NED"], "typed") == shown(csv)
    assert in_json_stat(house.get("/v1/releases/1/measurements.json-stat")) == csv


def test_cbsodata_reads_the_same_numbers_as_odata(read: dict[str, Any], house: httpx.Client) -> None:
    assert in_table(read["00000NED"], "untyped") == in_odata(house)


def test_cbsodata_gives_titles_for_keys(read: dict[str, Any]) -> None:
    table = read["00001NED"]
    assert table["info"]["Title"] == "Nulmeting"
    assert {"Moerwijk", "Zuidwest"} <= {row["RegioS"] for row in table["data"]}
    assert {row["Marges"] for row in table["data"]} == {"Waarde", "Ondergrens", "Bovengrens"}
    assert {"2019 najaar", "2023 najaar"} < {row["Perioden"] for row in table["some"]}
    assert len(table["some"]) * 3 == len(table["data"])
