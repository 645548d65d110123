"""The examples of docs/open-data.md and of the page for pollers, run as they stand there, but for the address."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from cli.house import ROOT
from frontend.pages.open_data.views import POWER_QUERY, PROGRAMS
from services.participation.main import create_app as participation_app
from tests.indicators.foreign import python_with, unless_ci
from tests.indicators.statistics.reading import MARGINS, in_csv, in_table
from tests.postgres import Database
from tests.serving import served, settings_for
from tests.tokens import trusting

pytestmark = pytest.mark.xdist_group("statistics")
TEXT = (ROOT / "docs" / "open-data.md").read_text()
EXAMPLE = "https://figures.example"
CBS = "/cbs/ODataFeed/odata/00001NED"
Values = dict[int, float | None]


@pytest.fixture(scope="module")
def addresses(house: httpx.Client, kept_database: Database) -> Iterator[dict[str, str]]:
    with served(trusting(participation_app(settings_for("participation", kept_database)))) as participation:
        yield {"indicators": str(house.base_url).rstrip("/"), "participation": participation}


def in_docs(language: str, house: httpx.Client) -> list[str]:
    here = str(house.base_url).rstrip("/")
    blocks = re.findall(rf"```{language}\n(.*?)```", TEXT, flags=re.DOTALL)
    return [block.replace(EXAMPLE, here).replace(EXAMPLE.split("//")[1], here.split("//")[1]) for block in blocks]


def public_now(house: httpx.Client) -> Values:
    found: Values = {}
    address = "/odata/v4/Observations"
    while address:
        page = house.get(address).json()
        found |= {row["Id"]: row["Value"] for row in page["value"]}
        address = page.get("@odata.nextLink")
    return found


def released(house: httpx.Client) -> Values:
    return {row["cell"]: row["value"] for row in house.get("/v1/releases/1/measurements.json").json()["items"]}


def printed(*command: object) -> Any:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def in_python(code: str, tell: str) -> Any:
    python = python_with(Path(__file__).parents[1] / "odata" / "foreign" / "requirements.txt")
    return printed(python, "-c", f"{code}\nprint({tell})")


def in_r(code: str, tell: str) -> Any:
    program = shutil.which("Rscript")
    if not program or subprocess.run([program, "-e", "library(jsonlite)"], capture_output=True, check=False).returncode:
        unless_ci("R with jsonlite (Debian: r-cran-jsonlite) is not here")
    return printed(program, "-e", f"{code}\ncat(jsonlite::toJSON({tell}, digits = NA, na = 'null'))")


def values(rows: list[dict[str, Any]], key: str, value: str) -> Values:
    return {int(row[key]): row.get(value) for row in rows}


def test_python_on_the_page_and_in_the_docs(addresses: dict[str, str], house: httpx.Client) -> None:
    (docs,) = in_docs("python", house)
    docs = docs.replace("import cbsodata, pandas\n", "import cbsodata, pandas\ncbsodata.options.use_https = False\n")
    told = "figures[['Id', 'Value']]", "release[['cell', 'value']]"
    tell = "+ ',' +".join([*(f"{each}.to_json(orient='records')" for each in told), "str(len(table))"])
    figures, release, rows = in_python(PROGRAMS["Python"].format(**addresses) + "\n" + docs, f"'[' + {tell} + ']'")
    assert values(figures, "Id", "Value") == pytest.approx(public_now(house), rel=1e-9)
    assert values(release, "cell", "value") == pytest.approx(released(house), rel=1e-9)
    assert rows * len(MARGINS) == len(house.get(f"{CBS}/TypedDataSet").json()["value"])


def test_r_on_the_page_and_in_the_docs(addresses: dict[str, str], house: httpx.Client) -> None:
    docs, _ = in_docs("r", house)
    page = PROGRAMS["R"].format(**addresses)
    tell = "list(first, figures[c('Id', 'Value')], release[c('cell', 'value')])"
    first, figures, release = in_r(f"{page}\nfirst <- figures[c('Id', 'Value')]\nfigures <- NULL\n{docs}", tell)
    assert values(first, "Id", "Value") == pytest.approx(public_now(house), rel=1e-9)
    assert figures == first
    assert values(release, "cell", "value") == pytest.approx(released(house), rel=1e-9)


def test_what_cbsodatar_asks_for(house: httpx.Client) -> None:
    """Its sources (`cbs_download_data`, `cbs_get_meta`) put these addresses together from `base_url`."""
    assert 'base_url = "{indicators}/cbs"' in PROGRAMS["cbsodataR"]
    sets = {each["name"] for each in house.get("/cbs/ODataApi/odata/00001NED?$format=json").json()["value"]}
    meta = {
        name: house.get(f"/cbs/ODataApi/odata/00001NED/{name}?$format=json").json()["value"]
        for name in sets - {"TypedDataSet", "UntypedDataSet"}
    }
    asked = f"{CBS}/TypedDataSet?$format=json&$filter=(Marges%20eq%20'MW00000')"
    rows = house.get(asked).json()["value"]
    dimensions = {each["Key"] for each in meta["DataProperties"] if each["Type"].endswith("Dimension")}
    assert dimensions == {"Marges", "RegioS", "Perioden"} <= meta.keys()
    table = {"properties": meta["DataProperties"], "regions": meta["RegioS"], "periods": meta["Perioden"]}
    read = in_table(table | {"typed": rows}, "typed")
    csv = in_csv(house.get("/v1/releases/1/measurements.csv").text)
    assert read == {key: number for key, number in csv.items() if key[3] == "value" and number is not None}


def test_every_address_in_the_docs_is_a_door(house: httpx.Client) -> None:
    """Also those of Power Query; what clients read of them: tests/indicators/odata/test_foreign_clients.py."""
    assert POWER_QUERY.format(indicators=EXAMPLE) in TEXT
    found = set(re.findall(r"https://figures\.example(/[^\s\"`)]*)", TEXT)) - {"/cbs"}
    named = {path.format(number=1, table="00001NED") for path in re.findall(r"`(/(?:odata|v1|cbs|dcat)[^`]*)`", TEXT)}
    assert len(found) >= 3
    for path in sorted(found | {path for path in named if path not in {"/cbs/"}}):
        assert house.get(path).status_code == 200, path
