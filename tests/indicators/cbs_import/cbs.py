"""A local CBS: it speaks OData 3 and OData 4 over tables that tests give it, page by page, with levers to cut the line.

It is made from files as the feed of CBS serves them (`<table>_TableInfos.csv` and so on), ours or real ones.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.types import Receive, Scope, Send

from tests.serving import served_asgi

Row = dict[str, Any]
NUMBERS = ("Long", "Double", "Integer", "Float")
PAGE = 50


@dataclass
class CbsTableServed:
    """As OData 3 has it."""

    infos: Row
    properties: list[Row]
    groups: list[Row]
    codes: dict[str, list[Row]]
    data: list[Row]

    @property
    def topics(self) -> list[Row]:
        return [each for each in self.properties if each["Type"] == "Topic"]


@dataclass
class LocalCbs:
    """`cut_after`: so many pages of data are served whole, then the line is cut in the middle, `cuts` times."""

    tables: dict[str, CbsTableServed] = field(default_factory=dict)
    cut_after: int = 0
    cuts: int = 0
    asked: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def v3(self) -> str:
        return f"{self.address}/ODataFeed/odata"

    @property
    def v4(self) -> str:
        return f"{self.address}/odata/v1/CBS"


@contextmanager
def local_cbs() -> Iterator[LocalCbs]:
    cbs = LocalCbs()
    with served_asgi(Cutting(app_of(cbs), cbs)) as address:
        cbs.address = address
        yield cbs


def app_of(cbs: LocalCbs) -> FastAPI:
    app = FastAPI()

    @app.get("/ODataFeed/odata/{name}/", response_model=None)
    def sets_v3(name: str) -> Any:
        if name not in cbs.tables:
            return Response(status_code=404)
        sets = ["TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "CategoryGroups"]
        names = [*sets, *cbs.tables[name].codes]
        return {"odata.metadata": "", "value": [{"name": each, "url": f"{cbs.v3}/{name}/{each}"} for each in names]}

    @app.get("/ODataFeed/odata/{name}/TypedDataSet/$count")
    def count_v3(name: str) -> Response:
        return Response(str(len(cbs.tables[name].data)), media_type="text/plain")

    @app.get("/ODataFeed/odata/{name}/{part}")
    def set_v3(request: Request, name: str, part: str) -> Row:
        table = cbs.tables[name]
        assert request.query_params["$format"] == "json"
        rows: Sequence[Row] = {
            "TableInfos": [table.infos],
            "DataProperties": table.properties,
            "CategoryGroups": table.groups,
            "TypedDataSet": table.data,
            **table.codes,
        }[part]
        return paged(request, rows, "odata.nextLink", f"{cbs.v3}/{name}/{part}")

    @app.get("/odata/v1/CBS/{name}", response_model=None)
    def sets_v4(name: str) -> Any:
        if name not in cbs.tables:
            return Response(status_code=404)
        names = ["MeasureCodes", "Dimensions", "Observations"]
        names += [f"{each}{kind}" for each in cbs.tables[name].codes for kind in ("Groups", "Codes")]
        return {"@odata.context": "", "value": [{"name": each, "url": each} for each in names]}

    @app.get("/odata/v1/CBS/{name}/Properties")
    def properties_v4(name: str) -> Row:
        infos = cbs.tables[name].infos
        return {"@odata.context": "", "Identifier": infos["Identifier"], "Title": infos["Title"],
                "Modified": f"{infos['Modified']}Z", "TemporalCoverage": infos["Period"]}  # fmt: skip

    @app.get("/odata/v1/CBS/{name}/Observations/$count")
    def count_v4(name: str) -> Response:
        return Response(str(len(observations(cbs.tables[name]))), media_type="text/plain")

    @app.get("/odata/v1/CBS/{name}/{part}")
    def set_v4(request: Request, name: str, part: str) -> Row:
        rows = sets_of_v4(cbs.tables[name])[part]
        return paged(request, rows, "@odata.nextLink", f"{cbs.v4}/{name}/{part}")

    return app


def paged(request: Request, rows: Sequence[Row], link: str, address: str) -> Row:
    """With a filter of one key, as tests need it."""
    asked = request.query_params
    if "$filter" in asked:
        key, _, value = asked["$filter"].partition(" eq ")
        rows = [row for row in rows if row[key].rstrip() == value.strip("'").rstrip()]
    skip = int(asked.get("$skip", "0"))
    found: Row = {"value": rows[skip : skip + PAGE]}
    if skip + PAGE < len(rows):
        more = {**asked, "$skip": str(skip + PAGE)}
        found[link] = f"{address}?" + "&".join(f"{name}={value}" for name, value in more.items())
    return found


def sets_of_v4(table: CbsTableServed) -> Mapping[str, Sequence[Row]]:
    dimensions = [each for each in table.properties if "Dimension" in each["Type"]]
    found: dict[str, Sequence[Row]] = {
        "Dimensions": [
            {"Identifier": each["Key"], "Title": each["Title"], "Kind": each["Type"]} for each in dimensions
        ],
        "MeasureCodes": [
            {
                "Identifier": code_of(each),
                "Title": each["Title"],
                "Unit": each["Unit"],
                "Decimals": each["Decimals"],
                "DataType": each["Datatype"],
            }
            for each in table.topics
        ],
        "Observations": observations(table),
    }
    for name, codes in table.codes.items():
        found[f"{name}Codes"] = [{"Identifier": row["Key"].rstrip(), "Title": row["Title"]} for row in codes]
        found[f"{name}Groups"] = [{"Id": row["ID"], "Title": row["Title"]} for row in table.groups]
    return found


def code_of(topic: Row) -> str:
    return f"M{int(topic['Position']):06d}"


def observations(table: CbsTableServed) -> list[Row]:
    found: list[Row] = []
    for row in table.data:
        keys = {name: row[name].rstrip() for name in table.codes}
        for topic in table.topics:
            value = row[topic["Key"]]
            words = isinstance(value, str)
            said: Row = {"Measure": code_of(topic), "ValueAttribute": "None" if value is not None else "Impossible"}
            said |= {"Value": None if words else value, "StringValue": value.rstrip() if words else None}
            found.append({"Id": len(found), **said, **keys})
    return found


class Cutting:
    """Cuts the line in the middle of a page of data."""

    def __init__(self, app: FastAPI, cbs: LocalCbs) -> None:
        self.app, self.cbs, self.pages = app, cbs, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        data = scope["type"] == "http" and scope["path"].endswith(("/TypedDataSet", "/Observations"))
        if scope["type"] == "http":
            self.cbs.asked.append(scope["path"])
        if data and self.cbs.cut_after <= 0 < self.cbs.cuts:
            self.cbs.cuts -= 1
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4000")]})
            await send({"type": "http.response.body", "body": b'{"value": [{"ID": 1,', "more_body": True})
            raise ConnectionError("cut off in the middle")
        if data:
            self.cbs.cut_after -= 1
        await self.app(scope, receive, send)


def table_in(folder: Path, name: str) -> CbsTableServed:
    """From files as the feed serves them; numbers as its metadata say."""
    properties = [_typed(row) for row in _rows(folder / f"{name}_DataProperties.csv")]
    dimensions = [each["Key"] for each in properties if "Dimension" in each["Type"]]
    numbers = {each["Key"] for each in properties if each.get("Datatype") in NUMBERS}
    return CbsTableServed(
        _rows(folder / f"{name}_TableInfos.csv")[0],
        properties,
        [_typed(row) for row in _rows(folder / f"{name}_CategoryGroups.csv")],
        {each: _rows(folder / f"{name}_{each}.csv") for each in dimensions},
        [_numbered(row, numbers) for row in _rows(folder / f"{name}_data.csv")],
    )


def _rows(file: Path) -> list[Row]:
    with file.open(newline="", encoding="utf-8-sig") as opened:
        return list(csv.DictReader(opened))


def _typed(row: Row) -> Row:
    whole = ("ID", "Position", "ParentID", "Decimals")
    return {name: (int(value) if value else None) if name in whole else value for name, value in row.items()}


def _numbered(row: Row, numbers: set[str]) -> Row:
    return {name: _number(value) if name in numbers else value for name, value in row.items()}


def _number(said: str) -> float | None:
    return None if said.strip() in ("", ".") else float(said)
